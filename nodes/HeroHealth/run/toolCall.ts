import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import { findOperation } from '../actions/resources';
import { errorJson } from './errors';
import { withoutEmpty, withoutSecrets } from './output';

type Execute = (context: IExecuteFunctions) => Promise<INodeExecutionData[]>;

/**
 * Whether a language model called the node. n8n tells the node so only where the agent runs its tool itself
 * (agents 1 and 2). Agents 3 have n8n's engine run it; then its type tells, which n8n makes for tools alone.
 */
export const isToolCall = (context: IExecuteFunctions): boolean =>
	(context.isToolExecution?.() ?? false) || context.getNode().type.endsWith('Tool');

/** Runs the node for a language model: the answer is short, holds no secret and is never empty. */
export async function executeForModel(
	context: IExecuteFunctions,
	execute: Execute,
): Promise<INodeExecutionData[]> {
	if (answersSecret(context)) return secretKept(context);
	const items = await execute(context);
	if (items.length === 0) return itemOf({ result: 'Hero has nothing that matches.' });
	return items.map((item) => ({ ...item, json: forModel(item.json) }));
}

function forModel(record: IDataObject): IDataObject {
	const kept = withoutEmpty(withoutSecrets(record));
	if (Object.keys(kept).length > 0) return kept;
	return { result: 'Hero answered with success, and without details.' };
}

function answersSecret(context: IExecuteFunctions): boolean {
	const [resource, operation] = ['resource', 'operation'].map((name) =>
		String(context.getNodeParameter(name, 0, '')),
	);
	return findOperation(resource, operation)?.answersSecret ?? false;
}

function secretKept(context: IExecuteFunctions): INodeExecutionData[] {
	const error = new NodeOperationError(
		context.getNode(),
		'A token is not handed to a language model. Nothing was sent or changed. Do not try again: a person must use this operation in a workflow, without an agent.',
	);
	return itemOf(errorJson(error));
}

/** A model calls with one item. */
const itemOf = (json: IDataObject): INodeExecutionData[] => [{ json, pairedItem: { item: 0 } }];
