import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import type { HeroRequest } from '../../transport/client';
import { send } from '../../transport/client';
import { answerNotUnderstood } from '../../transport/errors';
import { largestPage, listOf, listRows } from '../../transport/pages';
import { evidenceNote, placedFields, variantFor } from '../actions/layout';
import type { InputFile, Operation, OwnRequest } from '../actions/operation';
import { findOperation } from '../actions/resources';
import { addProgress, errorJson, inputRefused } from './errors';
import { answerJson, simplified, withoutEmpty } from './output';
import type { ItemValues } from './parameters';
import { parameterRead, parameterReader } from './parameters';

/**
 * Runs the chosen operation for every input item, one after another. Stops at the first item that
 * fails, unless the node is set to continue; then a failed item leaves as `{ error, details }`.
 */
export async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const operation = chosenOperation(context);
	const readItem = parameterReader(context, operation);
	const carryOut = requestRunner(context, operation);
	const itemCount = context.getInputData().length;
	const output: INodeExecutionData[] = [];
	const together: Array<{ itemIndex: number; values: ItemValues }> = [];
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
			output.push(failed(context, operation, thrown, itemIndex));
		}
	}
	if (together.length === 0) return output;
	const [{ itemIndex }] = together;
	const pairedItem = together.map(({ itemIndex: item }) => ({ item }));
	try {
		const values = operation.together!.combine(together.map((item) => item.values));
		const [json] = await carryOut(values, itemIndex);
		return [...output, { json, pairedItem }];
	} catch (thrown) {
		return [...output, failed(context, operation, thrown, itemIndex)];
	}
}

const goesTogether = ({ together }: Operation, { choices }: ItemValues): boolean =>
	together !== undefined && choices[together.choice] === together.value;

/** The item that leaves instead of a result. Throws where the node is not set to continue. */
function failed(
	context: IExecuteFunctions,
	operation: Operation,
	thrown: unknown,
	itemIndex: number,
): INodeExecutionData {
	const error = inputRefused(context.getNode(), thrown, itemIndex);
	if (context.continueOnFail()) return { json: errorJson(error), pairedItem: { item: itemIndex } };
	if (operation.method !== 'GET' && !operation.together)
		addProgress(error, itemIndex, context.getInputData().length);
	throw error;
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

/** What the values of one item lead to: its request or requests, and the data of its output items. */
function requestRunner(context: IExecuteFunctions, operation: Operation) {
	const readLimit = limitReader(context);
	const readSimplify = parameterRead(context, 'simplify');
	const labels = labelsOf(operation);
	const note = evidenceNote(operation);
	const forModel = context.isToolExecution?.() ?? false;

	/** A write may answer nothing; a read that does has not found what it was for. */
	const answerTo = async (request: HeroRequest) => {
		const answer = await send(context, request);
		if (answer !== undefined || request.method !== 'GET') return answer;
		throw answerNotUnderstood(context.getNode(), request);
	};

	return async (values: ItemValues, itemIndex: number): Promise<IDataObject[]> => {
		const variant = variantFor(operation, values);
		const common = { practiceGroupId: values.practiceGroupId, labels, itemIndex };
		const own = await operation.prepare?.(values, {
			lookUp: async (path, pathValues) =>
				(await send(context, { method: 'GET', path, pathValues, ...common })) as IDataObject,
			readFile: async (dataField) => await readFile(context, itemIndex, dataField),
		});
		const request = {
			...requestOf(variant, values, own ?? undefined),
			...common,
			evidenceNote: note,
		};
		const records = variant.list
			? await list(context, variant, request, readLimit(itemIndex))
			: [answerJson(variant, await answerTo(request), values)];
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
	const request = { method, path, headers: own?.headers, pathValues, query };
	const hasBody = operation.body !== undefined || Object.keys(body).length > 0;
	return method !== 'GET' && hasBody ? { ...request, body } : request;
}

async function readFile(
	context: IExecuteFunctions,
	itemIndex: number,
	dataField: string,
): Promise<InputFile> {
	const { fileName, mimeType } = context.helpers.assertBinaryData(itemIndex, dataField);
	const content = await context.helpers.getBinaryDataBuffer(itemIndex, dataField);
	return { content, name: fileName, type: mimeType };
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
