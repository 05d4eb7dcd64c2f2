'use strict';

const { spawn } = require('node:child_process');
const { join } = require('node:path');

const root = join(__dirname, '..', '..', '..');

/**
 * @typedef {object} FinishedCommand
 * @property {number | null} code
 * @property {string} stdout
 * @property {string} stderr
 */

/**
 * A running `npm run contract:probe`, without npm.
 *
 * @typedef {object} ProbeCommand
 * @property {Promise<FinishedCommand>} finished
 * @property {() => void} interrupt as Ctrl-C does
 * @property {(text: string) => Promise<void>} untilStderr resolves once stderr has this text
 */

/**
 * @param {string[]} args
 * @param {Record<string, string>} [environment] added to this process's
 * @returns {ProbeCommand}
 */
exports.startProbe = (args, environment = {}) => {
	const command = ['--require', 'tsx/cjs', 'scripts/contractProbe.js', ...args];
	const child = spawn(process.execPath, command, {
		cwd: root,
		env: { ...process.env, ...environment },
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	const texts = { stdout: '', stderr: '' };
	child.stdout.on('data', (chunk) => (texts.stdout += chunk));
	child.stderr.on('data', (chunk) => (texts.stderr += chunk));
	const finished = new Promise((resolve) => {
		child.on('close', (code) => resolve({ code, ...texts }));
	});
	return {
		finished,
		interrupt: () => child.kill('SIGINT'),
		untilStderr: async (text) => {
			await new Promise((resolve) => {
				const look = () => texts.stderr.includes(text) && resolve(undefined);
				child.stderr.on('data', look);
				look();
			});
		},
	};
};

/**
 * Runs the command to its end.
 *
 * @param {string[]} args
 * @param {Record<string, string>} [environment]
 */
exports.runProbe = async (args, environment) =>
	await exports.startProbe(args, environment).finished;
