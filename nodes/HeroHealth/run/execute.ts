import type {
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
	IPairedItemData,
} from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import { NotSentError } from '../transport/apiErrors';
import { findOperation } from '../actions/resources';
import type { Operation } from '../form/operation';
import type { ReadItem } from './combineItems';
import { combineValues, isCombined, shareByRecord } from './combineItems';
import type { ItemError, ItemOutcome } from './errors';
import { addOrdinal, addProgress, errorJson, inputRefused, outcomeOf } from './errors';
import { createHintCollector } from './hints';
import type { SendItem } from './itemSender';
import { createItemSender } from './itemSender';
import { parameterReader } from './parameters';
import { inParallel } from './concurrency';
import { readSettings } from './settings';
import { contactChecker } from './sharedContacts';
import { isToolCall } from './toolCall';

type Paired = IPairedItemData | IPairedItemData[];

/** What becomes of the items of one run. */
interface RunState {
	results: INodeExecutionData[][];
	outcomes: Array<ItemOutcome | undefined>;
	/** What ends the run. */
	failure?: ItemError;
}

/**
 * Runs the chosen operation for every input item, several at once; results leave in the order of the
 * items. Begins no more items after the first that fails, unless the node is set to continue; then a
 * failed item leaves as `{ error, details }`. Throws what failed, with what became of the others.
 */
export async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const operation = chosenOperation(context);
	const settings = readSettings(context);
	const readItem = parameterReader(context, operation);
	const itemCount = context.getInputData().length;
	const signal = context.getExecutionCancelSignal?.();
	const hints = createHintCollector();
	const state: RunState = { results: [], outcomes: [] };
	const together: ReadItem[] = [];

	const isCancelled = () => state.failure !== undefined || (signal?.aborted ?? false);
	const checkContacts = await contactChecker(context, operation, isCancelled);
	const sender = createItemSender(context, operation, { ...settings, isCancelled, hints });
	const shared = shareByRecord(operation, sender);

	await inParallel(itemCount, settings.parallel, isCancelled, async (itemIndex) => {
		await runItem(context, state, itemIndex, { item: itemIndex }, async () => {
			const values = readItem(itemIndex);
			checkContacts(values, itemIndex);
			if (!isCombined(operation, values)) return await shared.sendItem(values, itemIndex);
			together.push({ itemIndex, values });
			return [];
		});
	});
	await sendTogether(context, operation, state, together, {
		isCancelled,
		sendItem: shared.sendItem,
	});

	const isCanceled = signal?.aborted ?? false;
	if (isCanceled) state.failure = new NodeOperationError(context.getNode(), 'The run was canceled');
	if (state.failure) {
		const madeBy = (item: number) => shared.madeBy(readItem(item));
		throw accounted(operation, state.failure, state.outcomes, itemCount, madeBy);
	}
	context.addExecutionHints?.(...hints.hints());
	return state.results.flat();
}

/** What ends the run, with what became of each item of a write. */
function accounted(
	operation: Operation,
	failure: ItemError,
	outcomes: RunState['outcomes'],
	itemCount: number,
	madeBy: (item: number) => number | undefined,
): ItemError {
	if (operation.method !== 'GET') {
		if (operation.oncePerRun) shareFates(outcomes, itemCount, madeBy);
		addProgress(failure, outcomes, itemCount);
	}
	addOrdinal(failure, itemCount);
	return failure;
}

/** Of items that go together nothing is sent so far: one call decides on all of them. */
async function sendTogether(
	context: IExecuteFunctions,
	operation: Operation,
	state: RunState,
	together: ReadItem[],
	{ isCancelled, sendItem }: { isCancelled(): boolean; sendItem: SendItem },
): Promise<void> {
	const { outcomes } = state;
	for (const { itemIndex } of together) outcomes[itemIndex] = undefined;
	if (together.length === 0 || isCancelled()) return;
	const itemCount = context.getInputData().length;
	const pairedItems = together.map(({ itemIndex: item }) => ({ item }));
	await runItem(context, state, itemCount, pairedItems, async () => {
		const { itemIndex, values } = combineValues(context, operation, together);
		return await sendItem(values, itemIndex);
	});
	for (const { itemIndex } of together) outcomes[itemIndex] = outcomes[itemCount];
}

/** Does what an item, or all of them together, ask for, and keeps what came of it. */
async function runItem(
	context: IExecuteFunctions,
	state: RunState,
	place: number,
	pairedItem: Paired,
	act: () => Promise<IDataObject[]>,
): Promise<void> {
	try {
		state.results[place] = (await act()).map((json) => ({ json, pairedItem }));
		state.outcomes[place] = 'done';
	} catch (thrown) {
		if (thrown instanceof NotSentError) return;
		const [{ item }] = [pairedItem].flat();
		const error = inputRefused(context.getNode(), thrown, item);
		state.outcomes[place] = outcomeOf(error);
		// What a language model is told of a call that failed is put in words where it was called.
		if (context.continueOnFail() && !isToolCall(context)) {
			state.results[place] = [{ json: errorJson(error), pairedItem }];
		} else state.failure ??= error;
	}
}

/** Items that were not begun, but name a record whose call was made, have the fate of that call. */
function shareFates(
	outcomes: RunState['outcomes'],
	itemCount: number,
	madeBy: (item: number) => number | undefined,
): void {
	for (let item = 0; item < itemCount; item++) {
		if (outcomes[item] !== undefined) continue;
		try {
			const maker = madeBy(item);
			if (maker !== undefined) outcomes[item] = outcomes[maker];
		} catch {
			// Its values name no record, so it shares nothing.
		}
	}
}

function chosenOperation(context: IExecuteFunctions): Operation {
	const resource = context.getNodeParameter('resource', 0) as string;
	const value = context.getNodeParameter('operation', 0) as string;
	const operation = findOperation(resource, value);
	if (operation) return operation;
	throw new NodeOperationError(context.getNode(), "'Operation' is not one of this resource", {
		description: 'Choose the Resource and the Operation again.',
	});
}
