import type { DescribedCall } from '../../description/describedApi';
import type { HeroRequest } from '../answer';
import type { SeenIds } from './seenIds';
import { kindOf } from './seenIds';

/** One read of the contract, and how to ask for it. */
export interface PlannedRead {
	call: DescribedCall;
	/** The kinds of records whose IDs it needs. */
	needs: string[];
	/** The kind of the records that it lists. */
	lists: string;
	isPaged: boolean;
}

/** All reads of the contract, in its order. */
export const readsOf = (calls: DescribedCall[]): PlannedRead[] =>
	calls.filter(({ method }) => method === 'GET').map(plannedRead);

function plannedRead(call: DescribedCall): PlannedRead {
	const own = queries[call.operationId ?? ''] ?? {};
	return {
		call,
		needs: [...pathKinds(call.path).filter((kind) => kind !== ''), ...(own.needs ?? [])],
		lists: kindOf(call.path.split('/').at(-1)!),
		isPaged: ['page_index', 'page_size'].every((name) =>
			call.parameters?.fields.has(`query ${name}`),
		),
	};
}

/** The kind of each part of a path that is a placeholder, and an empty text for the other parts. */
function pathKinds(path: string): string[] {
	const parts = path.split('/');
	return parts.map((part, index) => {
		if (!part.startsWith('{')) return '';
		return part === '{id}' ? kindOf(parts[index - 1]) : kindOf(part.slice(1, -1));
	});
}

interface OwnQuery {
	needs?: string[];
	query?(seen: SeenIds, today: Date): Record<string, string | undefined>;
	/** The filter to add if Hero refuses the call without one. */
	filter?(seen: SeenIds): Record<string, string | undefined>;
}

const dayMs = 86_400_000;
const date = (time: number): string => new Date(time).toISOString().slice(0, 10);

const nextWeek = (seen: SeenIds, today: Date) => ({
	appointment_type_id: seen.first('appointmenttype'),
	start_date: date(today.getTime()),
	end_date: date(today.getTime() + 7 * dayMs),
});

/** The kind of the IDs that `emis_id` holds. */
const emisKind = kindOf('emis');

/** What reads need in their query. Nobody is called so: the search finds nobody, but shows the form of the response. */
const queries: Record<string, OwnQuery> = {
	listSlots: { query: nextWeek },
	countSlots: { query: nextWeek },
	listPatientsV3: { filter: (seen) => ({ last_name: seen.first('lastname') }) },
	listCustomers: { query: () => ({ query: 'Testpatient' }) },
	getDefaultCustomer: {
		needs: ['patient'],
		query: (seen) => ({ patient_id: seen.first('patient') }),
	},
	getLinkStatus: { needs: ['shortlink'], query: (seen) => ({ id: seen.first('shortlink') }) },
	listPatients: {
		needs: [emisKind],
		query: (seen) => ({ field: 'emis_id', search: seen.first(emisKind) }),
	},
	listPatientsV2: {
		needs: ['ehrpartner'],
		query: (seen) => ({ field: 'ehr_partner_id', search: seen.first('ehrpartner') }),
	},
};

/** The kinds that a read still needs. */
export const missingKinds = ({ needs }: PlannedRead, seen: SeenIds): string[] =>
	needs.filter((kind) => seen.first(kind) === undefined);

/** The request of a read whose IDs are known. */
export function requestOf({ call }: PlannedRead, seen: SeenIds, today: Date): HeroRequest {
	const kinds = pathKinds(call.path);
	const parts = call.path.split('/');
	const path = parts.map((part, index) =>
		kinds[index] ? encodeURIComponent(seen.first(kinds[index])!) : part,
	);
	const query = queries[call.operationId ?? '']?.query?.(seen, today) ?? {};
	return { method: 'GET', path: path.join('/'), query: withoutUnset(query) };
}

/** The request with the filter that its call may need. Undefined if the call has none, or its value is not known. */
export function filteredRequest(
	{ call }: PlannedRead,
	request: HeroRequest,
	seen: SeenIds,
): HeroRequest | undefined {
	const filter = withoutUnset(queries[call.operationId ?? '']?.filter?.(seen) ?? {});
	return Object.keys(filter).length > 0
		? { ...request, query: { ...request.query, ...filter } }
		: undefined;
}

const withoutUnset = (query: Record<string, string | undefined>): Record<string, string> =>
	Object.fromEntries(
		Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined),
	);
