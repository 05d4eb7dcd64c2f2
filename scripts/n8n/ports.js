'use strict';

const { randomInt } = require('node:crypto');
const { once } = require('node:events');
const { createServer } = require('node:net');

const loopback = '127.0.0.1';

/**
 * Listens on a port for a moment. Throws when it cannot be opened.
 *
 * @param {number} port
 */
async function tryPort(port) {
	const server = createServer().listen(port, loopback);
	await once(server, 'listening');
	await new Promise((closed) => server.close(closed));
}

/**
 * Returns a free port. It lies below the ports that systems lend to outgoing connections, because one of
 * these could take it before the server listens, or while the server restarts.
 */
async function freePort() {
	for (;;) {
		const port = randomInt(20_000, 32_768);
		const isFree = await tryPort(port).then(
			() => true,
			() => false,
		);
		if (isFree) return port;
	}
}

/**
 * Checks that a server can listen on a port.
 *
 * @param {number} port
 * @param {string} flag chooses another port, such as `--port`
 * @throws {Error} that names the flag
 */
async function assertPortFree(port, flag) {
	await tryPort(port).catch((error) => {
		const reason = error.code === 'EADDRINUSE' ? 'is in use' : `cannot be opened (${error.code})`;
		throw new Error(`Port ${port} ${reason}. Choose another one with ${flag} <number>.`);
	});
}

module.exports = { assertPortFree, freePort, loopback };
