'use strict';

const { execFileSync } = require('node:child_process');
const { existsSync, readFileSync } = require('node:fs');
const { join } = require('node:path');

const { launch } = require('../../../scripts/n8n/childProcess');

const repository = join(__dirname, '../../..');

/** @typedef {{ exitCode: number | string | null, stdout: string, stderr: string }} CommandResult */

/**
 * Starts a program of this repository, or of a copy of it, in a process of its own. No credential of the person who runs
 * the tests gets into it.
 *
 * @param {string[]} words
 * @param {{ root?: string, variables?: Record<string, string> }} [options] variables are added to the environment
 */
exports.startNode = (words, { root = repository, variables = {} } = {}) => {
	const own = Object.entries(process.env).filter(([name]) => !name.startsWith('HERO_'));
	const { child, exited, stop } = launch(process.execPath, ['--require', 'tsx/cjs', ...words], {
		folder: root,
		environment: { ...Object.fromEntries(own), ...variables },
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	const [stdout, stderr] = [child.stdout, child.stderr].map(collect);
	/** @returns {Promise<CommandResult>} */
	const finished = async () => {
		const exitCode = await exited;
		return { exitCode, stdout: stdout.text(), stderr: stderr.text() };
	};
	return {
		finished,
		stop,
		/** Stops the program as Ctrl-C does. */
		interrupt: () => child.kill('SIGINT'),
		/** The command and its arguments, as everybody on the computer can see them. */
		commandLine: () => commandLineOf(Number(child.pid)),
		untilSaid: stderr.untilText,
	};
};

/**
 * Runs a program to its end.
 *
 * @param {string[]} words
 * @param {Parameters<typeof exports.startNode>[1]} [options]
 */
exports.runNode = async (words, options) => await exports.startNode(words, options).finished();

/**
 * Runs the real `contract:compare` to its end, in this repository or in a copy of it.
 *
 * @param {string[]} words
 */
exports.runCompare = async (words, root = repository) =>
	await exports.runNode([join(root, 'scripts/contractCompare.js'), ...words], { root });

/**
 * Starts the real `contract:probe`.
 *
 * @param {string[]} words
 * @param {Record<string, string>} [variables]
 */
exports.startProbe = (words, variables) =>
	exports.startNode(['scripts/contractProbe.js', ...words], { variables });

/**
 * Runs the real `contract:probe` to its end.
 *
 * @param {string[]} words
 * @param {Record<string, string>} [variables]
 */
exports.runProbe = async (words, variables) =>
	await exports.startProbe(words, variables).finished();

/**
 * Collects an output.
 *
 * @param {import('node:stream').Readable | null} stream
 */
function collect(stream) {
	let text = '';
	stream?.setEncoding('utf8').on('data', (chunk) => {
		text += chunk;
	});
	return {
		text: () => text,
		/**
		 * Resolves with the first text that matches. Rejects if the output ends before.
		 *
		 * @param {RegExp} pattern
		 * @returns {Promise<string>}
		 */
		untilText: (pattern) =>
			new Promise((resolve, reject) => {
				const look = () => {
					const [found] = pattern.exec(text) ?? [];
					if (found) resolve(found);
				};
				look();
				stream?.on('data', look);
				stream?.on('end', () => reject(new Error(`${pattern} was not said: ${text}`)));
			}),
	};
}

/** @param {number} processId */
function commandLineOf(processId) {
	const file = `/proc/${processId}/cmdline`;
	// Linux has no ps where only Node.js and npm are installed.
	if (existsSync(file)) return readFileSync(file, 'utf8').replace(/\0/g, ' ');
	return execFileSync('ps', ['-o', 'args=', '-p', String(processId)], { encoding: 'utf8' });
}
