'use strict';

const { once } = require('node:events');
const { connect } = require('node:net');

/**
 * Opens a connection that sends this text and no more.
 *
 * @param {string} address
 * @param {string} text
 */
exports.openSocket = async (address, text) => {
	const { port, hostname } = new URL(address);
	const socket = connect(Number(port), hostname);
	// The server may reset the connection.
	socket.on('error', () => socket.destroy());
	await once(socket, 'connect');
	socket.write(text);
	return socket;
};
