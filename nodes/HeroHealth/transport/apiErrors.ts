import type { IN8nHttpFullResponse, INode } from 'n8n-workflow';
import { NodeApiError, UserError } from 'n8n-workflow';

import type { HeroRequest } from './client';
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
import type { RetryResult } from './retry';
import { blockedLocally } from './retry';
import type { ErrorText } from './statusTexts';
import { describeContradiction, describeStatus } from './statusTexts';

/** What is known of the tries that were made. */
export type AttemptSummary = Pick<RetryResult, 'mayBeDone'> & Partial<RetryResult>;

/** Said to a person. */
export const mayBeDoneAdvice =
	'Hero may have carried it out all the same: check there before you send it again.';

/** Thrown in place of a request that its run no longer wants. */
export const notSent = new UserError('Not sent, since the run ended before');

/** Thrown in place of a request to a Hero that has not answered any of the last ones. */
export const heroHangs = new UserError('Not sent: Hero does not answer', {
	description:
		'The last requests got no answer, so no more wait for one. Run it again when Hero answers.',
});

/** Hero answered with a status other than success. */
export function statusError(
	node: INode,
	request: HeroRequest,
	answer: IN8nHttpFullResponse,
	trying: AttemptSummary,
	apiKey: string,
): NodeApiError {
	const text = describeStatus(request, answer, redactorFor(request, apiKey));
	return apiError(node, request, trying, text);
}

/** Hero answered with success, and the body says otherwise. */
export function contradictionError(
	node: INode,
	request: HeroRequest,
	answer: IN8nHttpFullResponse,
	trying: AttemptSummary,
	{ statusCode, isRefusal, apiKey }: Contradiction & { apiKey: string },
): NodeApiError {
	const redact = redactorFor(request, apiKey);
	const text =
		statusCode === undefined
			? describeContradiction(request, answer, isRefusal, redact)
			: describeStatus(request, { ...answer, statusCode }, redact);
	const mayBeDone = trying.mayBeDone || (request.method !== 'GET' && !isRefusal);
	return apiError(node, request, { ...trying, mayBeDone }, text);
}

/** Hero answered with success, but not with data. */
export function invalidResponseError(node: INode, request: HeroRequest): NodeApiError {
	return apiError(
		node,
		request,
		{ mayBeDone: request.method !== 'GET' },
		{
			message: 'Hero answered with something other than data',
			description: [
				'Check the Environment and Base URL in the credential, and whether a proxy stands between.',
			],
		},
	);
}

/** No answer came. `cause` is what n8n's request helper threw; only its code is passed on. */
export function connectionError(
	node: INode,
	request: HeroRequest,
	host: string,
	trying: AttemptSummary,
	cause: unknown,
): NodeApiError {
	if (cause === heroHangs) {
		const { message, description } = heroHangs;
		const text = { message, description: [description ?? undefined], neverSent: true as const };
		return apiError(node, request, trying, text);
	}
	const fault = networkErrorOf(cause);
	const text = fault
		? { ...describeNetworkError(fault, host), note: `The network said ${fault.code}.` }
		: describeBlockedLocally(cause, redactorFor(request, undefined, { keepsNames: true }));
	return apiError(node, request, trying, text);
}

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
	node: INode,
	request: HeroRequest,
	trying: AttemptSummary,
	text: ErrorText,
): NodeApiError {
	const { message, httpCode } = text;
	const { itemIndex } = request;
	// What Hero says may be long; what became of the request must not be cut off behind it.
	const description = [
		text.description.filter(Boolean).join(' ').slice(0, longestReason),
		trying.mayBeDone ? mayBeDoneAdvice : text.otherwise,
		text.note,
		attemptsNote(trying),
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
	if (trying.mayBeDone) error.context.mayBeDone = true;
	else if (text.neverSent) error.context.neverSent = true;
	return error;
}

const attemptsNote = ({ attempts = 0, elapsedMs = 0 }: AttemptSummary): string | undefined =>
	attempts > 1 ? `Tried ${attempts} times in ${Math.round(elapsedMs / 1000)} s.` : undefined;

const textOf = (thrown: unknown): string =>
	thrown instanceof Error ? thrown.message : 'The request could not be made';
