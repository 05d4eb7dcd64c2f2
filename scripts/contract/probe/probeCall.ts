import { describeSamples } from '../description/describeSample';
import type { DescribedField } from '../description/describedApi';
import { jsonOf } from './answer';
import type { ErrorAnswer } from './questions/declaredErrors';
import { askErrors } from './questions/declaredErrors';
import { askGuessedFields } from './questions/guessedFields';
import type { Search } from './questions/locateCall';
import { locateCall } from './questions/locateCall';
import { askRequiredFields } from './questions/requiredFields';
import type { AcceptedRequest } from './questions/settleRequest';
import { askValueLists } from './questions/valueLists';
import { sentTexts, withoutEchoes } from './echoes';
import { buildRequest } from './request/buildRequest';
import type { CallSource } from './request/callSource';
import type { Told } from './told';
import { claimOf } from './told';

/** What came of the questions about one call. */
export interface ProbedCall {
	source: CallSource;
	/** Undefined if the mock does not have the call, or nobody can tell. */
	told?: Told;
	errors: ErrorAnswer[];
	findings: Told['findings'];
}

/** Asks everything about one call of the contract. */
export async function probeCall(search: Search, source: CallSource): Promise<ProbedCall> {
	const { ask, manner } = search;
	const location = await locateCall(search, source);
	if (location === 'gone') return { source, errors: [], findings: [goneCall(source)] };
	if ('reason' in location)
		return { source, errors: [], findings: unclear(source, location.reason) };
	const told: Told = { ...location, fields: new Map(), findings: [], unnamedLists: [] };
	const smallest = await askRequiredFields(ask, source, told);
	if (smallest) {
		tellResponse(source, told, smallest);
		await askValueLists(ask, source, told, smallest.plan);
		await askGuessedFields(ask, source, told, smallest.plan);
	}
	const plan = smallest?.plan ?? { at: location };
	const errors = manner.isCanned ? await askErrors(ask, source, plan, manner.isCanned) : [];
	return { source, told, errors, findings: told.findings };
}

const goneCall = ({ call }: CallSource): Told['findings'][number] => ({
	...claimOf(call),
	part: 'call',
	verdict: 'only ours',
	ours: `${call.method} ${call.path}`,
});

const unclear = ({ call }: CallSource, reason: string): Told['findings'] =>
	(['method', 'path'] as const).map((part) => ({
		...claimOf(call),
		part,
		verdict: 'not clear',
		ours: call[part],
		hero: reason,
		...(isGuess(call.evidence?.[part]) ? { isGuess: true } : {}),
	}));

const isGuess = (mark: string | undefined): boolean => mark === 'inferred' || mark === 'unknown';

/** Tells the form of a sample: names and types. Its values may be made up by the mock, so they prove nothing. */
function tellResponse(source: CallSource, told: Told, { plan, answer }: AcceptedRequest): void {
	told.successStatus = String(answer.status);
	if (answer.text === '') return;
	const ours = source.call.response;
	const printed = describeSamples(source.responseExamples, ours).fields;
	const json = withoutEchoes(jsonOf(answer), sentTexts(buildRequest(source, plan)));
	const sample = describeSamples([json], ours).fields;
	const news = [...sample].filter(([name, { types }]) => {
		const isOpen = (ours?.fields.get(name)?.types.length ?? 0) === 0;
		// What an example of the contract shows, although its schema leaves it open, is known.
		const isPrinted = types.every((type) => printed.get(name)?.types.includes(type));
		return !(isOpen && (isPrinted || isEmptyObject(name, sample)));
	});
	if (news.length === 0) return;
	told.response = {
		isComplete: false,
		fields: new Map(news.map(([name, { types }]): [string, DescribedField] => [name, { types }])),
	};
}

/** A response without any field tells only that the mock knows nothing of it either. */
const isEmptyObject = (name: string, sample: Map<string, DescribedField>): boolean =>
	name === '' && sample.size === 1;
