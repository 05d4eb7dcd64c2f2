import { isObject } from '../../description/schemaContext';

/** The IDs in the responses so far, by the kind of record. They stay in memory. */
export interface SeenIds {
	/** Adds the IDs of a response. `listed` is the kind of the records in its list. */
	add(body: unknown, records?: { kind: string; list: unknown[] }): void;
	/** Adds one ID that is preferred to all others. */
	prefer(kind: string, id: string): void;
	first(kind: string): string | undefined;
}

/** The kind of record that a word of Hero names: `patients` and `patient_id` are both of the kind `patient`. */
export const kindOf = (name: string): string =>
	name
		.toLowerCase()
		.replace(/\[\]|[^a-z0-9]/g, '')
		.replace(/(?<=..)s$/, '');

/** Hero's own ID of a patient has another name in some responses. */
const sameKind = new Map([['hero', 'patient']]);

/** Values that a read needs and that are no ID. */
const plainKinds = new Set(['gmcnumber', 'lastname']);

export function createSeenIds(): SeenIds {
	const preferred = new Map<string, string>();
	const listed = new Map<string, string>();
	const mentioned = new Map<string, string>();
	const note = (ids: Map<string, string>, kind: string, value: unknown) => {
		const id = idOf(Array.isArray(value) ? value[0] : value);
		const own = sameKind.get(kind) ?? kind;
		if (id !== undefined && !ids.has(own)) ids.set(own, id);
	};
	const walk = (value: unknown, kind: string | undefined): void => {
		if (Array.isArray(value)) value.forEach((one) => walk(one, kind));
		if (!isObject(value)) return;
		if (kind) note(mentioned, kind, value.id);
		for (const [key, member] of Object.entries(value)) {
			if (/_id$|Id$/.test(key)) note(mentioned, kindOf(key.replace(/_?[iI]d$/, '')), member);
			if (plainKinds.has(kindOf(key))) note(mentioned, kindOf(key), member);
			walk(member, kindOf(key));
		}
	};
	return {
		add: (body, records) => {
			for (const record of records?.list ?? []) {
				if (isObject(record)) note(listed, records!.kind, record.id);
			}
			walk(body, undefined);
		},
		prefer: (kind, id) => void preferred.set(kind, id),
		first: (kind) => preferred.get(kind) ?? listed.get(kind) ?? mentioned.get(kind),
	};
}

/** An ID that can stand in a path. */
function idOf(value: unknown): string | undefined {
	const id = typeof value === 'number' ? String(value) : value;
	return typeof id === 'string' && /^[\w-][\w.:-]{0,99}$/.test(id) ? id : undefined;
}
