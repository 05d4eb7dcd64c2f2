import type { IN8nHttpFullResponse } from 'n8n-workflow';
import { UserError } from 'n8n-workflow';

import {
	isHandshakeError,
	isInvalidRequest,
	isTlsError,
	isTransient,
	networkErrorOf,
	neverSent,
} from './networkErrors';
import type { HeroRequest, SendOptions } from './request';

/** The end of one attempt: a response, or what n8n's request helper threw. */
export type Outcome =
	| { response: IN8nHttpFullResponse; thrown?: undefined }
	| { response?: undefined; thrown: unknown };

/** Statuses after which a request is retried if a second delivery has no effect. */
const retryableStatuses = new Set([502, 503, 504]);

/** Statuses after which only reads are retried. */
const retryableStatusesForReads = new Set([408, 425, 500, 520, 521, 522, 523, 524, 525, 526, 527]);

/** True if a retry may succeed and cannot carry out a write twice. */
export function isRetryable(
	{ method, onRepeat }: Pick<HeroRequest, 'method'> & Pick<SendOptions, 'onRepeat'>,
	outcome: Outcome,
): boolean {
	const isRead = method === 'GET';
	const isIdempotent = isRead || (onRepeat ?? defaultOnRepeat(method)) === 'nothing';
	if (outcome.response) {
		const { statusCode } = outcome.response;
		// A 429 means that the request was not processed, so any method may be retried.
		if (statusCode === 429) return true;
		if (isIdempotent && retryableStatuses.has(statusCode)) return true;
		return isRead && (retryableStatusesForReads.has(statusCode) || isTruncated(outcome));
	}
	const error = networkErrorOf(outcome.thrown);
	return error !== undefined && (neverSent(error) || (isIdempotent && isTransient(error)));
}

/** The effect of a second request: a repeated DELETE finds nothing to delete, and other methods may act again. */
const defaultOnRepeat = (method: HeroRequest['method']): SendOptions['onRepeat'] =>
	method === 'DELETE' ? 'nothing' : 'again';

/** True for JSON that a proxy or the network cut off. n8n's helper returns it as text. */
export function isTruncated({ response }: Outcome): boolean {
	if (!response || response.statusCode > 299 || typeof response.body !== 'string') return false;
	return response.body !== '' && String(response.headers['content-type']).includes('json');
}

/** Statuses of proxies that gave up waiting, and redirects, which can follow a completed write. */
const unknownOutcomeStatuses = new Set([
	...[300, 301, 302, 303, 304, 305, 306],
	...[408, 444, 460, 499],
]);

/** True for a status after which a write may or may not have been carried out. */
export const isUnknownOutcomeStatus = (status: number): boolean =>
	status >= 500 || status < 200 || unknownOutcomeStatuses.has(status);

/** True if Hero may have carried out the request without a response that says so. */
export function isOutcomeUnknown({ response, thrown }: Outcome): boolean {
	if (response) return isUnknownOutcomeStatus(response.statusCode);
	const error = networkErrorOf(thrown);
	if (!error) return !blockedLocally(thrown);
	return ![neverSent, isTlsError, isHandshakeError, isInvalidRequest].some((isUnprocessed) =>
		isUnprocessed(error),
	);
}

/** A limit, since an error can be its own cause. */
const maxCauseDepth = 10;

/**
 * The UserError that kept a request from being sent, or undefined. It is thrown by the credential, which
 * does not send the key to other hosts, or by an n8n that blocks requests to internal addresses.
 */
export function blockedLocally(thrown: unknown): UserError | undefined {
	let error = thrown;
	for (let depth = 0; depth < maxCauseDepth && error instanceof Error; depth++) {
		if (error instanceof UserError) return error;
		error = error.cause;
	}
	return undefined;
}

/** True if the request was sent, or may have been. */
export function wasSent({ thrown }: Outcome): boolean {
	const error = networkErrorOf(thrown);
	return !error || !neverSent(error);
}
