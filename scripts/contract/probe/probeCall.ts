import { isGuessMark } from '../description/evidenceMarks';
import type { ErrorAnswer } from './questions/declaredErrors';
import { askErrors } from './questions/declaredErrors';
import { askGuessedFields } from './questions/guessedFields';
import type { Search } from './questions/locateCall';
import { locateCall } from './questions/locateCall';
import { askRequiredFields } from './questions/requiredFields';
import { askValueLists } from './questions/valueLists';
import type { CallSource } from './request/callSource';
import { tellResponse } from './tellResponse';
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
		...(isGuessMark(call.evidence?.[part]) ? { isGuess: true } : {}),
	}));
