import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { NodeApiError, NodeOperationError } from 'n8n-workflow';

import { mayBeDoneAdvice } from '../transport/apiErrors';
import { findOperation } from '../actions/resources';
import type { ItemError } from './errors';
import { errorJson, inputRefused, knowsDetails } from './errors';
import { withoutEmpty, withoutSecrets } from './output';

type Execute = (context: IExecuteFunctions) => Promise<INodeExecutionData[]>;

/**
 * Whether a language model called the node. n8n tells the node so only where the agent runs its tool itself
 * (agents 1 and 2). Agents 3 have n8n's engine run it; then its type tells, which n8n makes for tools alone.
 */
export const isToolCall = (context: IExecuteFunctions): boolean =>
	runsByAgent(context) || context.getNode().type.endsWith('Tool');

const runsByAgent = (context: IExecuteFunctions): boolean => context.isToolExecution?.() ?? false;

/**
 * Runs the node for a language model. The answer is short, holds no secret and is never empty. What failed
 * is an answer, too: it says what became of the call and whether to try again, since agents 1 and 2 show the
 * model nothing of what is thrown, and agents 3 its message alone.
 */
export async function executeForModel(
	context: IExecuteFunctions,
	execute: Execute,
): Promise<INodeExecutionData[]> {
	const refusal = refusalForModel(context);
	if (refusal) return failed(context, refusal, onlyAPerson);
	const earlier = unclearCalls(context)?.[callName(context)];
	if (earlier) return deliver(context, earlier);
	let items: INodeExecutionData[];
	try {
		items = await execute(context);
	} catch (thrown) {
		const error = inputRefused(context.getNode(), thrown, 0);
		if (context.getExecutionCancelSignal?.()?.aborted) throw error;
		return failed(context, error);
	}
	return forModel(items);
}

function forModel(items: INodeExecutionData[]): INodeExecutionData[] {
	if (items.length === 0) return itemOf({ result: 'Hero has nothing that matches.' });
	return items.map((item) => {
		const json = withoutEmpty(withoutSecrets(item.json));
		const isEmpty = Object.keys(json).length === 0;
		return { ...item, json: isEmpty ? { result: withoutDetails } : json };
	});
}

const withoutDetails = 'Hero answered with success, and without details.';

/** Why a language model cannot use the tool as it is set up; undefined where it can. */
function refusalForModel(context: IExecuteFunctions): NodeOperationError | undefined {
	const [resource, value] = ['resource', 'operation'].map((name) =>
		String(context.getNodeParameter(name, 0, '')),
	);
	const operation = findOperation(resource, value);
	if (operation?.returnsSecret) {
		return new NodeOperationError(context.getNode(), 'A token is not handed to a language model', {
			description: `Use '${operation.name}' in a workflow, without an agent.`,
		});
	}
	// n8n's engine then empties the output of a tool, be it a success or not.
	if (runsByAgent(context) || context.getNode().onError !== 'continueErrorOutput') return undefined;
	return new NodeOperationError(
		context.getNode(),
		"'On Error' in the Settings of this tool keeps each answer from the language model",
		{ description: 'Set it to Continue, or to Stop Workflow.' },
	);
}

/** What a language model is told of a call that failed. */
interface Told extends IDataObject {
	error: string;
	details: IDataObject;
}

function failed(
	context: IExecuteFunctions,
	error: ItemError,
	advice = adviceOn(error),
): INodeExecutionData[] {
	const told = { error: failureText(error, advice), details: detailsOf(error) };
	const unclear = error.context.mayBeDone ? unclearCalls(context) : undefined;
	if (unclear) unclear[callName(context)] = told;
	return deliver(context, told, error);
}

/** Where n8n's engine runs the tool, its setting On Error decides whether the model hears of it. */
function deliver(context: IExecuteFunctions, told: Told, error?: ItemError): INodeExecutionData[] {
	const onError = runsByAgent(context) ? undefined : context.getNode().onError;
	if (onError === 'stopWorkflow') {
		throw error ?? new NodeOperationError(context.getNode(), told.error);
	}
	// Older versions show the model its own values where this is thrown, as if all had gone well.
	if (onError === 'continueErrorOutput' && knowsDetails) {
		throw new NodeOperationError(context.getNode(), told.error);
	}
	return itemOf(told);
}

/**
 * Retry On Fail has n8n's engine run the node again for the same call. What may have been carried out is kept
 * with the execution, to be told again instead of sent again. Undefined where n8n repeats no call.
 */
function unclearCalls(context: IExecuteFunctions): Record<string, Told> | undefined {
	if (runsByAgent(context) || !context.getNode().retryOnFail) return undefined;
	return context.getContext('node') as Record<string, Told>;
}

/** Each call of a tool is a run of its own, and keeps its number when it is repeated. */
const callName = (context: IExecuteFunctions): string =>
	`unclearCall${String(context.getWorkflowDataProxy(0).$runIndex)}`;

/** Stands alone: what happened, what became of the call, and whether to try again. */
function failureText({ message, description }: ItemError, advice: string): string {
	const what = message.replace(/ \[item \d+[^\]]*\]/, '');
	// A person is told to check and to send again; a model is told not to.
	const why = description?.replace(mayBeDoneAdvice, '').replace(/ {2,}/g, ' ').trim();
	return [what, why, advice]
		.filter(Boolean)
		.map((sentence) => `${sentence}`.replace(/[^.]$/, '$&.'))
		.join(' ');
}

/** The form of a failed item in any version of n8n, without the words, which a model needs only once. */
function detailsOf(error: ItemError): IDataObject {
	const details = { ...(errorJson(error, true).details as IDataObject) };
	delete details.description;
	return details;
}

const nothingDone = 'Nothing was sent or changed.';
const onlyAPerson = `${nothingDone} Do not try again: a person must put it right.`;

function adviceOn(error: ItemError): string {
	if (error.context.mayBeDone) {
		return 'It may have been sent or carried out already: do not try again. A person must check at Hero.';
	}
	if (!(error instanceof NodeApiError)) {
		return `${nothingDone} Try again only with other values. What you cannot set, a person must correct.`;
	}
	const status = Number(error.httpCode ?? 0);
	if (status === 409) {
		return 'This call changed nothing, but it may have been done before: do not try again, and do not begin anew. A person must look at Hero.';
	}
	if (status === 0 || status === 429 || status >= 500) {
		return `${nothingDone} You may try again once, after a while.`;
	}
	const isRedirect = status >= 300 && status < 400;
	const isOfSetUp = isRedirect || [401, 403, 405, 407].includes(status);
	return isOfSetUp ? onlyAPerson : `${nothingDone} Try again only with other values.`;
}

/** A model calls with one item. */
const itemOf = (json: IDataObject): INodeExecutionData[] => [{ json, pairedItem: { item: 0 } }];
