import type { IDataObject, INode } from 'n8n-workflow';
import * as n8nWorkflow from 'n8n-workflow';
import { NodeApiError, NodeOperationError, UserError } from 'n8n-workflow';

import { mayBeDoneAdvice } from '../transport/apiErrors';

/** The error of an item in a form that n8n shows. */
export type ItemError = NodeApiError | NodeOperationError;

/**
 * Turns what was thrown for an item into an error that n8n shows. Bad input gets a NodeOperationError that
 * names the item and, by `label`, the parameter as the screen shows it. Without an index it concerns the whole run.
 */
export function toItemError(
	node: INode,
	thrown: unknown,
	itemIndex?: number,
	label?: string,
): ItemError {
	if (thrown instanceof NodeApiError || thrown instanceof NodeOperationError) return thrown;
	const isForRun = itemIndex === undefined;
	const isUserError = thrown instanceof UserError;
	const subject = label ? `'${label}' ` : isUserError ? '' : isForRun ? 'The run ' : 'The item ';
	const problem = isUserError ? thrown.message : isForRun ? 'could not begin' : 'could not be read';
	const reason = thrown instanceof Error ? thrown.message : undefined;
	const description = isUserError ? thrown.description : reason;
	const place = isForRun ? '' : ` [item ${itemIndex}]`;
	return new NodeOperationError(node, `${subject}${problem}${place}`, {
		itemIndex,
		description: description ?? undefined,
	});
}

/**
 * True if n8n treats an item with `error` and `details` as failed, as it does since 2.36. Older versions treat
 * only an item with `error` and `message` as failed, and output any other form among the results. The tested
 * export exists since that version.
 */
export const supportsErrorDetails = 'redactedHeaders' in n8nWorkflow;

/** Returns the output item of a failed item. Further keys would put it on the wrong branch in n8n. */
export function errorJson(error: ItemError, withDetails = supportsErrorDetails): IDataObject {
	const { message, description } = error;
	const httpCode = error instanceof NodeApiError ? error.httpCode : null;
	const { mayBeDone } = error.context;
	// The older form has room for the description alone.
	if (!withDetails) return { error: message, message: description ?? message };
	return {
		error: message,
		details: {
			...(description ? { description } : {}),
			...(httpCode ? { httpCode } : {}),
			...(mayBeDone ? { mayBeDone: true } : {}),
		},
	};
}

/** Facts about an item that an earlier try or run perhaps sent. */
export interface PerhapsSent {
	message: string;
	description?: string;
	httpCode?: string;
}

/**
 * The error of an item that was perhaps sent before, and is not sent now. It does not stop the other items, since it
 * says nothing about them.
 */
export function perhapsSentError(
	node: INode,
	itemIndex: number,
	{ message, description, httpCode }: PerhapsSent,
): NodeApiError {
	const error = new NodeApiError(
		node,
		{ message },
		{
			message: `${message} [item ${itemIndex}]`,
			description: [description, perhapsSentAdvice].filter(Boolean).join(' '),
			httpCode,
			itemIndex,
		},
	);
	Object.assign(error.context, { mayBeDone: true, isFromEarlier: true });
	return error;
}

/** Returns the words of an error about an item that was perhaps sent, to be told again by a later try. */
export function wordsOf(error: ItemError): PerhapsSent {
	const { message, description } = error;
	return {
		message: message.replace(/ \[item \d+[^\]]*\]$/, ''),
		description: description?.replace(mayBeDoneAdvice, '').replace(/ {2,}/g, ' ').trim(),
		httpCode: error instanceof NodeApiError ? (error.httpCode ?? undefined) : undefined,
	};
}

/** Advice for a person after an item that was perhaps sent before. The text for a language model leaves it out. */
export const perhapsSentAdvice =
	'It was not sent now. Check at Hero. If it is there, set On Error to Continue, so that the run goes on without it. If it is not there, set When It Is Unclear to Send Again. Both are in the Settings of the node. Save the workflow, and choose Retry with currently saved workflow in the list of executions.';
