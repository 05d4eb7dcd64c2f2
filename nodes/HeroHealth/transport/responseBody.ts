import type { IN8nHttpFullResponse } from 'n8n-workflow';

import type { FailedRequest } from './apiErrors';
import { bodyError, invalidResponseError, statusError } from './apiErrors';
import { bodyErrorIn } from './bodyErrors';

/**
 * The body of a successful response; undefined if it is empty. Throws a NodeApiError for any other status,
 * for an error in the body, and for a body that is no data.
 */
export function responseBody(sent: FailedRequest, response: IN8nHttpFullResponse): unknown {
	const { method } = sent.request;
	const { statusCode } = response;
	// A 404 on a retried DELETE means that the earlier, unanswered attempt worked.
	if (statusCode === 404 && method === 'DELETE' && sent.attempts?.mayBeDone) return undefined;
	if (statusCode < 200 || statusCode > 299) throw statusError(sent, response);
	const body = dataIn(sent, response);
	const error = bodyErrorIn(method, response);
	if (error) throw bodyError(sent, response, error);
	return body;
}

function dataIn(sent: FailedRequest, { body }: IN8nHttpFullResponse): unknown {
	if (body === '' || body === null || body === undefined) return undefined;
	if (typeof body !== 'object' || isTooDeep(body)) throw invalidResponseError(sent);
	return body;
}

/** In levels. No record is deeper, and n8n and this node visit data level by level. */
const maxDepth = 100;

function isTooDeep(body: unknown): boolean {
	let level = [body];
	for (let depth = 0; level.length > 0; depth++) {
		if (depth > maxDepth) return true;
		level = level.flatMap((value) =>
			typeof value === 'object' && value !== null ? Object.values(value) : [],
		);
	}
	return false;
}
