'use strict';

/** Starts a real n8n with this package in it, beside a sandbox of Hero Health: see `--help`. */
const { homedir } = require('node:os');
const { join } = require('node:path');
const { N8nClient } = require('./n8n/client');
const { cacheFolder, installN8n } = require('./n8n/install');
const { assertPortFree } = require('./n8n/ports');
const { createProgress } = require('./n8n/progress');
const { lastLines, startN8n, waitUntilReady } = require('./n8n/server');
const { help, readFlags } = require('./n8n/startFlags');
const workspaces = require('./n8n/workspace');

const root = join(__dirname, '..');

/**
 * @typedef {import('./n8n/startFlags').StartFlags} StartFlags
 * @typedef {Array<[name: string, text: string]>} Rows
 *
 * @typedef {object} RunningParts
 * @property {import('./n8n/progress').Progress} progress
 * @property {AbortSignal} signal aborted when this process is asked to end
 * @property {Array<() => unknown>} stops stop the started parts, in reverse order
 */

/** Returns a signal that is aborted when this process is asked to end. */
function stopSignal() {
	const stop = new AbortController();
	for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(name, () => stop.abort());
	// npm's SIGTERM ends the shell between npm and this process, and does not reach this process.
	const { ppid: shell } = process;
	const isOrphaned = () => process.env.npm_lifecycle_event && process.ppid !== shell;
	setInterval(() => isOrphaned() && stop.abort(), 500).unref();
	return stop.signal;
}

/**
 * Signs in as the owner and checks that n8n has loaded the node.
 *
 * @param {import('./n8n/server').RunningN8n} n8n
 * @returns {Promise<string>} the login, in words
 */
async function signIn(n8n) {
	const client = new N8nClient(n8n.url);
	try {
		await client.signIn(workspaces.owner);
	} catch (error) {
		const { status } = /** @type {import('./n8n/client').RefusedError} */ (error);
		if (status === 401) return 'with the login that you have set';
		throw error;
	}
	if (await client.knowsNode('n8n-nodes-hero-health.heroHealth')) {
		return `${workspaces.owner.email}  ${workspaces.owner.password}`;
	}
	throw new Error(`n8n has not loaded the node. The end of its log:\n${lastLines(n8n.logFile)}`);
}

/** @param {Rows} rows */
function box(rows) {
	const lines = rows.map(([name, text]) => `${name.padEnd(10)}${text.replace(homedir(), '~')}`);
	const width = Math.max(...lines.map((line) => line.length));
	const edge = '─'.repeat(width + 4);
	const framed = lines.map((line) => `│  ${line.padEnd(width)}  │`);
	return [`┌${edge}┐`, ...framed, `└${edge}┘`].join('\n');
}

/**
 * Starts the sandbox and stores a credential for it in n8n.
 *
 * @param {number} port
 * @param {import('./n8n/workspace').Workspace} workspace
 * @param {import('./n8n/install').Install} install
 * @param {RunningParts} running
 * @returns {Promise<string>} the address and the credential's name, in words
 */
async function startSandbox(port, workspace, install, { progress, stops, signal }) {
	progress.step('Sandbox and its credential');
	const sandbox = await require('../sandbox').startSandbox({ port, host: '127.0.0.1' });
	stops.push(() => sandbox.stop());
	const { url, apiKey, practiceGroupId } = sandbox;
	const credential = {
		id: 'heroHealthSandbox',
		name: 'Hero Health (sandbox)',
		type: 'heroHealthApi',
		data: { apiKey, practiceGroupId, environment: 'custom', baseUrl: url },
	};
	await workspaces.importCredential(workspace, install, credential, { signal });
	return `${url}, in the credential "${credential.name}"`;
}

/**
 * Installs and starts everything, and prints where it is.
 *
 * @param {StartFlags} flags
 * @param {RunningParts} running
 */
async function start({ port, sandboxPort, timezone, fresh }, running) {
	const { progress, stops, signal } = running;
	await assertPortFree(port, '--port');
	if (sandboxPort) await assertPortFree(sandboxPort, '--sandbox-port');

	const install = await installN8n({ progress, signal });
	const workspace = workspaces.openWorkspace(join(cacheFolder(), 'workspace'), { fresh });
	stops.push(workspace.close);
	const { folder, logFile } = workspace;

	progress.step('Package of this repository');
	const node = await workspaces.installPackage(workspace, root, { signal });

	/** @type {Rows} */
	const rows = [];
	if (sandboxPort) {
		rows.push(['Sandbox', await startSandbox(sandboxPort, workspace, install, running)]);
	}

	progress.step('Example workflows');
	const examples = join(root, 'examples');
	const { kept } = await workspaces.importWorkflows(workspace, install, examples, { signal });
	for (const name of kept) {
		progress.say(`"${name}" keeps your changes, although its file has changed.`);
	}

	progress.step(`n8n ${install.version}`);
	const n8n = await startN8n({ install, folder, port, timezone, logFile });
	stops.push(n8n.stop);
	await waitUntilReady(n8n, { signal });
	rows.unshift(['Editor', n8n.url], ['Sign in', await signIn(n8n)], ['Node', node]);
	progress.end();
	signal.throwIfAborted();

	console.log(box([...rows, ['Data', folder], ['Log', logFile], ['Stop', 'Ctrl-C']]));
	return n8n;
}

/** @param {StartFlags} flags */
async function main(flags) {
	const signal = stopSignal();
	const progress = createProgress();
	/** @type {RunningParts['stops']} */
	const stops = [];
	try {
		const n8n = await start(flags, { progress, stops, signal });
		const aborted = new Promise((resolve) => signal.addEventListener('abort', resolve));
		await Promise.race([n8n.exited, aborted]);
		if (signal.aborted) return;
		throw new Error(`n8n has ended. The end of its log:\n${lastLines(n8n.logFile)}`);
	} catch (error) {
		progress.end('✘');
		if (!signal.aborted) throw error;
	} finally {
		if (signal.aborted) progress.say('Stopping…');
		for (const stop of stops.reverse()) await stop();
	}
}

function flagsOrHelp() {
	try {
		const flags = readFlags(process.argv.slice(2));
		if (!flags.help) return flags;
		console.log(help);
		process.exit(0);
	} catch (error) {
		console.error(`${/** @type {Error} */ (error).message}\n${help}`);
		process.exit(2);
	}
}

main(flagsOrHelp()).then(
	() => process.exit(0),
	(error) => {
		console.error(error.message);
		process.exit(1);
	},
);
