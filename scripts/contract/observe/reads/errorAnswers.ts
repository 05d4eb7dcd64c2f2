import type { DescribedCall } from '../../description/describedApi';
import type { Answer } from '../answer';

/** A request that is wrong on purpose, and how it was refused. */
export interface ErrorAnswer {
	/** What was wrong, such as "An ID that does not exist". */
	mistake: string;
	/** The call that was asked. Undefined for one that does not exist. */
	call?: DescribedCall;
	path: string;
	/** The status that the contract expects. Undefined if it expects none. */
	expected?: string;
	answer: Answer;
}
