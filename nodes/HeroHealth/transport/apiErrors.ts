import type { IN8nHttpFullResponse, INode } from 'n8n-workflow';
import { NodeApiError, UserError } from 'n8n-workflow';

import { CircuitOpenError } from './circuitBreaker';
import type { Contradiction } from './contradiction';
import type { NetworkError } from './networkErrors';
import {
	networkErrorOf,
	isHandshakeError,
	isInvalidRequest,
	isPlainText,
	isTlsError,
	neverSent,
} from './networkErrors';
import type { Redact } from './redact';
import { redactorFor } from './redact';
import type { ErrorContext, HeroRequest } from './request';
import type { RetryResult } from './retry';
import { blockedLocally } from './retry';
import type { ErrorText, Rejection } from './statusTexts';
import { describeContradiction, describeStatus } from './statusTexts';

/** What is known of the tries that were made. */
export type AttemptSummary = Pick<RetryResult, 'mayBeDone'> & Partial<RetryResult>;

/** Said to a person. */
export const mayBeDoneAdvice =
	'Hero may have carried it out all the same: check there before you send it again.';

/** Thrown in place of a request that its run no longer wants. */
export class NotSentError extends UserError {
	constructor() {
		super('Not sent, since the run ended before');
	}
}

/** A request that failed, with the facts that its error names. */
export interface FailedRequest {
	node: INode;
	request: HeroRequest;
	errorContext?: ErrorContext;
	attempts?: AttemptSummary;
	apiKey?: string;
}

/** Hero answered with a status other than success. */
export function statusError(failed: FailedRequest, response: IN8nHttpFullResponse): NodeApiError {
	return apiError(failed, describeStatus(rejectionOf(failed, response)));
}

function rejectionOf(failed: FailedRequest, response: IN8nHttpFullResponse): Rejection {
	const { request, errorContext = {}, apiKey } = failed;
	const redact = redactorFor(request, { labels: errorContext.labels, apiKey });
	return { request, errorContext, response, redact };
}

/** Hero answered with success, and the body says otherwise. */
export function contradictionError(
	failed: FailedRequest,
	response: IN8nHttpFullResponse,
	{ statusCode, isRefusal }: Contradiction,
): NodeApiError {
	const text =
		statusCode === undefined
			? describeContradiction(rejectionOf(failed, response), isRefusal)
			: describeStatus(rejectionOf(failed, { ...response, statusCode }));
	const { request, attempts } = failed;
	const mayBeDone = attempts?.mayBeDone || (request.method !== 'GET' && !isRefusal);
	return apiError({ ...failed, attempts: { ...attempts, mayBeDone } }, text);
}

/** Hero answered with success, but not with data. */
export function invalidResponseError(failed: FailedRequest): NodeApiError {
	return apiError(
		{ ...failed, attempts: { mayBeDone: failed.request.method !== 'GET' } },
		{
			message: 'Hero answered with something other than data',
			description: [
				'Check the Environment and Base URL in the credential, and whether a proxy stands between.',
			],
		},
	);
}

/** No answer came. `cause` is what n8n's request helper threw; only its code is passed on. */
export function connectionError(failed: FailedRequest, host: string, cause: unknown): NodeApiError {
	if (cause instanceof CircuitOpenError) {
		const { message, description } = cause;
		const text = { message, description: [description ?? undefined], neverSent: true as const };
		return apiError(failed, text);
	}
	const fault = networkErrorOf(cause);
	const text = fault
		? { ...describeNetworkError(fault, host), note: `The network said ${fault.code}.` }
		: describeBlockedLocally(cause, redactorForProgram(failed));
	return apiError(failed, text);
}

const redactorForProgram = ({ request, errorContext }: FailedRequest): Redact =>
	redactorFor(request, { labels: errorContext?.labels, keepsNames: true });

/** The words of who kept it from leaving, such as an n8n that calls no inner addresses. */
function describeBlockedLocally(cause: unknown, redact: Redact): ErrorText {
	const refusal = blockedLocally(cause);
	if (!refusal) return { message: redact(textOf(cause)), description: [] };
	const { message, description } = refusal;
	return {
		message: redact(message),
		description: [description ? redact(description) : undefined],
		otherwise: 'Nothing was sent.',
	};
}

function describeNetworkError(fault: NetworkError, host: string): ErrorText {
	const [message, otherwise] = describeNeverSent(fault, host) ?? [];
	if (message) {
		const neverSent = isInvalidRequest(fault) ? undefined : true;
		return { message, description: [], otherwise: `Nothing was sent. ${otherwise}`, neverSent };
	}
	if (fault.code === 'ERR_CANCELED') {
		return { message: 'The run was canceled before an answer came', description: [] };
	}
	return {
		message:
			fault.code === 'ECONNABORTED'
				? `No answer came from ${host} in time`
				: `The connection to ${host} ended before an answer came`,
		description: [],
		otherwise: 'Run it again.',
	};
}

/** What kept a request from leaving, and what to do; undefined where it may have left. */
function describeNeverSent(fault: NetworkError, host: string): [string, string] | undefined {
	if (isInvalidRequest(fault)) {
		return [
			'The request could not be put together',
			'A header, the path or a value of the credential has a character that HTTP does not allow.',
		];
	}
	if (isHandshakeError(fault)) {
		const what = isPlainText(fault)
			? 'It does not answer with TLS: check the port, and that the address is one for https.'
			: 'It offers no kind of TLS that this n8n takes: check the address.';
		return [
			`No secure connection to ${host} came about`,
			`${what} It stands in the credential, as Environment or Base URL.`,
		];
	}
	if (neverSent(fault)) {
		return [
			`Hero could not be reached at ${host}`,
			'Check the Environment in the credential and the network of this n8n.',
		];
	}
	if (!isTlsError(fault)) return undefined;
	return [
		`The certificate of ${host} could not be trusted`,
		'Check the address and whether a proxy stands between.',
	];
}

/** In characters. */
const longestReason = 800;

function apiError(
	{ node, errorContext, attempts = { mayBeDone: false } }: FailedRequest,
	text: ErrorText,
): NodeApiError {
	const { message, httpCode } = text;
	const itemIndex = errorContext?.itemIndex;
	// What Hero says may be long; what became of the request must not be cut off behind it.
	const description = [
		text.description.filter(Boolean).join(' ').slice(0, longestReason),
		attempts.mayBeDone ? mayBeDoneAdvice : text.otherwise,
		text.note,
		attemptsNote(attempts),
	];
	const error = new NodeApiError(
		node,
		// n8n keeps this object with the execution: nothing of the request or the answer goes in.
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

const textOf = (thrown: unknown): string =>
	thrown instanceof Error ? thrown.message : 'The request could not be made';
