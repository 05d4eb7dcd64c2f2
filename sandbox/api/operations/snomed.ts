import { snomedTerms } from '../../practice/catalogue';
import { isSnomedCode } from '../../lib/snomed';
import { requiredString, type Operations } from './operation';

export const snomedOperations: Operations = {
	// The answer is a guess, and so is that a wrong code is answered with 200.
	validateSnomedCode: (_, { body }) => {
		const code = requiredString(body, 'code');
		return { code, valid: isSnomedCode(code), term: snomedTerms.get(code) ?? null };
	},
};
