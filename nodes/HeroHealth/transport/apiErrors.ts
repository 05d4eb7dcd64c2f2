import type { IN8nHttpFullResponse, INode } from 'n8n-workflow';
import { NodeApiError, UserError } from 'n8n-workflow';

import type { BodyError } from './bodyErrors';
import { CircuitOpenError } from './circuitBreaker';
import type { Clock } from './clock';
import { realClock } from './clock';
import { networkErrorOf } from './networkErrors';
import { describeNetworkError } from './networkTexts';
import { blockedLocally } from './outcome';
import type { Redact } from './redact/redactor';
import { redactorFor } from './redact/redactor';
import type { ErrorContext, HeroRequest } from './request';
import type { RetryResult } from './retry';
import type { ErrorResponse, ErrorText } from './statusTexts';
import { describeBodyError, describeStatus } from './statusTexts';

/** Facts about the attempts, as far as they are known. */
export type AttemptSummary = Pick<RetryResult, 'mayBeDone'> & Partial<RetryResult>;

/** A request that failed, with the facts that its error names. */
export interface FailedRequest {
	node: INode;
	request: HeroRequest;
	errorContext?: ErrorContext;
	attempts?: AttemptSummary;
	apiKey?: string;
	clock?: Clock;
}

/** Advice for a person after a write with an unknown outcome. The text for a language model leaves it out. */
export const mayBeDoneAdvice =
	'Hero may have carried it out all the same: check there before you send it again.';

/** Thrown in place of a request whose run ended before it was sent. */
export class NotSentError extends UserError {
	constructor() {
		super('Not sent, since the run ended before');
	}
}

/** Error for a response with a status other than 2xx. */
export const statusError = (failed: FailedRequest, response: IN8nHttpFullResponse): NodeApiError =>
	apiError(failed, describeStatus(errorResponse(failed, response)));

/** Error for a 2xx response with an error in its body. */
export function bodyError(
	failed: FailedRequest,
	response: IN8nHttpFullResponse,
	{ statusCode, isRejected }: BodyError,
): NodeApiError {
	const text =
		statusCode === undefined
			? describeBodyError(errorResponse(failed, response), isRejected)
			: describeStatus(errorResponse(failed, { ...response, statusCode }));
	const { request, attempts } = failed;
	const mayBeDone = attempts?.mayBeDone || (request.method !== 'GET' && !isRejected);
	return apiError({ ...failed, attempts: { ...attempts, mayBeDone } }, text);
}

/** Error for a 2xx response without data. */
export function invalidResponseError(failed: FailedRequest): NodeApiError {
	const attempts = { mayBeDone: failed.request.method !== 'GET' };
	const advice =
		'Check the Environment and Base URL in the credential, and whether a proxy stands between.';
	return apiError(
		{ ...failed, attempts },
		{ message: 'Hero answered with something other than data', description: [advice] },
	);
}

/**
 * Error for a request without a response. `cause` is what n8n's request helper threw; only the network's
 * code is shown of it.
 */
export function connectionError(failed: FailedRequest, host: string, cause: unknown): NodeApiError {
	if (cause instanceof CircuitOpenError) {
		const { message, description } = cause;
		return apiError(failed, { message, description: [description ?? undefined], neverSent: true });
	}
	const networkError = networkErrorOf(cause);
	if (!networkError) return apiError(failed, describeBlockedLocally(cause, localRedactor(failed)));
	const note = `The network said ${networkError.code}.`;
	return apiError(failed, { ...describeNetworkError(networkError, host), note });
}

/** A message of n8n itself, such as one that blocks requests to internal addresses. */
function describeBlockedLocally(cause: unknown, redact: Redact): ErrorText {
	const userError = blockedLocally(cause);
	if (!userError) return { message: redact(messageOf(cause)), description: [] };
	const { message, description } = userError;
	return {
		message: redact(message),
		description: [description ? redact(description) : undefined],
		adviceIfNotDone: 'Nothing was sent.',
	};
}

const localRedactor = ({ request, errorContext }: FailedRequest): Redact =>
	redactorFor(request, { labels: errorContext?.labels, keepsNames: true });

function errorResponse(failed: FailedRequest, response: IN8nHttpFullResponse): ErrorResponse {
	const { request, errorContext = {}, apiKey, clock = realClock } = failed;
	const redact = redactorFor(request, { labels: errorContext.labels, apiKey });
	return { request, errorContext, response, redact, now: clock.now() };
}

/** In characters. A long reason is cut off, so that the advice after it stays. */
const maxReasonLength = 800;

function apiError(
	{ node, errorContext, attempts = { mayBeDone: false } }: FailedRequest,
	text: ErrorText,
): NodeApiError {
	const { message, httpCode } = text;
	const itemIndex = errorContext?.itemIndex;
	const description = [
		text.description.filter(Boolean).join(' ').slice(0, maxReasonLength),
		attempts.mayBeDone ? mayBeDoneAdvice : text.adviceIfNotDone,
		text.note,
		attemptsNote(attempts),
	];
	const error = new NodeApiError(
		node,
		// n8n stores this object with the execution, so it holds nothing of the request or the response.
		{ message },
		{
			message: itemIndex === undefined ? message : `${message} [item ${itemIndex}]`,
			description: description.filter(Boolean).join(' ') || undefined,
			httpCode: httpCode === undefined ? undefined : String(httpCode),
			itemIndex,
		},
	);
	if (attempts.mayBeDone) error.context.mayBeDone = true;
	else if (text.neverSent) error.context.neverSent = true;
	return error;
}

const attemptsNote = ({ attempts = 0, elapsedMs = 0 }: AttemptSummary): string | undefined =>
	attempts > 1 ? `Tried ${attempts} times in ${Math.round(elapsedMs / 1000)} s.` : undefined;

const messageOf = (thrown: unknown): string =>
	thrown instanceof Error ? thrown.message : 'The request could not be made';
