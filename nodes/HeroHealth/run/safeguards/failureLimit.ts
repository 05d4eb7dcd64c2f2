import type { IExecuteFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import type { ItemOutcome } from '../itemResults';
import { whoCanChange, type SafeguardOptions } from './options';

/** Counts the failed items of a run. */
export interface FailureLimit {
	add(outcome: ItemOutcome): void;
	/** Throws an item error if too many items failed. The run then sends nothing more. */
	requireFew(
		context: IExecuteFunctions,
		itemIndex: number,
		limit: SafeguardOptions['stopWhenManyFail'],
	): void;
}

const failures: ItemOutcome[] = ['refused', 'unclear', 'notSent'];

export function createFailureLimit(): FailureLimit {
	let [ended, failed, isExceeded] = [0, 0, false];
	return {
		add(outcome) {
			if (isExceeded) return;
			ended++;
			if (failures.includes(outcome)) failed++;
		},
		requireFew(context, itemIndex, limit) {
			if (!limit) return;
			isExceeded ||= ended >= limit.after && failed * 100 > ended * limit.percent;
			if (!isExceeded) return;
			const message = `Not sent, since ${failed} of ${ended} items failed [item ${itemIndex}]`;
			const error = new NodeOperationError(context.getNode(), message, {
				itemIndex,
				description: `The safeguard 'Stop When Many Fail' stopped the run. Look at the items that failed, then run the rest. ${whoCanChange}`,
			});
			error.context.neverSent = true;
			throw error;
		},
	};
}
