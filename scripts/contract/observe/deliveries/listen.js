'use strict';

const { createServer } = require('node:http');
const { finished } = require('node:stream/promises');

const { CannotCompareError } = require('../../errors');

/**
 * @typedef {import('./describeDeliveries').ReceivedDelivery} ReceivedDelivery
 *
 * @typedef {object} ListenOptions
 * @property {number} port 0 takes a free one
 * @property {number} answer the status of each response
 * @property {number} deliveries how many are awaited
 * @property {AbortSignal} signal ends the waiting
 * @property {(line: string) => void} say
 *
 * @typedef {Map<import('node:http').IncomingMessage, Promise<ReceivedDelivery | undefined>>} OpenRequests not yet responded to
 */

const mostBytes = 1_000_000;

/**
 * Waits on this computer for deliveries of Hero. It keeps them in memory only.
 *
 * @param {ListenOptions} options
 * @returns {Promise<ReceivedDelivery[]>}
 * @throws {CannotCompareError} if the port is in use
 */
exports.listenForDeliveries = (options) =>
	new Promise((resolve, reject) => {
		const { port, deliveries, signal, say } = options;
		/** @type {ReceivedDelivery[]} */
		const received = [];
		/** @type {OpenRequests} */
		const open = new Map();
		const server = createServer((request, response) => {
			const receiving = receive(request, response, options);
			open.set(request, receiving);
			receiving
				.then((delivery) => {
					if (!delivery || received.length >= deliveries) return;
					received.push(delivery);
					say(
						`Delivery ${received.length} of ${deliveries === Infinity ? 'any number' : deliveries}`,
					);
					if (received.length >= deliveries) end();
				})
				.catch(() => response.destroy())
				.finally(() => open.delete(request));
		});
		const end = () => {
			signal.removeEventListener('abort', end);
			server.close(() => resolve(received));
			void closeConnections(server, open);
		};
		server.once('error', (error) => {
			const { code } = /** @type {NodeJS.ErrnoException} */ (error);
			reject(new CannotCompareError(`Port ${port} cannot be listened to: ${code}.`));
		});
		server.listen(port, '127.0.0.1', () => {
			const { port: own } = /** @type {import('node:net').AddressInfo} */ (server.address());
			say(`Waiting for deliveries at http://127.0.0.1:${own} (Ctrl-C ends it)`);
			if (signal.aborted) end();
			else signal.addEventListener('abort', end);
		});
	});

/**
 * Closes what would keep the server open: bodies that never end, and connections without a request. Deliveries that came
 * whole get their response first.
 *
 * @param {import('node:http').Server} server
 * @param {OpenRequests} open
 */
async function closeConnections(server, open) {
	for (const request of open.keys()) if (!request.complete) request.destroy();
	await Promise.allSettled(open.values());
	server.closeAllConnections();
}

/**
 * @param {import('node:http').IncomingMessage} request
 * @param {import('node:http').ServerResponse} response
 * @param {ListenOptions} options
 * @returns {Promise<ReceivedDelivery | undefined>} undefined for what is no delivery
 * @throws {Error} if the connection breaks, or the body is too long
 */
async function receive(request, response, { answer }) {
	/** @type {Buffer[]} */
	const chunks = [];
	let size = 0;
	request.on('data', (chunk) => {
		size += chunk.length;
		if (size > mostBytes) request.destroy();
		else chunks.push(chunk);
	});
	await finished(request);
	const isDelivery = request.method === 'POST';
	const status = isDelivery ? answer : 405;
	await new Promise((done) =>
		response.writeHead(status, { connection: 'close' }).end(() => done(0)),
	);
	if (!isDelivery) return undefined;
	const headers = Object.entries(request.headers).map(([name, value]) => [name, String(value)]);
	return { at: Date.now(), headers: Object.fromEntries(headers), body: Buffer.concat(chunks) };
}
