import { createYield } from '../concurrency';
import type { ItemResult } from '../itemResults';
import type { ItemValues } from '../parameters';
import type { CheckedItem } from './checkItem';
import { checkItem } from './checkItem';
import { createFailureLimit } from './failureLimit';
import type { Held } from './held';
import { createMessageLimit } from './messageLimit';
import { safeguardReader, type SafeguardOptions } from './options';
import type { SafeguardContext, SafeguardState } from './state';
import { collectContacts, countMessages } from './wholeRun';

/** Holds back what a practice does not want to reach its patients. */
export interface Safeguards {
	/** Looks at the whole run before anything is sent. Throws a NodeOperationError for a run that must not begin. */
	begin(): Promise<void>;
	/** Looks at one item just before it is sent. Throws for one that is refused. */
	check(values: ItemValues, itemIndex: number): Promise<CheckedItem>;
	/** Counts the result of an item. */
	settle(itemIndex: number, result: ItemResult): void;
	/** Returns why an item was held; undefined for all others. */
	heldBy(itemIndex: number): Held | undefined;
	/** Returns the number of recipients who were left out of the lists of batches. */
	heldRecipients(): number;
	/** Pence for one part of an SMS, as the practice entered it. */
	smsPrice?: number;
	/** True if somebody added a safeguard. */
	isActive: boolean;
}

/** Holds nothing, for an operation without safeguards. */
const noSafeguards: Safeguards = {
	begin: async () => undefined,
	check: async (values) => ({ values }),
	settle: () => undefined,
	heldBy: () => undefined,
	heldRecipients: () => 0,
	isActive: false,
};

/** Creates the safeguards of a run. Throws a NodeOperationError for a safeguard that cannot be read. */
export async function createSafeguards(run: SafeguardContext): Promise<Safeguards> {
	const { context, operation } = run;
	const readOptions = operation.safeguards && safeguardReader(context);
	const items = context.getInputData().map((_, itemIndex) => itemIndex);
	if (!readOptions || items.length === 0) return noSafeguards;
	// The options of all items are read, since a list that is missing for one of them stops the run.
	const limits: SafeguardOptions[] = [];
	const yieldToOthers = createYield();
	for (const itemIndex of items) {
		await yieldToOthers();
		limits.push(readOptions(itemIndex));
	}
	const most = limits.reduce(
		(least, { mostMessages = least }) => Math.min(least, mostMessages),
		Infinity,
	);
	const state: SafeguardState = {
		...{ ...run, heldRecipients: 0 },
		...{ held: new Map(), contacts: new Map(), records: new Map() },
	};
	const failures = createFailureLimit();
	const messages = createMessageLimit(context, run.isRehearsal);
	return {
		isActive: true,
		smsPrice: limits[0].smsPrice,
		async begin() {
			if (most < Infinity) messages.requireAtMost(most, await countMessages(state, most));
			if (limits.some(({ oneNumber }) => oneNumber)) await collectContacts(state);
		},
		async check(values, itemIndex) {
			failures.requireFew(context, itemIndex, limits[itemIndex].stopWhenManyFail);
			return await checkItem(state, limits[itemIndex], values, itemIndex);
		},
		settle(itemIndex, result) {
			failures.add(result.outcome);
			messages.add(itemIndex, result);
		},
		heldBy: (itemIndex) => state.held.get(itemIndex),
		heldRecipients: () => state.heldRecipients,
	};
}
