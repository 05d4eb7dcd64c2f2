import type {
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
	IPairedItemData,
} from 'n8n-workflow';

import { NotSentError } from '../transport/apiErrors';
import type { ItemError } from './errors';
import { errorJson, toItemError } from './errors';
import { isToolCall } from './toolContext';

/**
 * The outcome of an item. `notSent` includes rate-limited requests, since they can be sent again as they are. A
 * safeguard held an item that is `held`, and one that is `rehearsed` changed nothing at Hero.
 */
export type ItemOutcome = SuccessOutcome | 'refused' | 'unclear' | 'notSent';

/** The outcome of an item without an error. */
export type SuccessOutcome = 'done' | 'held' | 'rehearsed';

/** The result of one input item. */
export interface ItemResult {
	outcome: ItemOutcome;
	/** The output items. If the node continues on errors, a failed item has one with its error. */
	output: INodeExecutionData[];
	error?: ItemError;
	/** True for an item of a combined call. All its items hold the same result, which is output once. */
	isCombined?: true;
}

/** The results of one run. */
export interface RunResults {
	/** One result per input item, by its index. */
	items: ItemResult[];
	/** The first error that stops the run. */
	failure?: ItemError;
	/** The first error about an item that was perhaps sent before. It fails the run once all others were sent. */
	unclearBefore?: ItemError;
}

/** Returns the data of the output items, or undefined if nothing is sent yet. */
type Send = () => Promise<IDataObject[] | undefined>;

/** Observes results, such as to store them for the next try. */
type OnResult = (itemIndex: number, result: ItemResult, combinedWith?: number) => void;

/** The run of a node over its items. */
export interface Run {
	context: IExecuteFunctions;
	results: RunResults;
	onResult: OnResult;
	/** Returns the outcome of an item that ended without an error. */
	successOf(itemIndex: number): SuccessOutcome;
}

/** Creates the results of a run. `outcomeOf` returns what an earlier try did with an item. */
export const createRunResults = (
	itemCount: number,
	outcomeOf: (itemIndex: number) => ItemOutcome | undefined,
): RunResults => ({
	items: Array.from({ length: itemCount }, (_, itemIndex) => ({
		outcome: outcomeOf(itemIndex) ?? 'notSent',
		output: [],
	})),
});

/** Runs one item and records its result, unless nothing is sent yet. Never throws. */
export async function runItem(run: Run, itemIndex: number, send: Send): Promise<void> {
	const result = await resultOf(run, { item: itemIndex }, send);
	if (result) record(run, itemIndex, result);
}

/** Sends the combined call of these items and records its result for each of them. Never throws. */
export async function runCombined(run: Run, itemIndexes: number[], send: Send): Promise<void> {
	const pairedItems = itemIndexes.map((item) => ({ item }));
	const result = await resultOf(run, pairedItems, send);
	if (!result) return;
	for (const itemIndex of itemIndexes) {
		record(run, itemIndex, { ...result, isCombined: true }, itemIndexes[0]);
	}
}

/** Returns the output of a run in the order of its items. The output of combined calls comes last. */
export function outputOf({ items }: RunResults): INodeExecutionData[] {
	const separate = items.filter(({ isCombined }) => !isCombined);
	const combined = items.filter(({ isCombined }) => isCombined);
	// The items of one combined call hold the same output.
	const outputs = new Set([...separate, ...combined].map(({ output }) => output));
	return [...outputs].flat();
}

async function resultOf(
	{ context, successOf }: Run,
	pairedItem: IPairedItemData | IPairedItemData[],
	send: Send,
): Promise<ItemResult | undefined> {
	const [{ item }] = [pairedItem].flat();
	try {
		const records = await send();
		if (!records) return undefined;
		const outcome = successOf(item);
		// A held item leaves as it came, with its files.
		const { binary } = outcome === 'held' ? context.getInputData()[item] : {};
		const files = binary ? { binary } : {};
		return { outcome, output: records.map((json) => ({ json, pairedItem, ...files })) };
	} catch (thrown) {
		if (thrown instanceof NotSentError) return { outcome: 'notSent', output: [] };
		const error = toItemError(context.getNode(), thrown, item);
		const output = outputsErrors(context) ? [{ json: errorJson(error), pairedItem }] : [];
		return { outcome: outcomeOf(error), output, error };
	}
}

function record(run: Run, itemIndex: number, result: ItemResult, combinedWith?: number): void {
	const { context, results, onResult } = run;
	results.items[itemIndex] = result;
	onResult(itemIndex, result, combinedWith);
	const { error } = result;
	if (!error || outputsErrors(context)) return;
	// What an earlier try left unclear says nothing about the other items, so it does not stop them.
	if (error.context.isFromEarlier) results.unclearBefore ??= error;
	else results.failure ??= error;
}

function outcomeOf({ context }: ItemError): ItemOutcome {
	if (context.mayBeDone) return 'unclear';
	return context.neverSent ? 'notSent' : 'refused';
}

/** True if failed items become output. A tool call throws its error, which `executeForModel` describes. */
export const outputsErrors = (context: IExecuteFunctions): boolean =>
	context.continueOnFail() && !isToolCall(context);
