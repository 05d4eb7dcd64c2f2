'use strict';

const { spawn } = require('node:child_process');
const { once } = require('node:events');
const { join } = require('node:path');

/**
 * Starts a process that cleans up after this one, even when this one is killed: it kills the process
 * groups of the last `watch` call and deletes the folder.
 *
 * @param {string} folder
 */
function startGuard(folder) {
	const guard = spawn(process.execPath, [join(__dirname, 'guard.js'), folder], {
		stdio: ['pipe', 'inherit', 'inherit'],
		detached: true,
	});
	const input = guard.stdin;
	guard.unref();
	/** @type {import('node:net').Socket} */ (input).unref();
	return {
		/** @param {Array<number | undefined>} groups replace those of the call before */
		watch: (...groups) => input.write(`${groups.join(' ')}\n`),
		cleanUp: async () => {
			guard.ref();
			input.end();
			await once(guard, 'exit');
		},
	};
}

module.exports = { startGuard };
