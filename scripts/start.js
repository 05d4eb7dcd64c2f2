'use strict';

/** Starts a real n8n with this package in it, beside a sandbox of Hero Health: see `--help`. */
const { homedir } = require('node:os');
const { join } = require('node:path');
const { N8nClient } = require('./n8n/client');
const { help, readFlags } = require('./n8n/flags');
const { cacheFolder, installN8n } = require('./n8n/install');
const { assertPortFree, lastLines, startN8n, waitUntilReady } = require('./n8n/process');
const { createProgress } = require('./n8n/progress');
const {
	importCredential,
	importWorkflows,
	installPackage,
	openWorkspace,
	owner,
} = require('./n8n/workspace');

const root = join(__dirname, '..');

/** A signal that is aborted when this process is asked to end. */
function stopSignal() {
	const stop = new AbortController();
	for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(name, () => stop.abort());
	// npm's SIGTERM ends the shell between npm and this process, and comes no further.
	const { ppid: shell } = process;
	const isLeftAlone = () => process.env.npm_lifecycle_event && process.ppid !== shell;
	setInterval(() => isLeftAlone() && stop.abort(), 500).unref();
	return stop.signal;
}

function sandboxCredential({ url, apiKey, practiceGroupId }) {
	return {
		id: 'heroHealthSandbox',
		name: 'Hero Health (sandbox)',
		type: 'heroHealthApi',
		data: { apiKey, practiceGroupId, environment: 'custom', baseUrl: url },
	};
}

/** Signs in as the owner and looks for the node. Gives back the login, in words. */
async function signIn(n8n) {
	const client = new N8nClient(n8n.url);
	try {
		await client.signIn(owner);
	} catch (error) {
		if (error.status === 401) return 'with the login that you have set';
		throw error;
	}
	if (await client.knowsNode('n8n-nodes-hero-health.heroHealth')) {
		return `${owner.email}  ${owner.password}`;
	}
	throw new Error(`n8n has not loaded the node. The end of its log:\n${lastLines(n8n.logFile)}`);
}

function box(rows) {
	const lines = rows.map(([name, text]) => `${name.padEnd(10)}${text.replace(homedir(), '~')}`);
	const width = Math.max(...lines.map((line) => line.length));
	const edge = '─'.repeat(width + 4);
	const framed = lines.map((line) => `│  ${line.padEnd(width)}  │`);
	return [`┌${edge}┐`, ...framed, `└${edge}┘`].join('\n');
}

/** From an empty computer to a running n8n. Whatever must be stopped later goes into `stops`. */
async function start({ port, sandboxPort, timezone, fresh }, { progress, stops, signal }) {
	await assertPortFree(port, '--port');
	if (sandboxPort) await assertPortFree(sandboxPort, '--sandbox-port');

	const install = await installN8n({ progress, signal });
	const workspace = openWorkspace(join(cacheFolder(), 'workspace'), { fresh });
	stops.push(workspace.close);
	const { folder, logFile } = workspace;

	progress.step('Package of this repository');
	const node = await installPackage(workspace, root, { signal });

	const rows = [];
	if (sandboxPort) {
		progress.step('Sandbox and its credential');
		const { startSandbox } = require('../sandbox');
		const sandbox = await startSandbox({ port: sandboxPort, host: '127.0.0.1' });
		stops.push(() => sandbox.stop());
		const credential = sandboxCredential(sandbox);
		await importCredential(workspace, install, credential, { signal });
		rows.push(['Sandbox', `${sandbox.url}, in the credential "${credential.name}"`]);
	}

	progress.step('Example workflows');
	const examples = join(root, 'examples');
	const { kept } = await importWorkflows(workspace, install, examples, { signal });
	for (const name of kept) progress.say(`"${name}" stays as you left it; its file has changed.`);

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

async function main(flags) {
	const signal = stopSignal();
	const progress = createProgress();
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
		console.error(`${error.message}\n${help}`);
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
