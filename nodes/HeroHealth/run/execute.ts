import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { NodeOperationError, UserError } from 'n8n-workflow';

import type { HeroRequest } from '../../transport/client';
import { send } from '../../transport/client';
import { answerNotUnderstood } from '../../transport/errors';
import { largestPage, listOf, listRows } from '../../transport/pages';
import { evidenceNote, placedFields, variantFor } from '../actions/layout';
import type { InputFile, Operation, OwnRequest } from '../actions/operation';
import { findOperation } from '../actions/resources';
import { simplified } from '../actions/simplify';
import type { ItemError } from './errors';
import { addProgress, errorJson, inputRefused } from './errors';
import { answerJson, withoutEmpty } from './output';
import type { ItemValues } from './parameters';
import { parameterRead, parameterReader } from './parameters';

interface ReadItem {
	itemIndex: number;
	values: ItemValues;
}

/**
 * Runs the chosen operation for every input item, one after another. Stops at the first item that
 * fails, unless the node is set to continue; then a failed item leaves as `{ error, details }`.
 */
export async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const operation = chosenOperation(context);
	const readItem = parameterReader(context, operation);
	const carryOut = onceEach(operation, requestRunner(context, operation));
	const itemCount = context.getInputData().length;
	const output: INodeExecutionData[] = [];
	const together: ReadItem[] = [];
	for (let itemIndex = 0; itemIndex < itemCount; itemIndex++) {
		try {
			const values = readItem(itemIndex);
			if (goesTogether(operation, values)) {
				together.push({ itemIndex, values });
				continue;
			}
			for (const json of await carryOut(values, itemIndex)) {
				output.push({ json, pairedItem: { item: itemIndex } });
			}
		} catch (thrown) {
			const error = inputRefused(context.getNode(), thrown, itemIndex);
			// Of items that go together nothing has been sent so far.
			const isSent = operation.method !== 'GET' && together.length === 0;
			if (isSent && !context.continueOnFail()) addProgress(error, itemIndex, itemCount);
			output.push(failed(context, error, { item: itemIndex }));
		}
	}
	if (together.length === 0) return output;
	const pairedItem = together.map(({ itemIndex: item }) => ({ item }));
	try {
		const { itemIndex, values } = combined(context, operation, together);
		const [json] = await carryOut(values, itemIndex);
		return [...output, { json, pairedItem }];
	} catch (thrown) {
		const error = inputRefused(context.getNode(), thrown, together[0].itemIndex);
		return [...output, failed(context, error, pairedItem)];
	}
}

/** The item that leaves instead of a result. Throws where the node is not set to continue. */
function failed(
	context: IExecuteFunctions,
	error: ItemError,
	pairedItem: INodeExecutionData['pairedItem'],
): INodeExecutionData {
	if (context.continueOnFail()) return { json: errorJson(error), pairedItem };
	throw error;
}

const goesTogether = ({ together }: Operation, { choices }: ItemValues): boolean =>
	together !== undefined && choices[together.choice] === together.value;

/**
 * The values of the one call for all items. It has one text and one sender: a value that differs is
 * meant for one of them alone, and is refused.
 */
function combined(context: IExecuteFunctions, operation: Operation, items: ReadItem[]): ReadItem {
	const shared = ({ values: { query, body, practiceGroupId } }: ReadItem) =>
		({ ...query, ...body, practice_group_id: practiceGroupId }) as IDataObject;
	const [first, ...others] = items;
	const wanted = shared(first);
	for (const other of others) {
		const given = shared(other);
		const name = Object.keys({ ...wanted, ...given }).find(
			(one) => JSON.stringify(wanted[one]) !== JSON.stringify(given[one]),
		);
		if (name === undefined) continue;
		const refusal = new UserError('differs between the items, which go together in one call', {
			description: 'Nothing was sent. Use the same for all of them.',
		});
		throw inputRefused(
			context.getNode(),
			refusal,
			other.itemIndex,
			labelsOf(operation)[name] ?? name,
		);
	}
	return { ...first, values: operation.together!.combine(items.map(({ values }) => values)) };
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

type CarryOut = (values: ItemValues, itemIndex: number) => Promise<IDataObject[]>;

/** Where a call must not happen twice, items that name the same record share its answer. */
function onceEach({ oncePerRun }: Operation, carryOut: CarryOut): CarryOut {
	if (!oncePerRun) return carryOut;
	const calls = new Map<string, Promise<IDataObject[]>>();
	return async (values, itemIndex) => {
		const key = JSON.stringify([values.practiceGroupId, values.path]);
		const call = calls.get(key) ?? carryOut(values, itemIndex);
		calls.set(key, call);
		return await call;
	};
}

/** What the values of one item lead to: its request or requests, and the data of its output items. */
function requestRunner(context: IExecuteFunctions, operation: Operation): CarryOut {
	const readLimit = limitReader(context);
	const readSimplify = parameterRead(context, 'simplify');
	const labels = labelsOf(operation);
	const note = evidenceNote(operation);
	const forModel = context.isToolExecution?.() ?? false;

	/** A write may answer nothing; a read that does has not found what it was for. */
	const answerTo = async (request: HeroRequest) => {
		const answer = await send(context, request);
		const mayBeEmpty = request.method !== 'GET' && !operation.mustAnswer;
		if (answer !== undefined || mayBeEmpty) return answer;
		throw answerNotUnderstood(context.getNode(), request);
	};

	return async (values, itemIndex) => {
		const variant = variantFor(operation, values);
		const common = { practiceGroupId: values.practiceGroupId, labels, itemIndex };
		const own = await operation.prepare?.(values, {
			lookUp: async (path, pathValues) =>
				(await answerTo({ method: 'GET', path, pathValues, ...common })) as IDataObject,
			readFile: async (dataField) => await readFile(context, itemIndex, dataField),
		});
		const request = {
			...requestOf(variant, values, own ?? undefined),
			...common,
			// What is not documented concerns the newest version alone.
			evidenceNote: variant.id === operation.id ? note : undefined,
		};
		const records = variant.list
			? await list(context, variant, request, readLimit(itemIndex))
			: [answerJson({ ...variant, method: request.method }, await answerTo(request), values)];
		const simplify = variant.simplify && String(readSimplify(itemIndex)) !== 'false';
		const shown = simplify
			? records.map((record) => simplified(record, variant.simplify!))
			: records;
		return forModel ? shown.map(withoutEmpty) : shown;
	};
}

function requestOf(operation: Operation, values: ItemValues, own?: OwnRequest): HeroRequest {
	const { path: pathValues, query, body } = values;
	const { method, path } = { ...operation, ...own };
	const request = { method, path, ownPath: own?.path, headers: own?.headers, pathValues, query };
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

async function list(
	context: IExecuteFunctions,
	operation: Operation,
	request: HeroRequest,
	limit: number,
): Promise<IDataObject[]> {
	if (operation.list === 'whole') return listOf(await send(context, request)).slice(0, limit);
	const page_size = Math.min(limit, largestPage);
	return await listRows(
		async (page_index) =>
			await send(context, { ...request, query: { ...request.query, page_index, page_size } }),
		limit,
	);
}

function limitReader(context: IExecuteFunctions) {
	const readAll = parameterRead(context, 'returnAll');
	const readLimit = parameterRead(context, 'limit');
	return (itemIndex: number): number => {
		if (String(readAll(itemIndex)) === 'true') return Infinity;
		const limit = Number(readLimit(itemIndex));
		if (Number.isInteger(limit) && limit > 0) return limit;
		throw new NodeOperationError(
			context.getNode(),
			`'Limit' needs a whole number of 1 or more [item ${itemIndex}]`,
			{ itemIndex },
		);
	};
}

/** What the screen calls Hero's names. */
const labelsOf = (operation: Operation): Record<string, string> =>
	Object.fromEntries(placedFields(operation).map(({ wireName, field }) => [wireName, field.label]));
