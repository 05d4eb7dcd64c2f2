'use strict';

const { execFileSync } = require('node:child_process');
const { join } = require('node:path');

const { launch } = require('../../../scripts/n8n/childProcess');

const root = join(__dirname, '..', '..', '..');

/**
 * @typedef {object} ToolRun
 * @property {number | string | null} exitCode
 * @property {string} stdout
 * @property {string} stderr
 */

/** The credential that a person has in the environment. */
exports.credential = { HERO_API_KEY: 'canary-key-7f3a', HERO_PRACTICE_GROUP_ID: '990042' };

/**
 * Starts `npm run contract:observe` without npm: the same file, in a process of its own.
 *
 * @param {string[]} toolArguments
 * @param {Record<string, string>} [variables] of the environment; the credential by default
 */
exports.startObserve = (toolArguments, variables = exports.credential) => {
	const own = Object.entries(process.env).filter(([name]) => !name.startsWith('HERO_'));
	const { child, exited, stop } = launch(
		process.execPath,
		['--require', 'tsx/cjs', 'scripts/contractObserve.js', ...toolArguments],
		{
			folder: root,
			environment: { ...Object.fromEntries(own), ...variables },
			stdio: ['ignore', 'pipe', 'pipe'],
		},
	);
	const [stdout, stderr] = [child.stdout, child.stderr].map(collect);
	/** @type {() => Promise<ToolRun>} */
	const finished = async () => {
		const exitCode = await exited;
		return { exitCode, stdout: stdout.text(), stderr: stderr.text() };
	};
	/** The command and its arguments, as everybody on the computer can see them. */
	const commandLine = () => execFileSync('ps', ['-o', 'args=', '-p', String(child.pid)]).toString();
	return { child, finished, stop, commandLine, untilSaid: stderr.untilText };
};

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

/**
 * Runs the tool to its end.
 *
 * @param {string[]} toolArguments
 * @param {Record<string, string>} [variables]
 * @returns {Promise<ToolRun>}
 */
exports.runObserve = async (toolArguments, variables) =>
	await exports.startObserve(toolArguments, variables).finished();

/** Sets the credential that a person has in the environment, for the tests of a file that run in this process. */
exports.useCredential = () => {
	beforeAll(() => void Object.assign(process.env, exports.credential));
	afterAll(() => Object.keys(exports.credential).forEach((name) => delete process.env[name]));
};

/** @param {string} apiKey */
exports.setApiKey = (apiKey) => {
	process.env.HERO_API_KEY = apiKey;
};
