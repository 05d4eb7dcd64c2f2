import type { IExecuteFunctions } from 'n8n-workflow';
import { UserError } from 'n8n-workflow';

import type { ItemOutcome } from '../itemResults';
import { isRunByAgent } from '../toolContext';
import { safeguardError } from './options';

/** Counts the messages of an execution, over all runs of the node in it, such as those of a loop. */
export interface MessageLimit {
	/** Throws a NodeOperationError if these messages are too many, together with those that were sent before. */
	requireAtMost(most: number, counts: ReadonlyMap<number, number>): void;
	/** Counts the messages of an item that was sent. */
	add(itemIndex: number, outcome: ItemOutcome): void;
}

/** The key under which n8n keeps the number with the execution. */
const countName = 'heroMessages';

export function createMessageLimit(context: IExecuteFunctions): MessageLimit {
	// An agent that runs the tool itself gives it no memory.
	const stored = isRunByAgent(context) ? {} : context.getContext('node');
	const sentBefore = () => Number(stored[countName] ?? 0);
	let expected: ReadonlyMap<number, number> = new Map();
	return {
		requireAtMost(most, counts) {
			expected = counts;
			const total = [...counts.values()].reduce((sum, count) => sum + count, sentBefore());
			if (total <= most) return;
			const loop = sentBefore() > 0 ? `, ${sentBefore()} of them sent before,` : '';
			const message = `allows ${most}, and this run has ${total} messages${loop}`.replace(/,$/, '');
			const description = 'Check that the list is the one that you want.';
			throw safeguardError(
				context,
				'Most Messages in One Run',
				new UserError(message, { description }),
			);
		},
		add(itemIndex, outcome) {
			if (outcome !== 'done' && outcome !== 'unclear') return;
			const count = expected.get(itemIndex);
			if (count) stored[countName] = sentBefore() + count;
		},
	};
}
