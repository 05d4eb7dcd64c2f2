'use strict';

const { mkdirSync, readFileSync, rmSync, writeFileSync } = require('node:fs');
const { dirname } = require('node:path');

function isAlive(processId) {
	try {
		process.kill(processId, 0);
		return true;
	} catch (error) {
		return error.code === 'EPERM';
	}
}

/**
 * Takes a lock file for this process; one left by a process that is gone counts for nothing.
 *
 * @param {string} file
 * @param {string} work what the holder does, for the message: "is installing n8n"
 * @returns {() => void} gives the lock back; it also ends with the process
 * @throws {Error} when another living process holds it
 */
function lock(file, work) {
	mkdirSync(dirname(file), { recursive: true });
	try {
		writeFileSync(file, String(process.pid), { flag: 'wx' });
	} catch (error) {
		if (error.code !== 'EEXIST') throw error;
		const holder = Number(readFileSync(file, 'utf8'));
		if (holder > 0 && isAlive(holder)) {
			throw new Error(`Process ${holder} ${work}. If that is not so, delete ${file}.`);
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
