'use strict';

const { spawn, spawnSync } = require('node:child_process');
const { randomInt } = require('node:crypto');
const { closeSync, existsSync, openSync, readFileSync } = require('node:fs');
const { createServer } = require('node:net');
const { delimiter, dirname, join } = require('node:path');
const { createInterface } = require('node:readline');
const { setTimeout: sleep } = require('node:timers/promises');

const onWindows = process.platform === 'win32';
const running = new Set();

// Whatever ends this process, nothing that it started lives on.
process.on('exit', () => running.forEach((child) => killGroup(child)));

/** Ends a program of `launch` and all that it started, at once. */
function killGroup(child) {
	if (onWindows) {
		spawnSync('taskkill', ['/pid', String(child.pid), '/t', '/f']);
		return;
	}
	try {
		process.kill(-child.pid, 'SIGKILL');
	} catch (error) {
		if (error.code !== 'ESRCH') throw error;
	}
}

/**
 * Starts a program in a process group of its own, so that ending it reaches its children too.
 *
 * @param {object} options
 * @param {string} [options.folder] where it runs
 * @param {object} [options.environment] all of its environment
 * @param {Array | string} options.stdio as for spawn
 * @param {{ uid: number, gid: number }} [options.user] as whom it runs, where it is not as this one
 */
function launch(command, commandArguments, { folder, environment, stdio, user }) {
	// Windows runs npm.cmd through a shell alone, which splits unquoted paths at their spaces.
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
	const exited = new Promise((resolve, reject) => {
		child.once('error', reject);
		child.once('exit', () => {
			running.delete(child);
			if (!onWindows) killGroup(child);
		});
		child.once('close', (code, signal) => resolve(code ?? signal));
	});
	// A program that cannot be started is reported to whoever waits for it, now or later.
	exited.catch(() => {});

	const stop = async ({ within = 5000 } = {}) => {
		if (onWindows) killGroup(child);
		else child.kill('SIGTERM');
		const timeIsUp = setTimeout(() => killGroup(child), within);
		await exited.catch(() => {}).finally(() => clearTimeout(timeIsUp));
	};
	const kill = async () => {
		killGroup(child);
		await exited.catch(() => {});
	};
	return { child, exited, stop, kill };
}

/**
 * Runs a program to its end and gives back what it wrote, as one text.
 *
 * @param {object} [options]
 * @param {string} [options.folder] where it runs
 * @param {object} [options.environment] all of its environment
 * @param {(line: string) => void} [options.onLine] sees each line as it is written
 * @param {RegExp} [options.noise] lines that only `onLine` gets to see
 * @param {AbortSignal} [options.signal] stops the program
 * @throws {Error} with its last 20 lines when it ends with anything but 0; the signal's reason
 */
async function run(command, commandArguments, options = {}) {
	const { folder, environment = process.env, onLine = () => {}, noise, signal } = options;
	signal?.throwIfAborted();
	const stdio = ['ignore', 'pipe', 'pipe'];
	const { child, exited, stop } = launch(command, commandArguments, { folder, environment, stdio });
	const lines = [];
	for (const input of [child.stdout, child.stderr]) {
		createInterface({ input }).on('line', (line) => {
			onLine(line);
			if (!noise?.test(line)) lines.push(line);
		});
	}
	signal?.addEventListener('abort', stop, { once: true });
	const outcome = await exited.finally(() => signal?.removeEventListener('abort', stop));
	signal?.throwIfAborted();
	if (outcome === 0) return lines.join('\n');
	const shown = [command, ...commandArguments].join(' ');
	throw new Error([`"${shown}" ended with ${outcome}:`, ...lines.slice(-20)].join('\n'));
}

/** The last lines of a text file; an empty text when there is none. */
function lastLines(file, count = 20) {
	if (!existsSync(file)) return '';
	return readFileSync(file, 'utf8').trimEnd().split('\n').slice(-count).join('\n');
}

/** Opens a port on this computer for a moment and gives back its number. */
function tryPort(port) {
	return new Promise((resolve, reject) => {
		const server = createServer();
		server.once('error', reject);
		server.listen(port, '127.0.0.1', () => {
			const { port: opened } = server.address();
			server.close(() => resolve(opened));
		});
	});
}

/**
 * Gives back a port of this computer that nobody uses. It lies below those that systems lend to outgoing
 * connections, since one of these could take it before it is listened on, or while that program restarts.
 */
async function freePort() {
	for (;;) {
		const port = await tryPort(randomInt(20_000, 32_768)).catch(() => undefined);
		if (port) return port;
	}
}

/**
 * Makes sure that a port can be listened on.
 *
 * @throws {Error} that names the flag to choose another one
 */
async function assertPortFree(port, flag) {
	await tryPort(port).catch((error) => {
		const reason = error.code === 'EADDRINUSE' ? 'is in use' : `cannot be opened (${error.code})`;
		throw new Error(`Port ${port} ${reason}. Choose another one with ${flag} <number>.`);
	});
}

/** What the developer's shell says to some other n8n, or a test runner to its own, stays outside. */
const foreignSettings =
	/^(N8N|DB|QUEUE|EXECUTIONS|GENERIC|WEBHOOK|NODES|CREDENTIALS|JEST)_|^NODE_ENV$/;

/**
 * The environment of a quiet n8n that calls nobody and is reachable from this computer alone.
 *
 * @param {object} options
 * @param {{ folder: string, node: string }} options.install from installN8n
 * @param {string} options.folder where n8n keeps its data, in a folder `.n8n`
 * @param {number} options.port
 * @param {number} options.runnerPort where the task runner of the Code node reports
 * @param {string} [options.timezone] of schedules and dates
 * @param {object} [options.extra] settings that win over all others
 */
function n8nEnvironment({ install, folder, port, runnerPort, timezone = 'Europe/London', extra }) {
	const inherited = Object.entries(process.env).filter(([name]) => !foreignSettings.test(name));
	// n8n 2.8 refuses the name of a module that it does not have.
	const hasModule = existsSync(
		join(install.folder, 'node_modules', 'n8n', 'dist', 'modules', 'mcp-registry'),
	);
	return {
		...Object.fromEntries(inherited),
		PATH: [dirname(install.node), process.env.PATH].join(delimiter),
		NODE_COMPILE_CACHE: join(install.folder, 'compile-cache'),
		// As in n8n's own image; without it n8n answers a wrong request with a stack trace.
		NODE_ENV: 'production',
		NO_COLOR: '1',
		TZ: timezone,
		GENERIC_TIMEZONE: timezone,
		DB_TYPE: 'sqlite',
		DB_SQLITE_POOL_SIZE: '4',
		N8N_USER_FOLDER: folder,
		N8N_LISTEN_ADDRESS: '127.0.0.1',
		N8N_HOST: '127.0.0.1',
		N8N_PORT: String(port),
		N8N_RUNNERS_BROKER_PORT: String(runnerPort),
		N8N_SECURE_COOKIE: 'false',
		N8N_LOG_LEVEL: 'info',
		N8N_ENFORCE_SETTINGS_FILE_PERMISSIONS: 'true',
		N8N_PYTHON_ENABLED: 'false',
		N8N_PERSONALIZATION_ENABLED: 'false',
		N8N_DIAGNOSTICS_ENABLED: 'false',
		N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
		N8N_VERSION_NOTIFICATIONS_WHATS_NEW_ENABLED: 'false',
		N8N_TEMPLATES_ENABLED: 'false',
		N8N_DYNAMIC_BANNERS_ENABLED: 'false',
		N8N_HIRING_BANNER_ENABLED: 'false',
		N8N_AI_ENABLED: 'false',
		N8N_LICENSE_AUTO_RENEW_ENABLED: 'false',
		N8N_UNVERIFIED_PACKAGES_ENABLED: 'true',
		N8N_VERIFIED_PACKAGES_ENABLED: 'false',
		EXTERNAL_FRONTEND_HOOKS_URLS: '',
		...(hasModule && { N8N_DISABLED_MODULES: 'mcp-registry' }),
		...extra,
	};
}

/**
 * Runs one command of n8n, such as `['import:workflow', '--input=file.json']`, beside no server.
 *
 * @param {object} options install and folder as for n8nEnvironment, an AbortSignal as `signal`
 * @returns {Promise<string>} what it wrote, log lines included
 * @throws {Error} with its last 20 lines when it fails
 */
async function runN8nCommand(commandArguments, { install, folder, signal }) {
	const [port, runnerPort] = [await freePort(), await freePort()];
	const environment = n8nEnvironment({ install, folder, port, runnerPort });
	const program = [install.program, ...commandArguments];
	return await run(install.node, program, { folder, environment, signal });
}

/**
 * Starts n8n and comes back at once; waitUntilReady tells when it answers.
 *
 * @param {object} options as for n8nEnvironment, without the runner's port
 * @param {string} options.logFile everything that n8n writes, from this start on
 * @param {string[]} [options.command] of n8n, such as `['worker']`; the editor unless told
 * @returns {Promise<{ url: string, logFile: string, processId: number,
 *   exited: Promise<number | string>, hasExited(): boolean,
 *   stop(options?: { within?: number }): Promise<void>, kill(): Promise<void> }>} `exited` gives the
 *   exit code or the signal's name; `stop` kills what still runs after `within` milliseconds; the
 *   process id is that of the process group too
 */
async function startN8n({ install, folder, port, timezone, extra, logFile, command = ['start'] }) {
	const runnerPort = await freePort();
	const environment = n8nEnvironment({ install, folder, port, runnerPort, timezone, extra });
	const log = openSync(logFile, 'w');
	const stdio = ['ignore', log, log];
	const program = [install.program, ...command];
	const launched = launch(install.node, program, { folder, environment, stdio });
	const { child, exited, stop, kill } = launched;
	closeSync(log);
	return {
		url: `http://127.0.0.1:${port}`,
		logFile,
		processId: child.pid,
		exited,
		stop,
		kill,
		hasExited: () => child.exitCode !== null || child.signalCode !== null,
	};
}

/** Whether n8n answers there with JSON. While it starts it says 200 too, but with a text. */
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
 * @param {object} n8n from startN8n
 * @param {{ timeout?: number, signal?: AbortSignal, path?: string }} [options] timeout in
 *   milliseconds; the path answers with JSON once n8n is ready, and is the editor's unless told
 * @throws {Error} with the end of n8n's log when it ended or took too long
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

module.exports = {
	assertPortFree,
	freePort,
	killGroup,
	lastLines,
	launch,
	n8nEnvironment,
	run,
	runN8nCommand,
	startN8n,
	waitUntilReady,
};
