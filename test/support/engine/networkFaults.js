'use strict';

/** What stands in the place of Hero, or on the way to it, and does not speak as Hero does. */
const { createServer: createHttpServer } = require('http');
const { createServer } = require('net');

const listen = async (server) => {
	await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
	const stop = () => new Promise((closed) => server.close(closed));
	return { port: server.address().port, stop };
};

/** Ends every connection at once. */
exports.startDeafHost = async () => await listen(createServer((socket) => socket.destroy()));

/**
 * A proxy that n8n uses for the schemes of this variable. It answers a CONNECT with this text, or with
 * nothing, and any other request with 502.
 * @param {'HTTPS_PROXY' | 'HTTP_PROXY' | 'ALL_PROXY'} [variable]
 * @param {string} [past] addresses that n8n calls past the proxy
 * @returns {Promise<{ answers(text: string): void, heard: string[], stop(): Promise<void> }>}
 */
exports.startProxy = async (variable = 'HTTPS_PROXY', past = '') => {
	let answer = '';
	/** @type {string[]} */
	const heard = [];
	const server = createHttpServer((request, response) => {
		heard.push(`${request.url} ${JSON.stringify(request.headers)}`);
		response.writeHead(502).end();
	});
	server.on('connect', (_request, socket) => socket.end(answer));
	const { port, stop } = await listen(server);
	const setting = { [variable]: `http://127.0.0.1:${port}`, NO_PROXY: past };
	const before = Object.keys(setting).map((name) => [name, process.env[name]]);
	Object.assign(process.env, setting);
	return {
		heard,
		answers: (text) => {
			answer = text;
		},
		stop: async () => {
			for (const [name, value] of before) {
				if (value === undefined) delete process.env[name];
				else process.env[name] = value;
			}
			await stop();
		},
	};
};
