import type { CallPair } from '../comparison/compareCalls';
import type { Finding } from '../comparison/finding';
import type { ProbedCall } from './probeCall';
import type { ErrorAnswer } from './questions/declaredErrors';
import { claimOf } from './told';

/** What all calls together tell of the declared errors. */
export interface DeclaredErrors {
	/** Adds the errors that the mock declares to Hero's side of a pair. */
	withErrors(pair: CallPair): CallPair;
	/** True for a finding on an error that the mock did not tell. */
	isUntold(finding: Finding): boolean;
	/** The errors that could not be told. */
	findings: Finding[];
	remarks: string[];
}

/**
 * Puts together what the mock told of errors. A status that no call at all declares tells nothing, if the contract has it:
 * Hero may declare it without content, which the mock may answer as if it did not.
 */
export function declaredErrors(probed: ProbedCall[], areTold: boolean): DeclaredErrors {
	const answers = new Map(probed.map(({ source, errors }) => [source.call.operationId, errors]));
	const all = probed.flatMap(({ errors }) => errors);
	const ours = new Set(
		probed.flatMap(({ source, told }) => (told ? (source.call.errors ?? []) : [])),
	);
	const silent = [...ours].filter(
		(status) => !all.some((one) => one.status === status && one.isDeclared),
	);
	const isTold = ({ status, isDeclared }: ErrorAnswer) =>
		isDeclared !== undefined && !silent.includes(status);
	return {
		withErrors: (pair) => withErrors(pair, answers.get(pair.ours.operationId) ?? [], isTold),
		isUntold: ({ part, operationId, name }) =>
			part === 'errors' &&
			!answers.get(operationId)?.some((one) => one.status === name && isTold(one)),
		findings: probed.flatMap(doubts),
		remarks: remarks(silent.sort(), areTold),
	};
}

function withErrors(
	pair: CallPair,
	answers: ErrorAnswer[],
	isTold: (answer: ErrorAnswer) => boolean,
): CallPair {
	if (answers.length === 0) return pair;
	const declared = answers.filter((one) => isTold(one) && one.isDeclared);
	const errors = declared.map(({ status }) => status).sort();
	return { ...pair, hero: { ...pair.hero, errors } };
}

function doubts({ source, errors }: ProbedCall): Finding[] {
	return errors.flatMap(({ status, reason }): Finding[] => {
		if (!reason) return [];
		const isOurs = source.call.errors?.includes(status);
		const claim = { ...claimOf(source.call), part: 'errors' as const, name: status };
		return isOurs ? [{ ...claim, verdict: 'not clear', ours: 'declared', hero: reason }] : [];
	});
}

function remarks(silent: string[], areTold: boolean): string[] {
	if (!areTold) {
		return ['The mock does not show which errors are declared, so no error was compared.'];
	}
	if (silent.length === 0) return [];
	return [
		`No call declares ${silent.join(', ')} at the mock, which proves nothing: an error without content may look like one that is not declared.`,
	];
}
