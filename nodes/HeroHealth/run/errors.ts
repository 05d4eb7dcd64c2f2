import type { IDataObject, INode } from 'n8n-workflow';
import { NodeApiError, NodeOperationError, UserError } from 'n8n-workflow';

export type ItemError = NodeApiError | NodeOperationError;

/** Bad input of one item: names the parameter as the screen shows it, and the item. */
export function inputRefused(
	node: INode,
	thrown: unknown,
	itemIndex: number,
	label?: string,
): ItemError {
	if (thrown instanceof NodeApiError || thrown instanceof NodeOperationError) return thrown;
	const isRefusal = thrown instanceof UserError;
	const subject = label ? `'${label}' ` : isRefusal ? '' : 'The item ';
	const what = isRefusal ? thrown.message : 'could not be read';
	const why = isRefusal ? thrown.description : thrown instanceof Error ? thrown.message : undefined;
	return new NodeOperationError(node, `${subject}${what} [item ${itemIndex}]`, {
		itemIndex,
		description: why ?? undefined,
	});
}

/** The item that leaves instead of a result; other keys would put it on the wrong branch in n8n. */
export function errorJson(error: ItemError): IDataObject {
	const { message, description } = error;
	const httpCode = error instanceof NodeApiError ? error.httpCode : null;
	return {
		error: message,
		details: { ...(description ? { description } : {}), ...(httpCode ? { httpCode } : {}) },
	};
}

/** What a stopped run did and did not do, so that nobody sends again what was sent. */
export function addProgress(error: ItemError, failedItem: number, itemCount: number): void {
	if (itemCount < 2) return;
	const done = span(0, failedItem - 1, 'carried out');
	const left = span(failedItem + 1, itemCount - 1, 'not sent');
	const progress = [done, left].filter(Boolean).join(', ');
	error.description = [error.description, `Of the other items: ${progress}.`]
		.filter(Boolean)
		.join(' ');
}

function span(first: number, last: number, what: string): string | undefined {
	if (last < first) return undefined;
	return first === last ? `item ${first} was ${what}` : `items ${first} to ${last} were ${what}`;
}
