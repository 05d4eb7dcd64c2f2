'use strict';

const { bodyText } = require('../bodyText');
const { CannotCompareError } = require('../errors');

const largestMegabytes = 20;

/**
 * The address without what may be secret in it: login, query and fragment.
 *
 * @param {string} address
 */
exports.publicAddress = (address) => {
	const { protocol, host, pathname } = new URL(address);
	return `${protocol}//${host}${pathname}`;
};

/**
 * Makes a function that gets texts by HTTP: all of them within these seconds, and each within 20 MB. It follows no
 * redirect, since another address may hold another API.
 *
 * @param {number} timeoutSeconds
 */
exports.textFetcher = (timeoutSeconds) => {
	const signal = AbortSignal.timeout(timeoutSeconds * 1000);
	return (/** @type {string} */ address) =>
		fetchText(address, signal).catch((error) => {
			if (!signal.aborted) throw error;
			throw new CannotCompareError(
				`${exports.publicAddress(address)} did not send a whole document within ${timeoutSeconds} seconds.`,
			);
		});
};

/**
 * @param {string} address
 * @param {AbortSignal} signal
 * @returns {Promise<Response>}
 * @throws {CannotCompareError} for everything but a 200 with a text that is no web page
 */
async function fetchText(address, signal) {
	const name = exports.publicAddress(address);
	const response = await request(address, name, signal);
	if (response.status >= 300 && response.status < 400) {
		const target = redirectTarget(response, address);
		throw new CannotCompareError(`${name} redirects${target}. Give the final address.`);
	}
	if (response.status !== 200) {
		throw new CannotCompareError(
			`${name} responds with status ${response.status}, not with a document.`,
		);
	}
	const text = await textOf(response, name);
	const contentType = response.headers.get('content-type') ?? '';
	if (contentType.includes('html') || /^\s*<(!doctype|html)/i.test(text)) {
		throw new CannotCompareError(
			`${name} responds with a web page (HTML), not with an OpenAPI document.`,
		);
	}
	return new Response(text, { headers: { 'content-type': contentType } });
}

/**
 * @param {string} address
 * @param {string} name
 * @param {AbortSignal} signal
 */
async function request(address, name, signal) {
	try {
		const { url, headers } = withoutLogin(address);
		return await fetch(url, { headers, redirect: 'manual', signal });
	} catch (error) {
		throw new CannotCompareError(`${name} cannot be reached: ${failureReason(error)}.`);
	}
}

/**
 * Moves the login of an address into a header, since fetch refuses addresses that have one.
 *
 * @param {string} address
 */
function withoutLogin(address) {
	const url = new URL(address);
	const login = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
	url.username = '';
	url.password = '';
	/** @type {Record<string, string>} */
	const headers =
		login === ':' ? {} : { authorization: `Basic ${Buffer.from(login).toString('base64')}` };
	return { url, headers };
}

/**
 * @param {Response} response
 * @param {string} name
 */
async function textOf(response, name) {
	const text = await bodyText(response, largestMegabytes * 1_000_000).catch((error) => {
		throw new CannotCompareError(`${name} broke off its response: ${failureReason(error)}.`);
	});
	if (text !== undefined) return text;
	throw new CannotCompareError(`${name} responds with more than ${largestMegabytes} MB.`);
}

/** @param {unknown} error */
function failureReason(error) {
	const { cause } = /** @type {Error & { cause?: { code?: string } }} */ (error);
	return cause?.code ?? 'the connection failed';
}

/**
 * @param {Response} response
 * @param {string} address
 */
function redirectTarget(response, address) {
	const location = response.headers.get('location');
	if (!location || !URL.canParse(location, address)) return '';
	return ` to ${exports.publicAddress(new URL(location, address).href)}`;
}
