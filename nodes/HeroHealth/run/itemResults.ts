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

/** The outcome of an item. `notSent` includes rate-limited requests, since they can be sent again as they are. */
export type ItemOutcome = 'done' | 'refused' | 'unclear' | 'notSent';

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
}

/** Returns the data of the output items, or undefined if nothing is sent yet. */
type Send = () => Promise<IDataObject[] | undefined>;

/** Creates the results of a run in which no item was sent yet. */
export const createRunResults = (itemCount: number): RunResults => ({
	items: Array.from({ length: itemCount }, () => ({ outcome: 'notSent', output: [] })),
});

/** Runs one item and records its result. Never throws. */
export async function runItem(
	context: IExecuteFunctions,
	results: RunResults,
	itemIndex: number,
	send: Send,
): Promise<void> {
	const result = await resultOf(context, { item: itemIndex }, send);
	record(context, results, itemIndex, result);
}

/** Sends the combined call of these items and records its result for each of them. Never throws. */
export async function runCombined(
	context: IExecuteFunctions,
	results: RunResults,
	itemIndexes: number[],
	send: Send,
): Promise<void> {
	const pairedItems = itemIndexes.map((item) => ({ item }));
	const result = await resultOf(context, pairedItems, send);
	for (const itemIndex of itemIndexes) {
		record(context, results, itemIndex, { ...result, isCombined: true });
	}
}

/** Returns the output of a run in the order of its items. The output of a combined call comes last. */
export function outputOf({ items }: RunResults): INodeExecutionData[] {
	const separate = items.filter(({ isCombined }) => !isCombined);
	const combined = items.find(({ isCombined }) => isCombined);
	return [...separate, ...(combined ? [combined] : [])].flatMap(({ output }) => output);
}

async function resultOf(
	context: IExecuteFunctions,
	pairedItem: IPairedItemData | IPairedItemData[],
	send: Send,
): Promise<ItemResult> {
	try {
		const records = await send();
		if (!records) return { outcome: 'notSent', output: [] };
		return { outcome: 'done', output: records.map((json) => ({ json, pairedItem })) };
	} catch (thrown) {
		if (thrown instanceof NotSentError) return { outcome: 'notSent', output: [] };
		const [{ item }] = [pairedItem].flat();
		const error = toItemError(context.getNode(), thrown, item);
		const output = outputsErrors(context) ? [{ json: errorJson(error), pairedItem }] : [];
		return { outcome: outcomeOf(error), output, error };
	}
}

function record(
	context: IExecuteFunctions,
	results: RunResults,
	itemIndex: number,
	result: ItemResult,
): void {
	results.items[itemIndex] = result;
	if (result.error && !outputsErrors(context)) results.failure ??= result.error;
}

function outcomeOf({ context }: ItemError): ItemOutcome {
	if (context.mayBeDone) return 'unclear';
	return context.neverSent ? 'notSent' : 'refused';
}

/** True if failed items become output. A tool call throws its error, which `executeForModel` describes. */
const outputsErrors = (context: IExecuteFunctions): boolean =>
	context.continueOnFail() && !isToolCall(context);
