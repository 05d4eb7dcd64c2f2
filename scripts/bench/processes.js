'use strict';

/** Talks with child processes: sends a message and waits for the next message back. */
const { fork } = require('node:child_process');
const { readFileSync } = require('node:fs');
const { join } = require('node:path');

/** @typedef {import('node:child_process').ChildProcess} ChildProcess */

/**
 * @param {ChildProcess} child
 * @returns {Promise<any>}
 */
const nextMessage = async (child) =>
	await new Promise((resolve, reject) => {
		child.once('message', resolve);
		child.once('exit', (code) => reject(new Error(`A process ended with ${code}`)));
	});

/**
 * @param {ChildProcess} child
 * @param {object} message
 * @returns {Promise<any>} the next message back
 * @throws {Error} with the message of a process that failed
 */
async function request(child, message) {
	child.send(message);
	const response = await nextMessage(child);
	child.removeAllListeners('exit');
	if (response.failure) throw new Error(response.failure);
	return response;
}

/**
 * Starts a program of this folder and waits for its first message.
 *
 * @param {string} program
 * @param {string[]} [programArguments]
 * @param {import('node:child_process').ForkOptions} [options]
 * @returns {Promise<any>} the content of that message, and `child`
 */
async function start(program, programArguments = [], options = {}) {
	const child = fork(join(__dirname, program), programArguments, options);
	return { child, ...(await nextMessage(child)) };
}

/** @returns {Promise<{ child: ChildProcess, url: string }>} a Hero for benchmarks, in its own process */
const startHero = async () => await start('hero.js');

/**
 * Returns Hero's figures since its last reset.
 *
 * @param {ChildProcess} hero
 * @returns {Promise<import('./jobs').HeroFigures>}
 */
async function figuresOf(hero) {
	const { requests, refused, peak, carriedOut } = /** @type {import('./hero').Counters} */ (
		await request(hero, {})
	);
	const times = Object.values(carriedOut);
	const doubled = times.filter((one) => one > 1).length;
	return { requests, refused, peak, done: times.length, doubled };
}

/**
 * Returns the CPU time of a process in milliseconds, from proc(5), whose ticks are hundredths of a second.
 * Other work on the machine changes it less than the elapsed time.
 *
 * @param {number} processId
 */
function cpuMilliseconds(processId) {
	const [, fields] = readFileSync(`/proc/${processId}/stat`, 'utf8').split(') ');
	const [userTicks, systemTicks] = fields.split(' ').slice(11, 13).map(Number);
	return (userTicks + systemTicks) * 10;
}

/**
 * Runs so many workers at once; they share their work.
 *
 * @param {number} count
 * @param {() => Promise<void>} worker
 */
async function inParallel(count, worker) {
	await Promise.all(Array.from({ length: count }, worker));
}

module.exports = { cpuMilliseconds, figuresOf, inParallel, request, start, startHero };
