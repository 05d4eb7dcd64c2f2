'use strict';

const { spawn, spawnSync } = require('node:child_process');
const { createInterface } = require('node:readline');

const onWindows = process.platform === 'win32';
const npm = onWindows ? 'npm.cmd' : 'npm';

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set();

// Child processes end with this process, whatever ended it.
process.on('exit', () => running.forEach((child) => killGroup(child.pid)));

/**
 * Kills a program of `launch` and all of its children.
 *
 * @param {number | undefined} processId undefined for a program that never started
 */
function killGroup(processId) {
	if (processId === undefined) return;
	if (onWindows) {
		spawnSync('taskkill', ['/pid', String(processId), '/t', '/f']);
		return;
	}
	try {
		process.kill(-processId, 'SIGKILL');
	} catch (error) {
		if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'ESRCH') throw error;
	}
}

/**
 * @typedef {object} LaunchOptions
 * @property {string} [folder] working directory
 * @property {NodeJS.ProcessEnv} [environment] the whole environment
 * @property {import('node:child_process').StdioOptions} stdio as for spawn
 * @property {{ uid: number, gid: number }} [user] runs the program as this user instead of the current one
 *
 * @typedef {object} Launched
 * @property {import('node:child_process').ChildProcess} child
 * @property {Promise<number | string | null>} exited gives the exit code or the name of the signal
 * @property {(options?: { within?: number }) => Promise<void>} stop sends SIGTERM, and kills the program
 *   after `within` milliseconds (5,000)
 * @property {() => Promise<void>} kill kills the program and its children at once
 */

/**
 * Starts a program in its own process group, so that a kill reaches its children too.
 *
 * @param {string} command
 * @param {string[]} commandArguments
 * @param {LaunchOptions} options
 * @returns {Launched}
 */
function launch(command, commandArguments, { folder, environment, stdio, user }) {
	// Windows runs npm.cmd only through a shell, which splits unquoted paths at their spaces.
	const shell = onWindows && command.endsWith('.cmd');
	const passed = shell ? commandArguments.map((text) => `"${text}"`) : commandArguments;
	const child = spawn(command, passed, {
		cwd: folder,
		env: environment,
		stdio,
		shell,
		...user,
		detached: !onWindows,
		windowsHide: true,
	});
	if (child.pid) running.add(child);
	const exited = exitOf(child);
	const settled = exited.catch(() => {});
	return {
		child,
		exited,
		stop: async ({ within = 5000 } = {}) => {
			if (onWindows) killGroup(child.pid);
			else child.kill('SIGTERM');
			const timer = setTimeout(() => killGroup(child.pid), within);
			await settled.finally(() => clearTimeout(timer));
		},
		kill: async () => {
			killGroup(child.pid);
			await settled;
		},
	};
}

/**
 * Resolves when a program has ended and closed its output. Rejects when it cannot be started.
 *
 * @param {import('node:child_process').ChildProcess} child
 * @returns {Promise<number | string | null>}
 */
function exitOf(child) {
	return new Promise((resolve, reject) => {
		child.once('error', reject);
		child.once('exit', () => {
			running.delete(child);
			if (!onWindows) killGroup(child.pid);
		});
		child.once('close', (code, signal) => resolve(code ?? signal));
	});
}

/**
 * Runs a program to its end and returns its output as one text.
 *
 * @param {string} command
 * @param {string[]} commandArguments
 * @param {object} [options]
 * @param {string} [options.folder] working directory
 * @param {NodeJS.ProcessEnv} [options.environment] the whole environment
 * @param {(line: string) => void} [options.onLine] receives each line as it is written
 * @param {RegExp} [options.noise] matching lines go to `onLine` only
 * @param {AbortSignal} [options.signal] stops the program
 * @returns {Promise<string>}
 * @throws {Error} with the last 20 lines when the exit code is not 0; the signal's reason when aborted
 */
async function run(command, commandArguments, options = {}) {
	const { folder, environment = process.env, onLine = () => {}, noise, signal } = options;
	signal?.throwIfAborted();
	const { child, exited, stop } = launch(command, commandArguments, {
		folder,
		environment,
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	/** @type {string[]} */
	const lines = [];
	for (const input of [child.stdout, child.stderr]) {
		if (!input) continue;
		createInterface({ input }).on('line', (line) => {
			onLine(line);
			if (!noise?.test(line)) lines.push(line);
		});
	}
	const onAbort = () => void stop();
	signal?.addEventListener('abort', onAbort, { once: true });
	const outcome = await exited.finally(() => signal?.removeEventListener('abort', onAbort));
	signal?.throwIfAborted();
	if (outcome === 0) return lines.join('\n');
	const shown = [command, ...commandArguments].join(' ');
	throw new Error([`"${shown}" ended with ${outcome}:`, ...lines.slice(-20)].join('\n'));
}

module.exports = { killGroup, launch, npm, run };
