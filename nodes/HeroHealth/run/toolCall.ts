import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { NodeApiError, NodeOperationError } from 'n8n-workflow';

import { findOperation } from '../actions/resources';
import { mayBeDoneAdvice } from '../transport/apiErrors';
import type { ItemError } from './errors';
import { errorJson, perhapsSentAdvice, supportsErrorDetails, toItemError } from './errors';
import { withoutEmpty, withoutSecrets } from './output';
import { isRunByAgent } from './toolContext';

type Execute = (context: IExecuteFunctions) => Promise<INodeExecutionData[]>;

/**
 * Runs the node for a language model. The output is short, holds no secret and is never empty. A failed call
 * also has output: its outcome and whether to try again. Agents 1 and 2 do not show the model a thrown error, and
 * agents 3 show only its message. Throws an error only if the run was canceled, or if On Error asks for one.
 */
export async function executeForModel(
	context: IExecuteFunctions,
	execute: Execute,
): Promise<INodeExecutionData[]> {
	const setupError = toolSetupError(context);
	if (setupError) return reportError(context, setupError, personOnlyAdvice);
	let items: INodeExecutionData[];
	try {
		items = await execute(context);
	} catch (thrown) {
		const error = toItemError(context.getNode(), thrown, 0);
		if (context.getExecutionCancelSignal?.()?.aborted) throw error;
		return reportError(context, error);
	}
	return outputForModel(items);
}

function outputForModel(items: INodeExecutionData[]): INodeExecutionData[] {
	if (items.length === 0) return outputItem({ result: 'Hero has nothing that matches.' });
	return items.map((item) => {
		const json = withoutEmpty(withoutSecrets(item.json));
		const isEmpty = Object.keys(json).length === 0;
		return { ...item, json: isEmpty ? { result: successWithoutDetails } : json };
	});
}

const successWithoutDetails = 'Hero answered with success, and without details.';

/** Returns an error if a language model cannot use the tool with its setup; undefined if it can. */
function toolSetupError(context: IExecuteFunctions): NodeOperationError | undefined {
	const [resource, value] = ['resource', 'operation'].map((name) =>
		String(context.getNodeParameter(name, 0, '')),
	);
	const operation = findOperation(resource, value);
	if (operation?.returnsSecret) {
		return new NodeOperationError(context.getNode(), 'A token is not handed to a language model', {
			description: `Use '${operation.name}' in a workflow, without an agent.`,
		});
	}
	// With this setting n8n's engine empties the output of every tool call, successful or not.
	if (isRunByAgent(context) || context.getNode().onError !== 'continueErrorOutput')
		return undefined;
	return new NodeOperationError(
		context.getNode(),
		"'On Error' in the Settings of this tool hides every result from the language model",
		{ description: 'Set it to Continue, or to Stop Workflow.' },
	);
}

/** The output of a failed call. */
interface CallFailure extends IDataObject {
	error: string;
	details: IDataObject;
}

function reportError(
	context: IExecuteFunctions,
	error: ItemError,
	advice = adviceOn(error),
): INodeExecutionData[] {
	const failure = { error: failureText(error, advice), details: detailsOf(error) };
	return reportFailure(context, failure, error);
}

/**
 * Returns or throws a failure. If n8n's engine runs the tool, its setting On Error decides whether the failure
 * reaches the model.
 */
function reportFailure(
	context: IExecuteFunctions,
	failure: CallFailure,
	error?: ItemError,
): INodeExecutionData[] {
	const onError = isRunByAgent(context) ? undefined : context.getNode().onError;
	if (onError === 'stopWorkflow') {
		throw error ?? new NodeOperationError(context.getNode(), failure.error);
	}
	// Older versions show the model its own values for a thrown error, as if the call had succeeded.
	if (onError === 'continueErrorOutput' && supportsErrorDetails) {
		throw new NodeOperationError(context.getNode(), failure.error);
	}
	return outputItem(failure);
}

/** Writes a complete text for the model: the error, the outcome of the call, and whether to try again. */
function failureText({ message, description }: ItemError, advice: string): string {
	const problem = message.replace(/ \[item \d+[^\]]*\]/, '');
	// This advice lets a person send the call again after a check; a model must not do so.
	const reason = description
		?.replace(mayBeDoneAdvice, '')
		.replace(perhapsSentAdvice, '')
		.replace(/ {2,}/g, ' ')
		.trim();
	return [problem, reason, advice]
		.filter(Boolean)
		.map((sentence) => `${sentence}`.replace(/[^.]$/, '$&.'))
		.join(' ');
}

/** Returns the same details in any version of n8n, without the description, which the error text has. */
function detailsOf(error: ItemError): IDataObject {
	const details = { ...(errorJson(error, true).details as IDataObject) };
	delete details.description;
	return details;
}

const nothingChanged = 'Nothing was sent or changed.';
const personOnlyAdvice = `${nothingChanged} Do not try again: a person must put it right.`;

function adviceOn(error: ItemError): string {
	if (error.context.mayBeDone) {
		return 'It may have been sent or carried out already: do not try again. A person must check at Hero.';
	}
	if (!(error instanceof NodeApiError)) {
		return `${nothingChanged} Try again only with other values. What you cannot set, a person must correct.`;
	}
	const status = Number(error.httpCode ?? 0);
	if (status === 409) {
		return 'This call changed nothing, but an earlier one may have done it: do not try again, and do not start over. A person must check at Hero.';
	}
	if (status === 0 || status === 429 || status >= 500) {
		return `${nothingChanged} You may try again once, after a while.`;
	}
	const isRedirect = status >= 300 && status < 400;
	const isSetupError = isRedirect || [401, 403, 405, 407].includes(status);
	return isSetupError ? personOnlyAdvice : `${nothingChanged} Try again only with other values.`;
}

/** Returns one output item, since a tool call has one input item. */
const outputItem = (json: IDataObject): INodeExecutionData[] => [{ json, pairedItem: { item: 0 } }];
