'use strict';

const { join } = require('node:path');
const { text } = require('node:stream/consumers');

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
	const { HERO_API_KEY, HERO_PRACTICE_GROUP_ID, HERO_SIGNING_KEY, ...environment } = process.env;
	const { child, exited, stop } = launch(
		process.execPath,
		['--require', 'tsx/cjs', 'scripts/contractObserve.js', ...toolArguments],
		{
			folder: root,
			environment: { ...environment, ...variables },
			stdio: ['ignore', 'pipe', 'pipe'],
		},
	);
	const [stdout, stderr] = [child.stdout, child.stderr].map((stream) => {
		if (!stream) throw new Error('The output is not piped');
		return stream;
	});
	const outputs = Promise.all([text(stdout), text(stderr)]);
	/** @type {() => Promise<ToolRun>} */
	const finished = async () => {
		const [[out, err], exitCode] = await Promise.all([outputs, exited]);
		return { exitCode, stdout: out, stderr: err };
	};
	return { child, stderr, finished, stop };
};

/**
 * Runs the tool to its end.
 *
 * @param {string[]} toolArguments
 * @param {Record<string, string>} [variables]
 * @returns {Promise<ToolRun>}
 */
exports.runObserve = async (toolArguments, variables) =>
	await exports.startObserve(toolArguments, variables).finished();
