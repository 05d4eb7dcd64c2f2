'use strict';

const { setImmediate } = require('node:timers/promises');

/**
 * Ends once the network and all promises had their turn; by Node.js' own queue, which no fake timers hold up.
 * @returns {Promise<void>}
 */
exports.nextEventLoopTurn = async () => {
	await setImmediate();
};
