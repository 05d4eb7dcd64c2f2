'use strict';

const { bodyText } = require('../../bodyText');

/** @typedef {import('../answer').Answer} Answer */

const largestBytes = 2_000_000;
const tooLarge = 'the answer is too large';

/** Made up: the mock looks only whether the headers are there. */
const headers = {
	'x-api-key': 'probe-without-a-key',
	'x-practice-group-id': 'probe-without-a-practice',
	accept: 'application/json',
};

/**
 * Sends one request to the mock, without following a redirect. It never throws: a request that failed is an answer in
 * doubt.
 *
 * @param {string} base
 * @param {import('../answer').ProbeRequest} request
 * @param {number} [timeoutSeconds] until the whole answer is there
 * @returns {Promise<Answer>}
 */
exports.sendRequest = async (base, request, timeoutSeconds = 15) => {
	const { method, path, query, body, forcedStatus } = request;
	const search = query.length > 0 ? `?${new URLSearchParams(query)}` : '';
	const isJson = body !== undefined && { 'content-type': 'application/json' };
	const isForced = forcedStatus && { 'x-redocly-response-status': String(forcedStatus) };
	try {
		const response = await fetch(base + path + search, {
			method,
			headers: { ...headers, ...isJson, ...isForced },
			...(body === undefined ? {} : { body: JSON.stringify(body) }),
			redirect: 'manual',
			signal: AbortSignal.timeout(timeoutSeconds * 1000),
		});
		return {
			status: response.status,
			contentType: response.headers.get('content-type') ?? '',
			text: await textOf(response),
		};
	} catch (error) {
		return { status: 0, contentType: '', text: '', failure: failureReason(error, timeoutSeconds) };
	}
};

/** @param {Response} response */
async function textOf(response) {
	const text = await bodyText(response, largestBytes);
	if (text === undefined) throw new Error(tooLarge);
	return text;
}

/**
 * @param {unknown} error
 * @param {number} timeoutSeconds
 */
function failureReason(error, timeoutSeconds) {
	const { name, message, cause } = /** @type {Error & { cause?: { code?: string } }} */ (error);
	if (name === 'TimeoutError') return `no answer within ${timeoutSeconds} seconds`;
	if (message === tooLarge) return message;
	return `the connection failed${cause?.code ? ` (${cause.code})` : ''}`;
}
