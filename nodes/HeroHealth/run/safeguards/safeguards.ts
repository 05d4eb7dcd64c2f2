import type { IExecuteFunctions } from 'n8n-workflow';

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
	/** Returns why a live run would hold an item with which a rehearsal goes on; undefined for all others. */
	waitsFor(itemIndex: number): Held | undefined;
	/** Returns the number of recipients who were left out of the lists of batches. */
	heldRecipients(): number;
	/** Pence for one part of an SMS, as the practice entered it. */
	smsPrice?: number;
	/** Returns the number of items that are for no single patient, so that no safeguard looked at them. */
	unchecked(): number;
	/** True if all patients are looked up before something is sent to them. */
	looksPatientsUp?: boolean;
	/** True if somebody added a safeguard. */
	isActive: boolean;
}

/** Holds nothing, for an operation without safeguards. */
const noSafeguards: Safeguards = {
	begin: async () => undefined,
	check: async (values) => ({ values }),
	settle: () => undefined,
	heldBy: () => undefined,
	waitsFor: () => undefined,
	heldRecipients: () => 0,
	unchecked: () => 0,
	isActive: false,
};

/** Creates the safeguards of a run. Throws a NodeOperationError for a safeguard that cannot be read. */
export async function createSafeguards(run: SafeguardContext): Promise<Safeguards> {
	const { context, operation } = run;
	const readOptions = operation.safeguards && safeguardReader(context);
	if (!readOptions || context.getInputData().length === 0) return noSafeguards;
	const limits = await readAll(context, readOptions);
	const state = createState(run);
	const failures = createFailureLimit();
	const messages = createMessageLimit(context, run);
	return {
		isActive: true,
		smsPrice: limits[0].smsPrice,
		looksPatientsUp: limits.every(({ minimumAge }) => minimumAge !== undefined),
		async begin() {
			const most = Math.min(...limits.map(({ mostMessages = Infinity }) => mostMessages));
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
		waitsFor: (itemIndex) => state.waiting.get(itemIndex),
		heldRecipients: () => state.heldRecipients,
		unchecked: () => state.unchecked,
	};
}

/** Reads the options of all items, since a list that is missing for one of them stops the run. */
async function readAll(
	context: IExecuteFunctions,
	read: (itemIndex: number) => SafeguardOptions,
): Promise<SafeguardOptions[]> {
	const limits: SafeguardOptions[] = [];
	const yieldToOthers = createYield();
	for (const itemIndex of context.getInputData().keys()) {
		await yieldToOthers();
		limits.push(read(itemIndex));
	}
	return limits;
}

const createState = (run: SafeguardContext): SafeguardState => ({
	...{ ...run, heldRecipients: 0, unchecked: 0 },
	...{ held: new Map(), waiting: new Map(), decisions: new Map() },
	...{ contacts: new Map(), records: new Map() },
});
