'use strict';

/** Servers that take the place of Hero, or of a proxy before it, and misbehave. */
const { once } = require('events');
const { createServer: createHttpServer } = require('http');
const { createServer } = require('net');

/** @param {import('net').Server} server */
const listen = async (server) => {
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const stop = async () => {
		await new Promise((closed) => server.close(closed));
	};
	const { port } = /** @type {import('net').AddressInfo} */ (server.address());
	return { port, stop };
};

/** Starts a server that closes every connection at once. */
exports.startDeafHost = async () => await listen(createServer((socket) => socket.destroy()));

/**
 * Starts a proxy that n8n uses for the schemes of this variable. It responds to a CONNECT with the text of
 * `answers`, or with nothing, and to any other request with 502.
 * @param {'HTTPS_PROXY' | 'HTTP_PROXY' | 'ALL_PROXY'} [variable]
 * @param {string} [past] hosts that n8n calls without the proxy
 * @returns {Promise<{ answers(text: string): void, received: string[], stop(): Promise<void> }>}
 */
exports.startProxy = async (variable = 'HTTPS_PROXY', past = '') => {
	let answer = '';
	/** @type {string[]} */
	const received = [];
	const server = createHttpServer((request, response) => {
		received.push(`${request.url} ${JSON.stringify(request.headers)}`);
		response.writeHead(502).end();
	});
	server.on('connect', (_request, socket) => socket.end(answer));
	const { port, stop } = await listen(server);
	/** @type {Record<string, string>} */
	const setting = { [variable]: `http://127.0.0.1:${port}`, NO_PROXY: past };
	const before = Object.keys(setting).map((name) => ({ name, value: process.env[name] }));
	Object.assign(process.env, setting);
	return {
		received,
		answers: (text) => {
			answer = text;
		},
		stop: async () => {
			for (const { name, value } of before) {
				if (value === undefined) delete process.env[name];
				else process.env[name] = value;
			}
			await stop();
		},
	};
};
