'use strict';

/** Talks with the processes that are measured: a message to one, and its next message back. */
const { fork } = require('node:child_process');
const { join } = require('node:path');

const nextFrom = async (child) =>
	await new Promise((resolve, reject) => {
		child.once('message', resolve);
		child.once('exit', (code) => reject(new Error(`A process ended with ${code}`)));
	});

/** @throws {Error} with the words of a process that could not do it */
async function ask(child, message) {
	child.send(message);
	const answer = await nextFrom(child);
	child.removeAllListeners('exit');
	if (answer.failure) throw new Error(answer.failure);
	return answer;
}

/** Starts a program of this folder; its first message is what it says of itself. */
async function start(program, programArguments = [], options = {}) {
	const child = fork(join(__dirname, program), programArguments, options);
	return { child, ...(await nextFrom(child)) };
}

/** What Hero saw of a job. */
async function seenBy(hero) {
	const seen = await ask(hero, {});
	const times = Object.values(seen.carriedOut);
	return { ...seen, done: times.length, doubled: times.filter((one) => one > 1).length };
}

module.exports = { ask, seenBy, start };
