import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { NodeApiError } from 'n8n-workflow';

import { createCircuitBreaker } from '../transport/circuitBreaker';
import { send } from '../transport/client';
import type { HeroRequest, RunOptions, SendOptions } from '../transport/request';
import { invalidResponseError } from '../transport/apiErrors';
import { isList, readList } from '../transport/pagination';
import { evidenceNote, placedFields, variantFor } from '../form/layout';
import type { InputFile, Operation, RequestOverride, PrepareContext } from '../form/operation';
import { simplified } from '../form/simplify';
import { readBoolean } from '../form/values/booleans';
import { readWholeNumber } from '../form/values/numbers';
import { inputRefused } from './errors';
import type { HintCollector } from './hints';
import { answerJson } from './output';
import type { ItemValues } from './parameters';
import { parameterRead } from './parameters';
import type { Reading } from './records';
import { readRecord, readRecords } from './records';
import type { Settings } from './settings';

/** Sends what the values of one item lead to, and gives the data of its output items. */
export type SendItem = (values: ItemValues, itemIndex: number) => Promise<IDataObject[]>;

export interface SenderOptions extends Settings {
	isCancelled(): boolean;
	hints: HintCollector;
}

/** What the values of one item lead to: its request or requests, and the data of its output items. */
export function createItemSender(
	context: IExecuteFunctions,
	operation: Operation,
	{ timeoutMs, retryWindowMs, parallel, tryOnce, isCancelled, hints }: SenderOptions,
): SendItem {
	const run: RunOptions = {
		parallel,
		tryOnce,
		isCancelled,
		onWait: hints.waits,
		circuitBreaker: createCircuitBreaker(),
	};
	const readLimit = limitReader(context);
	const readShown = shownReader(context);
	const { notFoundMeans, conflictMeans } = operation;
	const labels = labelsOf(operation);
	const note = evidenceNote(operation);

	return async (values, itemIndex) => {
		const variant = variantFor(operation, values);
		const { practiceGroupId } = values;
		const errorContext = { labels, itemIndex };
		const common = { timeoutMs, retryWindowMs, run, errorContext };
		const surroundings = surroundingsOf(context, operation, itemIndex, common, practiceGroupId);
		const own = await operation.prepare?.(values, surroundings);
		const request = { ...requestOf(variant, values, own ?? undefined), practiceGroupId };
		// What is not documented concerns the newest version alone.
		const openNote = variant.id === operation.id ? note : undefined;
		const sendOptions: SendOptions = {
			...common,
			onRepeat: variant.onRepeat,
			errorContext: { ...errorContext, notFoundMeans, conflictMeans, evidenceNote: openNote },
		};
		const shown = readShown(variant, itemIndex);
		const reading = {
			context,
			operation: variant,
			request,
			sendOptions,
			values,
			run,
			hints,
			shown,
		};
		const limit = variant.list ? readLimit(itemIndex) : Infinity;
		const records = await recordsOf(reading, limit);
		// Told of what was sent alone.
		for (const label of values.holes ?? []) hints.hole(label, itemIndex);
		return records;
	};
}

/** What the request of one item may need beside its values. */
function surroundingsOf(
	context: IExecuteFunctions,
	operation: Operation,
	itemIndex: number,
	sendOptions: SendOptions,
	practiceGroupId: string | undefined,
): PrepareContext {
	return {
		lookUp: async (path, pathValues) => {
			const request: HeroRequest = { method: 'GET', path, pathValues, practiceGroupId };
			const answer = answerTo(context, operation, request, sendOptions);
			return (await answer.catch(notSentWithout)) as IDataObject;
		},
		readFile: async (dataField) => await readFile(context, itemIndex, dataField),
		now: Date.now(),
	};
}

/** A call whose look-up was lost on the way was not sent; one that Hero refused is told as refused. */
function notSentWithout(thrown: unknown): never {
	if (thrown instanceof NodeApiError) {
		const status = Number(thrown.httpCode ?? 0);
		if (status === 0 || status === 408 || status === 429 || status >= 500) {
			thrown.context.neverSent = true;
		}
	}
	throw thrown;
}

/** What Hero has for a read, or what it answers to a write. */
async function recordsOf(reading: Reading, limit: number): Promise<IDataObject[]> {
	const { context, operation, request, sendOptions } = reading;
	if (request.method !== 'GET') return await write(reading, limit);
	if (operation.list) return await readRecords(reading, limit);
	return await readRecord(reading, await answerTo(context, operation, request, sendOptions));
}

/** An answer that is what the call was for. A write may answer nothing; a read that does has found nothing. */
async function answerTo(
	context: IExecuteFunctions,
	{ requiresResponseBody }: Operation,
	request: HeroRequest,
	sendOptions: SendOptions,
) {
	const answer = await send(context, request, sendOptions);
	if (answer !== undefined || (request.method !== 'GET' && !requiresResponseBody)) return answer;
	const { errorContext } = sendOptions;
	throw invalidResponseError({ node: context.getNode(), request, errorContext });
}

/**
 * Carries out a write. From its answer on nothing can make the item fail: where the answer cannot be shown
 * in its form, the item says that it succeeded, and a hint says why there is no more.
 */
async function write(reading: Reading, limit: number): Promise<IDataObject[]> {
	const { context, operation, request, sendOptions, values, hints, shown } = reading;
	const answer = await answerTo(context, operation, request, sendOptions);
	const answered = { ...operation, method: request.method };
	try {
		if (!operation.list) return await readRecord(reading, answer);
		if (!isList(answer)) {
			hints.unshaped();
			return [shown(answerJson(answered, answer, values))];
		}
		// Of a write there is no more to ask for, so that nothing is said of what a list lacks.
		const { rows } = readList(answer);
		if (rows.length > 0) return rows.slice(0, limit).map(shown);
	} catch {
		hints.unshaped();
	}
	return [answerJson(answered, undefined, values)];
}

function requestOf(operation: Operation, values: ItemValues, own?: RequestOverride): HeroRequest {
	const { path: pathValues, body } = values;
	const { method, path } = { ...operation, ...own };
	const isSent = ([name]: [string, unknown]) => !operation.query?.[name]?.notSent;
	const query = Object.fromEntries(Object.entries(values.query).filter(isSent));
	const addressed = { method, path, isCustomPath: own?.path !== undefined, headers: own?.headers };
	const request = { ...addressed, pathValues, query };
	const takesBody = operation.body !== undefined && method !== 'DELETE';
	const hasBody = takesBody || Object.keys(body).length > 0;
	return method !== 'GET' && hasBody ? { ...request, body } : request;
}

async function readFile(
	context: IExecuteFunctions,
	itemIndex: number,
	dataField: string,
): Promise<InputFile | undefined> {
	const file = context.getInputData()[itemIndex].binary?.[dataField];
	if (!file) return undefined;
	const content = await context.helpers.getBinaryDataBuffer(itemIndex, dataField);
	return { content, name: file.fileName, type: file.mimeType };
}

/** Prepares to read how an item's records are shown: in short where the user wants it so. */
function shownReader(context: IExecuteFunctions) {
	const readSimplify = booleanReader(context, 'simplify', 'Simplify', true);
	return (operation: Operation, itemIndex: number) => {
		const paths = operation.simplify && readSimplify(itemIndex) ? operation.simplify : undefined;
		return (record: IDataObject) => (paths ? simplified(record, paths) : record);
	};
}

function limitReader(context: IExecuteFunctions) {
	const readAll = booleanReader(context, 'returnAll', 'Return All', false);
	const readLimit = parameterRead(context, 'limit');
	return (itemIndex: number): number => {
		if (readAll(itemIndex)) return Infinity;
		try {
			return readWholeNumber(readLimit(itemIndex), 1);
		} catch (refusal) {
			throw inputRefused(context.getNode(), refusal, itemIndex, 'Limit');
		}
	};
}

/** `initial` holds where the form does not show it. */
function booleanReader(context: IExecuteFunctions, name: string, label: string, initial: boolean) {
	const read = parameterRead(context, name);
	return (itemIndex: number): boolean => {
		try {
			return readBoolean(read(itemIndex) ?? initial);
		} catch (refusal) {
			throw inputRefused(context.getNode(), refusal, itemIndex, label);
		}
	};
}

/** What the screen calls Hero's names. */
export const labelsOf = (operation: Operation): Record<string, string> =>
	Object.fromEntries(placedFields(operation).map(({ wireName, field }) => [wireName, field.label]));
