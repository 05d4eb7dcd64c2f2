'use strict';

const { mkdirSync, readFileSync, rmSync, writeFileSync } = require('node:fs');
const { dirname } = require('node:path');

/** @param {unknown} error */
const codeOf = (error) => /** @type {NodeJS.ErrnoException} */ (error).code;

/** @param {number} processId */
function isAlive(processId) {
	try {
		process.kill(processId, 0);
		return true;
	} catch (error) {
		return codeOf(error) === 'EPERM';
	}
}

/**
 * Takes a lock file for this process. A lock of a process that no longer runs is ignored.
 *
 * @param {string} file
 * @param {string} work what the holder does, for the message: "is installing n8n"
 * @returns {() => void} releases the lock; the end of the process releases it too
 * @throws {Error} when another running process holds it
 */
function lock(file, work) {
	mkdirSync(dirname(file), { recursive: true });
	try {
		writeFileSync(file, String(process.pid), { flag: 'wx' });
	} catch (error) {
		if (codeOf(error) !== 'EEXIST') throw error;
		const holder = Number(readFileSync(file, 'utf8'));
		if (holder > 0 && isAlive(holder)) {
			throw new Error(`Process ${holder} ${work}. If it does not, delete ${file}.`);
		}
		writeFileSync(file, String(process.pid));
	}
	const release = () => {
		process.removeListener('exit', release);
		rmSync(file, { force: true });
	};
	process.on('exit', release);
	return release;
}

module.exports = { lock };
