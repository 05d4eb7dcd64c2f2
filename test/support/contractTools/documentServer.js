'use strict';

const { createServer } = require('node:http');

/**
 * @typedef {import('node:http').ServerResponse} ServerResponse
 * @typedef {(response: ServerResponse) => void | ServerResponse | import('node:net').Socket} Answer
 * @typedef {object} DocumentServer
 * @property {string} url without a slash at the end
 * @property {Array<{ path: string, authorization?: string }>} requests
 * @property {() => Promise<void>} close
 */

/**
 * Starts a server on loopback that answers each path in its own way.
 *
 * @param {Record<string, Answer>} answers
 * @returns {Promise<DocumentServer>}
 */
exports.serveDocuments = async (answers) => {
	/** @type {DocumentServer['requests']} */
	const requests = [];
	const server = createServer((request, response) => {
		const [path] = (request.url ?? '').split('?');
		requests.push({ path, authorization: request.headers.authorization });
		(answers[path] ?? notFound)(response);
	});
	await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
	const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
	const close = async () => {
		server.closeAllConnections();
		await new Promise((resolve) => server.close(resolve));
	};
	return { url: `http://127.0.0.1:${port}`, requests, close };
};

/** @type {Answer} */
const notFound = (response) => response.writeHead(404).end('none');

/**
 * Answers with a text.
 *
 * @param {string} text
 * @returns {Answer}
 */
exports.send =
	(text, type = 'application/yaml') =>
	(response) =>
		response.writeHead(200, { 'content-type': type }).end(text);

/**
 * @param {() => string} address
 * @returns {Answer}
 */
exports.redirectTo = (address) => (response) =>
	response.writeHead(302, { location: address() }).end();

/**
 * Accepts the request and never answers.
 *
 * @type {Answer}
 */
exports.hang = () => {};

/** @type {Answer} */
exports.reset = (response) => {
	response.socket?.destroy();
};

/**
 * Sends one part after the other, as fast as the other side reads, until it hangs up.
 *
 * @type {Answer}
 */
exports.sendWithoutEnd = (response) => {
	response.writeHead(200, { 'content-type': 'application/yaml' });
	const part = `# ${'x'.repeat(200_000)}\n`;
	const sendPart = () => {
		if (!response.destroyed) response.write(part, sendPart);
	};
	sendPart();
};
