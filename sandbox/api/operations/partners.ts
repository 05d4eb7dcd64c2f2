import { HOUR, toIso } from '../../lib/time';
import type { Operations } from './operation';

const TOKEN_LASTS = HOUR;

/** Operations for partners of Hero. */
export const partnerOperations: Operations = {
	getHeidiToken: ({ now }, { practiceGroupId }) => ({
		token: `sandbox-heidi-token-${practiceGroupId}`,
		expiration_time: toIso(now() + TOKEN_LASTS),
	}),
};
