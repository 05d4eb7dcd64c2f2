import type { Answer } from '../answer';
import type { PageAnswers } from './pageFacts';
import type { PlannedRead } from './readPlan';

/** What came of one read of the contract. */
export interface Reading {
	read: PlannedRead;
	/** Undefined if it was not asked. */
	answer?: Answer;
	/** The refusal of the call without a filter, if one was added then. */
	unfiltered?: Answer;
	pages?: PageAnswers;
	/** Why it was not asked. */
	skipped?: string;
}
