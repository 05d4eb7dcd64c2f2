'use strict';

const { closeSync, existsSync, openSync, readFileSync } = require('node:fs');
const { setTimeout: sleep } = require('node:timers/promises');
const { launch, run } = require('./childProcess');
const { n8nEnvironment } = require('./environment');
const { freePort, loopback } = require('./ports');

/**
 * Returns the last lines of a text file; an empty text when there is no file.
 *
 * @param {string} file
 * @param {number} [count]
 */
function lastLines(file, count = 20) {
	if (!existsSync(file)) return '';
	return readFileSync(file, 'utf8').trimEnd().split('\n').slice(-count).join('\n');
}

/**
 * Runs one command of n8n, such as `['import:workflow', '--input=file.json']`, while no server runs.
 *
 * @param {string[]} commandArguments
 * @param {{ install: import('./install').Install, folder: string, signal?: AbortSignal }} options
 * @returns {Promise<string>} its output, log lines included
 * @throws {Error} with its last 20 lines when it fails
 */
async function runN8nCommand(commandArguments, { install, folder, signal }) {
	const [port, runnerPort] = [await freePort(), await freePort()];
	const environment = n8nEnvironment({ install, folder, port, runnerPort });
	const program = [install.program, ...commandArguments];
	return await run(install.node, program, { folder, environment, signal });
}

/**
 * @typedef {object} RunningN8n
 * @property {string} url
 * @property {string} logFile
 * @property {number} processId of the process, and of its process group
 * @property {import('./childProcess').Launched['exited']} exited
 * @property {import('./childProcess').Launched['stop']} stop
 * @property {import('./childProcess').Launched['kill']} kill
 * @property {() => boolean} hasExited
 */

/**
 * Starts n8n and returns at once; waitUntilReady waits until it can be used.
 *
 * @param {import('./environment').N8nPlace & { logFile: string, command?: string[] }} options `logFile` is
 *   overwritten with the output of this start; `command` of n8n, such as `['worker']`, is the editor by default
 * @returns {Promise<RunningN8n>}
 */
async function startN8n({ logFile, command = ['start'], ...place }) {
	const environment = n8nEnvironment({ ...place, runnerPort: await freePort() });
	const { install, folder, port } = place;
	const log = openSync(logFile, 'w');
	const launched = launch(install.node, [install.program, ...command], {
		folder,
		environment,
		stdio: ['ignore', log, log],
	});
	closeSync(log);
	const { child, exited, stop, kill } = launched;
	if (child.pid === undefined) await exited;
	return {
		url: `http://${loopback}:${port}`,
		logFile,
		processId: Number(child.pid),
		exited,
		stop,
		kill,
		hasExited: () => child.exitCode !== null || child.signalCode !== null,
	};
}

/**
 * True when n8n answers with JSON. While n8n starts, it answers 200 with a text.
 *
 * @param {string} url
 */
async function isReady(url) {
	try {
		const response = await fetch(url, { signal: AbortSignal.timeout(5000) });
		return response.ok && typeof (await response.json()) === 'object';
	} catch {
		return false;
	}
}

/**
 * Waits until n8n can be used, which is seconds after its `/healthz` answers.
 *
 * @param {RunningN8n} n8n
 * @param {{ timeout?: number, signal?: AbortSignal, path?: string }} [options] timeout in milliseconds;
 *   `path` answers with JSON once n8n is ready, and is the editor's by default
 * @throws {Error} with the end of n8n's log when n8n ended or took too long
 */
async function waitUntilReady(n8n, options = {}) {
	const { timeout = 180_000, signal, path = '/rest/settings' } = options;
	const deadline = Date.now() + timeout;
	while (!n8n.hasExited() && Date.now() < deadline) {
		if (await isReady(`${n8n.url}${path}`)) return;
		await sleep(200, undefined, { signal });
	}
	const what = n8n.hasExited() ? 'n8n ended while starting' : `n8n took over ${timeout / 1000} s`;
	throw new Error(`${what}. The end of ${n8n.logFile}:\n${lastLines(n8n.logFile)}`);
}

module.exports = { lastLines, runN8nCommand, startN8n, waitUntilReady };
