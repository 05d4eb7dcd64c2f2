import type { IExecuteFunctions } from 'n8n-workflow';
import { UserError } from 'n8n-workflow';

import type { ItemResult } from '../itemResults';
import { isRunByAgent } from '../toolContext';
import { safeguardError } from './options';
import type { SafeguardContext } from './state';

/** Counts the messages of an execution, over all runs of the node in it, such as those of a loop. */
export interface MessageLimit {
	/** Throws a NodeOperationError if these messages are too many, together with those that were sent before. */
	requireAtMost(most: number, counts: ReadonlyMap<number, number>): void;
	/** Counts the messages of an item that was sent. */
	add(itemIndex: number, result: ItemResult): void;
}

/** The keys under which n8n keeps the numbers with the execution, one number for each run of the node. */
const countNames = { live: 'heroMessages', rehearsal: 'heroRehearsedMessages' };

export function createMessageLimit(
	context: IExecuteFunctions,
	{ isRehearsal, isSentAgain }: Pick<SafeguardContext, 'isRehearsal' | 'isSentAgain'>,
): MessageLimit {
	// An agent that runs the tool itself gives it no memory.
	const stored = isRunByAgent(context) ? {} : context.getContext('node');
	const name = isRehearsal ? countNames.rehearsal : countNames.live;
	const counts = (stored[name] ??= {}) as Record<string, number>;
	const run = String(context.getWorkflowDataProxy(0).$runIndex);
	// A further try of a rehearsal rehearses everything again.
	if (isRehearsal) delete counts[run];
	const sentBefore = () => sum(Object.values(counts));
	let expected: ReadonlyMap<number, number> = new Map();
	return {
		requireAtMost(most, toSend) {
			expected = toSend;
			// What is sent again was counted before.
			const again = sum([...toSend].map(([item, count]) => (isSentAgain(item) ? count : 0)));
			if (again > 0) counts[run] = (counts[run] ?? 0) - again;
			const total = sum([...toSend.values()]) + sentBefore();
			if (total > most) throw tooMany(context, most, total, sentBefore());
		},
		add(itemIndex, { outcome, output }) {
			const isSent = outcome === 'done' || outcome === 'unclear';
			if (!isSent && !(isRehearsal && outcome === 'rehearsed')) return;
			if (output[0]?.json.alreadySent === true) return;
			counts[run] = (counts[run] ?? 0) + (expected.get(itemIndex) ?? 0);
		},
	};
}

const sum = (counts: number[]): number => counts.reduce((total, count) => total + count, 0);

function tooMany(context: IExecuteFunctions, most: number, total: number, sentBefore: number) {
	const before = sentBefore > 0 ? `, ${sentBefore} of them sent before` : '';
	const message = `allows ${most}, and this run has ${total} messages${before}`;
	const error = new UserError(message, {
		description: 'Check that the list is the one that you want.',
	});
	const outcome = before ? 'Nothing more was sent.' : undefined;
	return safeguardError(context, 'Most Messages in One Run', error, outcome);
}
