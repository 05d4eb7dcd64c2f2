import type { IExecuteFunctions } from 'n8n-workflow';
import { UserError } from 'n8n-workflow';

import type { ItemResult } from '../itemResults';
import { isRunByAgent } from '../toolContext';
import { safeguardError } from './options';

/** Counts the messages of an execution, over all runs of the node in it, such as those of a loop. */
export interface MessageLimit {
	/** Throws a NodeOperationError if these messages are too many, together with those that were sent before. */
	requireAtMost(most: number, counts: ReadonlyMap<number, number>): void;
	/** Counts the messages of an item that was sent. */
	add(itemIndex: number, result: ItemResult): void;
}

/** The key under which n8n keeps the numbers with the execution, one for each run of the node. */
const countName = 'heroMessages';

export function createMessageLimit(context: IExecuteFunctions, isRehearsal: boolean): MessageLimit {
	// An agent that runs the tool itself gives it no memory.
	const stored = isRunByAgent(context) ? {} : context.getContext('node');
	const counts = (stored[countName] ??= {}) as Record<string, number>;
	const run = String(context.getWorkflowDataProxy(0).$runIndex);
	// A further try of a rehearsal rehearses everything again.
	if (isRehearsal) delete counts[run];
	const sentBefore = () => Object.values(counts).reduce((sum, count) => sum + count, 0);
	let expected: ReadonlyMap<number, number> = new Map();
	return {
		requireAtMost(most, toSend) {
			expected = toSend;
			const total = [...toSend.values()].reduce((sum, count) => sum + count, sentBefore());
			if (total <= most) return;
			const loop = sentBefore() > 0 ? `, ${sentBefore()} of them sent before,` : '';
			const message = `allows ${most}, and this run has ${total} messages${loop}`.replace(/,$/, '');
			const description = 'Check that the list is the one that you want.';
			throw safeguardError(
				context,
				'Most Messages in One Run',
				new UserError(message, { description }),
				loop ? 'Nothing more was sent.' : undefined,
			);
		},
		add(itemIndex, { outcome, output }) {
			const isSent = outcome === 'done' || outcome === 'unclear';
			if (!isSent && !(isRehearsal && outcome === 'rehearsed')) return;
			if (output[0]?.json.alreadySent === true) return;
			counts[run] = (counts[run] ?? 0) + (expected.get(itemIndex) ?? 0);
		},
	};
}
