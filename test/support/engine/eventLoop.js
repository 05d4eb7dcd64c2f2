'use strict';

const { setImmediate } = require('node:timers/promises');

/**
 * Resolves after the network and all promises had their turn. Node.js' own queue is used, because fake timers
 * do not stop it.
 * @returns {Promise<void>}
 */
exports.nextTurn = async () => {
	await setImmediate();
};
