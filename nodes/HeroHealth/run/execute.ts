import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import { findOperation } from '../actions/resources';
import type { Operation } from '../form/operation';
import { isWrite } from '../form/writes';
import type { ReadItem } from './combineItems';
import { combineItems, isCombined } from './combineItems';
import { inParallel } from './concurrency';
import type { ItemError } from './errors';
import { errorJson, toItemError } from './errors';
import type { ItemRun } from './itemRun';
import { createItemRun } from './itemRun';
import type { ItemOutcome, ItemResult } from './itemResults';
import { outputOf, outputsErrors, runCombined, runItem } from './itemResults';
import { addOrdinal, addProgress } from './progress';
import { summarize } from './summary';

/**
 * Runs the chosen operation for every input item, several at once. The output has the order of the items.
 * After the first failed item no further item starts. If the node continues on errors, a failed item becomes
 * the output `{ error, details }` instead. Throws the error of the first failed item, with the outcome of the
 * others. What an earlier try of the same run carried out is not sent again.
 */
export async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	let run: ItemRun;
	try {
		run = await createItemRun(context, chosenOperation(context));
	} catch (thrown) {
		return refuseRun(context, thrown);
	}
	const { operation, results, readValues, firstItemFor, signal, hints } = run;
	try {
		await sendItems(run);
	} finally {
		await run.sendOnce.close();
		run.earlier.end();
	}
	results.failure ??= results.unclearBefore;
	if (signal?.aborted) {
		results.failure = new NodeOperationError(context.getNode(), 'The run was canceled');
	}
	if (results.failure) {
		addOutcomes(operation, results.failure, results.items, (item) =>
			firstItemFor(readValues(item)),
		);
		throw results.failure;
	}
	const output = outputOf(results);
	if (!isTriedAgain(run, output)) run.earlier.forget();
	hints.addMessage(summarize(run));
	context.addExecutionHints?.(...hints.toHints());
	return output;
}

/**
 * True if n8n may try this run again although it returned. With Retry On Fail, n8n takes a run for failed if its first
 * output has a field "error", which a record of Hero may have too.
 */
function isTriedAgain({ context, results }: ItemRun, [first]: INodeExecutionData[]): boolean {
	if (!context.getNode().retryOnFail) return false;
	const isDone = results.items.every(({ error, outcome }) => !error && outcome !== 'notSent');
	return !isDone || first?.json.error !== undefined;
}

/**
 * Refuses a run with which nothing can be sent. Throws the error, unless the node continues on errors: n8n would then
 * pass the input on as if it had been sent, so each item leaves with the error.
 */
function refuseRun(context: IExecuteFunctions, thrown: unknown): INodeExecutionData[] {
	const error = toItemError(context.getNode(), thrown);
	if (!outputsErrors(context)) throw error;
	return context
		.getInputData()
		.map((_, item) => ({ json: errorJson(error), pairedItem: { item } }));
}

/** Sends all items, at last those that are combined into one call. */
async function sendItems(run: ItemRun): Promise<void> {
	const { results, settings, earlier, isCancelled } = run;
	const toCombine: ReadItem[] = [];
	const combinedBefore: number[] = [];
	await inParallel(results.items.length, settings.parallel, isCancelled, async (itemIndex) => {
		await runItem(run, itemIndex, async () => {
			if (!earlier.isSent(itemIndex)) return await sendOrCombine(run, itemIndex, toCombine);
			if (earlier.combinedWith(itemIndex) === undefined) return await repeatItem(run, itemIndex);
			combinedBefore.push(itemIndex);
			return undefined;
		});
	});
	if (isCancelled()) return;
	await repeatCombined(run, combinedBefore);
	await sendCombined(run, toCombine);
}

/** Sends one item, unless it is to be combined with others or was sent before. */
async function sendOrCombine(
	{ operation, readValues, checkContacts, safeguards, earlier, sendItem, sendOnce }: ItemRun,
	itemIndex: number,
	toCombine: ReadItem[],
): Promise<IDataObject[] | undefined> {
	const values = readValues(itemIndex);
	checkContacts(values, itemIndex);
	const checked = await safeguards.check(values, itemIndex);
	if (checked.held) return checked.held;
	if (isWrite(operation, values)) await earlier.begin(itemIndex, values);
	if (!isCombined(operation, values)) {
		const records = await sendItem(checked.values, itemIndex);
		return withWaiting(records, safeguards.waitsFor(itemIndex)?.mayGoFrom);
	}
	const alreadySent = await sendOnce.claim(itemIndex, true);
	if (!alreadySent) toCombine.push({ itemIndex, values });
	return alreadySent;
}

/** Adds to rehearsed records from when a live run would send them. */
const withWaiting = (records: IDataObject[], mayGoFrom: string | undefined): IDataObject[] =>
	mayGoFrom === undefined
		? records
		: records.map((record) => {
				const block = record.rehearsal as IDataObject | undefined;
				return block ? { ...record, rehearsal: { mayGoFrom, ...block } } : record;
			});

/** Returns the output of an item that an earlier try sent. */
const repeatItem = async ({ earlier, readValues }: ItemRun, itemIndex: number) =>
	await earlier.repeat(itemIndex, () => readValues(itemIndex));

/** Outputs once what each combined call of an earlier try gave. */
async function repeatCombined(run: ItemRun, itemIndexes: number[]): Promise<void> {
	const firstItems = new Set(itemIndexes.map((item) => run.earlier.combinedWith(item)!));
	for (const first of firstItems) {
		const items = itemIndexes.filter((item) => run.earlier.combinedWith(item) === first);
		await runCombined(run, items, async () => await repeatItem(run, first));
	}
}

/** Sends one call for all items that are combined. None of them has been sent before. */
async function sendCombined(run: ItemRun, toCombine: ReadItem[]): Promise<void> {
	if (toCombine.length === 0) return;
	const itemIndexes = toCombine.map(({ itemIndex }) => itemIndex);
	await runCombined(run, itemIndexes, async () => {
		const { values, itemIndex } = combineItems(run.context, run.operation, toCombine);
		return await run.sendCombinedCall(values, itemIndex);
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
