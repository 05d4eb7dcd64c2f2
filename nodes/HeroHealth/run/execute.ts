import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import type { HeroRequest } from '../../transport/client';
import { send } from '../../transport/client';
import { largestPage, listOf, listRows } from '../../transport/pages';
import { evidenceNote, placedFields } from '../actions/form';
import type { Operation } from '../actions/operation';
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
	const items = context.getInputData();
	const operation = chosenOperation(context);
	const runItem = itemRunner(context, operation);
	const output: INodeExecutionData[] = [];
	for (let itemIndex = 0; itemIndex < items.length; itemIndex++) {
		try {
			for (const json of await runItem(itemIndex)) {
				output.push({ json, pairedItem: { item: itemIndex } });
			}
		} catch (thrown) {
			const error = inputRefused(context.getNode(), thrown, itemIndex);
			if (!context.continueOnFail()) {
				if (operation.method !== 'GET') addProgress(error, itemIndex, items.length);
				throw error;
			}
			output.push({ json: errorJson(error), pairedItem: { item: itemIndex } });
		}
	}
	return output;
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

/** What one item does: its parameters in, the data of its output items out. */
function itemRunner(context: IExecuteFunctions, operation: Operation) {
	const readItem = parameterReader(context, operation);
	const readLimit = limitReader(context, operation);
	const readSimplify = parameterRead(context, 'simplify');
	const labels = labelsOf(operation);
	const note = evidenceNote(operation);
	const forModel = context.isToolExecution?.() ?? false;

	return async (itemIndex: number): Promise<IDataObject[]> => {
		const values = readItem(itemIndex);
		const common = { practiceGroupId: values.practiceGroupId, labels, itemIndex };
		await operation.prepare?.(values, async (path, pathValues) => {
			return (await send(context, { method: 'GET', path, pathValues, ...common })) as IDataObject;
		});
		const request: HeroRequest = { ...requestOf(operation, values), ...common, evidenceNote: note };
		const records = operation.list
			? await list(context, operation, request, readLimit(itemIndex))
			: [answerJson(operation, await send(context, request), values)];
		const simplify = operation.simplify && readSimplify(itemIndex) !== false;
		const shown = simplify
			? records.map((record) => simplified(record, operation.simplify!))
			: records;
		return forModel ? shown.map(withoutEmpty) : shown;
	};
}

function requestOf({ method, path }: Operation, values: ItemValues): HeroRequest {
	const { path: pathValues, query, body } = values;
	return { method, path, pathValues, query, ...(method === 'GET' ? {} : { body }) };
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

function limitReader(context: IExecuteFunctions, operation: Operation) {
	const readAll = parameterRead(context, 'returnAll');
	const readLimit = parameterRead(context, 'limit');
	return (itemIndex: number): number => {
		if (!operation.list || String(readAll(itemIndex)) === 'true') return Infinity;
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
