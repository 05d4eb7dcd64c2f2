import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import { findOperation } from '../actions/resources';
import type { Operation } from '../form/operation';
import type { ReadItem } from './combineItems';
import { combineItems, isCombined, shareByRecord } from './combineItems';
import { inParallel } from './concurrency';
import type { ItemError } from './errors';
import { createHintCollector } from './hints';
import type { ItemOutcome, ItemResult, RunResults } from './itemResults';
import { createRunResults, outputOf, runCombined, runItem } from './itemResults';
import type { SendItem } from './itemSender';
import { createItemSender } from './itemSender';
import { parameterReader } from './parameters';
import { addOrdinal, addProgress } from './progress';
import { readSettings } from './settings';
import { contactChecker } from './sharedContacts';

/**
 * Runs the chosen operation for every input item, several at once. The output has the order of the items.
 * After the first failed item no further item starts. If the node continues on errors, a failed item becomes
 * the output `{ error, details }` instead. Throws the error of the first failed item, with the outcome of the
 * others.
 */
export async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const operation = chosenOperation(context);
	const settings = readSettings(context);
	const readItem = parameterReader(context, operation);
	const itemCount = context.getInputData().length;
	const signal = context.getExecutionCancelSignal?.();
	const hints = createHintCollector();
	const results = createRunResults(itemCount);
	const isCancelled = () => results.failure !== undefined || (signal?.aborted ?? false);
	const checkContacts = await contactChecker(context, operation, isCancelled);
	const sender = createItemSender(context, operation, { ...settings, isCancelled, hints });
	const { sendItem, firstItemFor } = shareByRecord(operation, sender);
	const toCombine: ReadItem[] = [];

	await inParallel(itemCount, settings.parallel, isCancelled, async (itemIndex) => {
		await runItem(context, results, itemIndex, async () => {
			const values = readItem(itemIndex);
			checkContacts(values, itemIndex);
			if (!isCombined(operation, values)) return await sendItem(values, itemIndex);
			toCombine.push({ itemIndex, values });
			return undefined;
		});
	});
	if (!isCancelled()) await sendCombined(context, operation, results, toCombine, sendItem);

	if (signal?.aborted) {
		results.failure = new NodeOperationError(context.getNode(), 'The run was canceled');
	}
	if (results.failure) {
		addOutcomes(operation, results.failure, results.items, (item) => firstItemFor(readItem(item)));
		throw results.failure;
	}
	context.addExecutionHints?.(...hints.toHints());
	return outputOf(results);
}

/** Sends one call for all items that are combined. None of them has been sent before. */
async function sendCombined(
	context: IExecuteFunctions,
	operation: Operation,
	results: RunResults,
	toCombine: ReadItem[],
	sendItem: SendItem,
): Promise<void> {
	if (toCombine.length === 0) return;
	const itemIndexes = toCombine.map(({ itemIndex }) => itemIndex);
	await runCombined(context, results, itemIndexes, async () => {
		const { values, itemIndex } = combineItems(context, operation, toCombine);
		return await sendItem(values, itemIndex);
	});
}

/** Adds to the error that stops a run the outcome of each item, if the operation is a write. */
function addOutcomes(
	operation: Operation,
	failure: ItemError,
	items: ItemResult[],
	firstItemOf: (item: number) => number | undefined,
): void {
	if (operation.method !== 'GET') {
		const outcomes = items.map(({ outcome }) => outcome);
		if (operation.oncePerRun) shareOutcomes(outcomes, firstItemOf);
		addProgress(failure, outcomes);
	}
	addOrdinal(failure, items.length);
}

/** Gives items that did not start the outcome of the call for their record, if another item made it. */
function shareOutcomes(
	outcomes: ItemOutcome[],
	firstItemOf: (item: number) => number | undefined,
): void {
	for (const [item, outcome] of outcomes.entries()) {
		if (outcome !== 'notSent') continue;
		try {
			const firstItem = firstItemOf(item);
			if (firstItem !== undefined) outcomes[item] = outcomes[firstItem];
		} catch {
			// An item with unreadable values names no record.
		}
	}
}

function chosenOperation(context: IExecuteFunctions): Operation {
	const resource = context.getNodeParameter('resource', 0) as string;
	const value = context.getNodeParameter('operation', 0) as string;
	const operation = findOperation(resource, value);
	if (operation) return operation;
	throw new NodeOperationError(context.getNode(), "The chosen resource has no such 'Operation'", {
		description: 'Choose the Resource and the Operation again.',
	});
}
