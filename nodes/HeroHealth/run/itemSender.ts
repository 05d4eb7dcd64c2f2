import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { NodeApiError } from 'n8n-workflow';

import { invalidResponseError } from '../transport/apiErrors';
import { send } from '../transport/client';
import { realClock } from '../transport/clock';
import { isList, readList } from '../transport/pagination';
import type { ErrorContext, HeroRequest } from '../transport/request';
import { evidenceNote } from '../form/evidence';
import { variantFor } from '../form/layout';
import type { InputFile, Operation, RequestOverride, PrepareContext } from '../form/operation';
import { simplifyRecord } from '../form/simplify';
import { readBoolean } from '../form/values/booleans';
import { readWholeNumber } from '../form/values/numbers';
import { checkAccess } from './access/checkAccess';
import { toItemError } from './errors';
import type { HintCollector } from './hints';
import { responseJson } from './output';
import type { ItemValues } from './parameters';
import { createParameterReader, fieldLabels } from './parameters';
import { patientOf } from './patients';
import type { ItemCall } from './records';
import { readRecord, readRecords } from './records';
import type { RunRehearsal } from './rehearsal/rehearsal';
import type { SharedOptions } from './requestOptions';
import type { SmsCounter } from './summary';

/** Sends the requests for the values of one item. Returns the data of its output items. */
export type SendItem = (values: ItemValues, itemIndex: number) => Promise<IDataObject[]>;

/** The means to send the items of one run. */
interface SenderOptions {
	shared: SharedOptions;
	hints: HintCollector;
	rehearsal: RunRehearsal;
	sms: SmsCounter;
}

/**
 * Creates the function that sends the items of one run of this operation. That function throws a NodeApiError
 * for a failed request, and a UserError or NodeOperationError for values that cannot be sent.
 */
export function createItemSender(
	context: IExecuteFunctions,
	operation: Operation,
	{ shared, hints, rehearsal, sms }: SenderOptions,
): SendItem {
	const labels = fieldLabels(operation);
	const errorContextFor = errorContextBuilder(operation, labels);
	const readLimit = limitReader(context);
	const readOutputForm = simplifyReader(context);

	return async (values, itemIndex) => {
		const variant = variantFor(operation, values);
		const lookUpOptions = { ...shared, errorContext: { labels, itemIndex } };
		const lookUp = lookUpWith(context, values, lookUpOptions, rehearsal);
		const preparing = prepareContext(context, itemIndex, lookUp);
		const override = await operation.prepare?.(values, preparing);
		const request = buildRequest(variant, values, override ?? undefined);
		const errorContext = errorContextFor(variant, itemIndex);
		const sendOptions = { ...shared, onRepeat: variant.onRepeat, errorContext };
		const toOutput = readOutputForm(variant, itemIndex);
		const call = { context, operation: variant, request, sendOptions, values, hints, toOutput };
		const limit = variant.list ? readLimit(itemIndex) : Infinity;
		const records = await rehearsal.send(call, async (sent) => await callHero(sent, limit));
		// These hints are for what was sent, so they come after the call.
		if (rehearsal.isRehearsal || !rehearsal.isRehearsed(itemIndex)) {
			if (variant.toPatient?.(values)?.channel) hints.addRecipient(patientOf(variant, values));
			sms.add(variant, values);
		}
		for (const label of values.missingValues ?? []) hints.addMissingValue(label, itemIndex);
		return records;
	};
}

/** Prepares the facts that error messages name. A documentation gap concerns the newest version alone. */
function errorContextBuilder(operation: Operation, labels: Record<string, string>) {
	const { notFoundMeans, conflictMeans } = operation;
	const note = evidenceNote(operation);
	return (variant: Operation, itemIndex: number): ErrorContext => ({
		...{ labels, itemIndex, notFoundMeans, conflictMeans },
		evidenceNote: variant.id === operation.id ? note : undefined,
	});
}

/** The functions that an operation may need before its own request. */
const prepareContext = (
	context: IExecuteFunctions,
	itemIndex: number,
	lookUp: PrepareContext['lookUp'],
): PrepareContext => ({
	lookUp,
	readFile: async (dataField) => await readFile(context, itemIndex, dataField),
	now: realClock.now(),
});

/** Creates the look-up of one record at Hero, or of one that a rehearsal made up. */
const lookUpWith =
	(
		context: IExecuteFunctions,
		{ practiceGroupId }: ItemValues,
		sendOptions: ItemCall['sendOptions'],
		rehearsal: RunRehearsal,
	): PrepareContext['lookUp'] =>
	async (path, pathValues) => {
		const rehearsed = rehearsal.lookUp(pathValues);
		if (rehearsed) return rehearsed;
		const request = { method: 'GET', path, pathValues, practiceGroupId } as const;
		const body = sendCall({ context, request, sendOptions });
		return (await body.catch(markNotSent)) as IDataObject;
	};

/**
 * Rethrows the error of a look-up. After a look-up without a usable response, the item counts as not sent; after
 * one that Hero refused, it counts as refused.
 */
function markNotSent(thrown: unknown): never {
	if (thrown instanceof NodeApiError) {
		const status = Number(thrown.httpCode ?? 0);
		if (status === 0 || status === 408 || status === 429 || status >= 500) {
			thrown.context.neverSent = true;
		}
	}
	throw thrown;
}

/** Sends the call, and returns the records of a read or the response to a write. */
async function callHero(call: ItemCall, limit: number): Promise<IDataObject[]> {
	if (call.operation.accessAreas) return await checkAccess(call);
	if (call.request.method !== 'GET') return await sendWrite(call, limit);
	if (call.operation.list) return await readRecords(call, limit);
	return await readRecord(call, await sendCall(call));
}

/**
 * Sends the request of a call and returns the body of the response, undefined for an empty one. Throws a
 * NodeApiError for an empty body that is required: a read without a body has found nothing.
 */
async function sendCall(
	{ context, request, sendOptions }: Pick<ItemCall, 'context' | 'request' | 'sendOptions'>,
	isBodyRequired = request.method === 'GET',
): Promise<unknown> {
	const body = await send(context, request, sendOptions);
	if (body !== undefined || !isBodyRequired) return body;
	const { errorContext } = sendOptions;
	throw invalidResponseError({ node: context.getNode(), request, errorContext });
}

/**
 * Sends a write. After a successful response nothing can fail the item: if the body has an unexpected form, the
 * item shows only that the write succeeded, and a hint gives the reason.
 */
async function sendWrite(call: ItemCall, limit: number): Promise<IDataObject[]> {
	const { operation, request, values, hints, toOutput } = call;
	const body = await sendCall(call, operation.requiresResponseBody);
	const sent = { ...operation, method: request.method };
	try {
		if (!operation.list) return await readRecord(call, body);
		if (!isList(body)) {
			hints.addUnexpectedResponse();
			return [toOutput(responseJson(sent, body, values))];
		}
		// A write has no further pages, so there is no hint on rows that the list lacks.
		const { rows } = readList(body);
		if (rows.length > 0) return rows.slice(0, limit).map(toOutput);
	} catch {
		hints.addUnexpectedResponse();
	}
	return [responseJson(sent, undefined, values)];
}

function buildRequest(
	operation: Operation,
	values: ItemValues,
	override?: RequestOverride,
): HeroRequest {
	const { path: pathValues, body, practiceGroupId } = values;
	const { method, path } = { ...operation, ...override };
	const isSent = ([name]: [string, unknown]) => !operation.query?.[name]?.notSent;
	const query = Object.fromEntries(Object.entries(values.query).filter(isSent));
	const isCustomPath = override?.path !== undefined;
	const target = { method, path, isCustomPath, headers: override?.headers };
	const request = { ...target, pathValues, query, practiceGroupId };
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

/** Prepares to turn an item's records into output: whole, or with Simplify only their main fields. */
function simplifyReader(context: IExecuteFunctions) {
	const readSimplify = booleanReader(context, 'simplify', 'Simplify', true);
	return (operation: Operation, itemIndex: number) => {
		const paths = operation.simplify && readSimplify(itemIndex) ? operation.simplify : undefined;
		return (record: IDataObject) => (paths ? simplifyRecord(record, paths) : record);
	};
}

function limitReader(context: IExecuteFunctions) {
	const readAll = booleanReader(context, 'returnAll', 'Return All', false);
	const readLimit = createParameterReader(context, 'limit');
	return (itemIndex: number): number => {
		if (readAll(itemIndex)) return Infinity;
		try {
			return readWholeNumber(readLimit(itemIndex), 1);
		} catch (thrown) {
			throw toItemError(context.getNode(), thrown, itemIndex, 'Limit');
		}
	};
}

/** Creates a reader of a boolean parameter. It returns `initial` if the form does not show the parameter. */
function booleanReader(context: IExecuteFunctions, name: string, label: string, initial: boolean) {
	const read = createParameterReader(context, name);
	return (itemIndex: number): boolean => {
		try {
			return readBoolean(read(itemIndex) ?? initial);
		} catch (thrown) {
			throw toItemError(context.getNode(), thrown, itemIndex, label);
		}
	};
}
