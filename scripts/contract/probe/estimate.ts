import { askedStatuses } from './questions/declaredErrors';
import { guessedFields } from './questions/guessedFields';
import type { KnownName } from './questions/knownNames';
import { candidatePaths } from './questions/knownNames';
import { listedFields } from './questions/valueLists';
import type { CallSource } from './request/callSource';
import { ourField, sentFields } from './told';

/** The requests with which the probe learns how the mock answers. */
export const learningRequests = 10;

/** About how many requests the questions of one call take, if the mock has it where the contract does. */
export function requestsForCall(source: CallSource): number {
	const required = sentFields(source).filter((name) => ourField(source, name)?.required === true);
	// A refusal usually names the allowed values, so that they need not be asked one by one.
	const listed = listedFields(source).length;
	const guessed = guessedFields(source).length;
	const control = guessed > 0 ? 1 : 0;
	return 2 + required.length + listed + guessed + control + askedStatuses(source).length;
}

/** About how many requests it takes not to find a named operation. */
export const requestsForName = (known: KnownName, sources: CallSource[]): number =>
	candidatePaths(known, sources).length;
