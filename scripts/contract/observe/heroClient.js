'use strict';

const { setTimeout: waitFor } = require('node:timers/promises');

const { bodyText } = require('../bodyText');
const { parseJsonBody } = require('./jsonBody');

/**
 * @typedef {import('./answer').Answer} Answer
 * @typedef {import('./answer').HeroRequest} HeroRequest
 *
 * @typedef {object} ClientOptions
 * @property {string} baseUrl
 * @property {string} apiKey
 * @property {string} practiceGroupId
 * @property {number} intervalMs the least time between the beginnings of two requests
 * @property {number} timeoutMs
 * @property {(answer: Answer) => void} onAnswer is told of each response, also of a 429 that is asked again
 *
 * @typedef {object} HeroClient
 * @property {(request: HeroRequest) => Promise<Answer>} send never rejects
 */

const largestMegabytes = 10;
const longestRetryAfterSeconds = 120;

/**
 * Sends one request after another, each at least `intervalMs` after the one before. It follows no redirect, since the key
 * must not go to another address. A 429 is asked again once.
 *
 * @param {ClientOptions} options
 * @param {{ now: () => number, wait: (milliseconds: number) => Promise<unknown> }} [clock]
 * @returns {HeroClient}
 */
exports.createHeroClient = (options, { now, wait } = { now: Date.now, wait: waitFor }) => {
	let earliest = 0;
	/** @param {HeroRequest} request */
	const inTurn = async (request) => {
		await wait(Math.max(0, earliest - now()));
		earliest = now() + options.intervalMs;
		const answer = await attempt(options, request);
		options.onAnswer(answer);
		return answer;
	};
	return {
		send: async (request) => {
			const answer = await inTurn(request);
			const waitMs = answer.status === 429 ? retryAfterMs(answer, options) : undefined;
			if (waitMs === undefined) return answer;
			await wait(waitMs);
			return await inTurn(request);
		},
	};
};

/**
 * How long a 429 asks to wait. Undefined if that is too long.
 *
 * @param {Answer} answer
 * @param {ClientOptions} options
 */
function retryAfterMs({ headers }, { intervalMs }) {
	const text = headers['retry-after'] ?? '';
	const seconds = /^\d+$/.test(text) ? Number(text) : (Date.parse(text) - Date.now()) / 1000;
	if (Number.isNaN(seconds)) return intervalMs * 10;
	return seconds > longestRetryAfterSeconds ? undefined : Math.max(0, seconds * 1000);
}

/**
 * @param {ClientOptions} options
 * @param {HeroRequest} request
 * @returns {Promise<Answer>}
 */
async function attempt({ baseUrl, apiKey, practiceGroupId, timeoutMs }, request) {
	const { method, path, query = {}, body } = request;
	const search = new URLSearchParams(query).toString();
	/** @type {Record<string, string>} */
	let headers = {};
	let status = 0;
	try {
		const response = await fetch(`${baseUrl}${path}${search ? `?${search}` : ''}`, {
			method,
			headers: {
				'x-api-key': request.apiKey ?? apiKey,
				'x-practice-group-id': practiceGroupId,
				accept: 'application/json',
				...(body === undefined ? {} : { 'content-type': 'application/json' }),
			},
			body: body === undefined ? undefined : JSON.stringify(body),
			redirect: 'manual',
			signal: AbortSignal.timeout(timeoutMs),
		});
		({ status } = response);
		headers = Object.fromEntries(response.headers);
		return { status, headers, ...(await readBody(response)) };
	} catch (error) {
		return { status, headers, failure: failureReason(error, timeoutMs), isBroken: true };
	}
}

/**
 * @param {Response} response
 * @returns {Promise<Pick<Answer, 'body' | 'failure'>>}
 */
async function readBody(response) {
	if (response.status >= 300 && response.status < 400) {
		await response.body?.cancel();
		return { failure: 'a redirect, which is not followed' };
	}
	const text = await bodyText(response, largestMegabytes * 1_000_000);
	if (text === undefined) return { failure: `a body of more than ${largestMegabytes} MB` };
	return parseJsonBody(text);
}

/**
 * @param {unknown} error
 * @param {number} timeoutMs
 */
function failureReason(error, timeoutMs) {
	const { name, cause } = /** @type {Error & { cause?: { code?: string } }} */ (error);
	if (name === 'TimeoutError') return `no response within ${timeoutMs / 1000} seconds`;
	const code = cause?.code;
	return code && /^[A-Z_0-9]+$/.test(code)
		? `the connection failed (${code})`
		: 'the connection failed';
}
