'use strict';

const { setTimeout: sleep } = require('node:timers/promises');

/**
 * Polls every 100 milliseconds until a check returns a value.
 *
 * @template Value
 * @param {() => Promise<Value | undefined | false>} check
 * @param {{ what: string, within?: number }} options `what` names the awaited value in the error; timeout
 *   in milliseconds (20,000)
 * @returns {Promise<Value>}
 * @throws {Error} when the time is up
 */
async function eventually(check, { what, within = 20_000 }) {
	const deadline = Date.now() + within;
	while (Date.now() < deadline) {
		const value = await check();
		if (value) return value;
		await sleep(100);
	}
	throw new Error(`After ${within / 1000} s there is still no ${what}.`);
}

module.exports = { eventually };
