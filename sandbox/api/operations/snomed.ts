import { snomedTerms } from '../../practice/catalogue';
import { isSnomedCode } from '../../lib/snomed';
import { requiredString, type Operations } from './operation';

/** Operations of SNOMED codes. */
export const snomedOperations: Operations = {
	// The response is a guess, and so is the status 200 for an invalid code.
	validateSnomedCode: (_, { body }) => {
		const code = requiredString(body, 'code');
		return { code, valid: isSnomedCode(code), term: snomedTerms.get(code) ?? null };
	},
};
