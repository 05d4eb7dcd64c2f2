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
 * A proxy that n8n uses for https, and that answers a CONNECT with this text, or with nothing.
 * @returns {Promise<{ answers(text: string): void, stop(): Promise<void> }>}
 */
exports.startProxy = async () => {
	let answer = '';
	const server = createHttpServer();
	server.on('connect', (_request, socket) => socket.end(answer));
	const { port, stop } = await listen(server);
	const before = process.env.HTTPS_PROXY;
	process.env.HTTPS_PROXY = `http://127.0.0.1:${port}`;
	return {
		answers: (text) => {
			answer = text;
		},
		stop: async () => {
			if (before === undefined) delete process.env.HTTPS_PROXY;
			else process.env.HTTPS_PROXY = before;
			await stop();
		},
	};
};
