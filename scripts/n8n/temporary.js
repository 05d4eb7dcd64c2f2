'use strict';

const { spawn } = require('node:child_process');
const { once } = require('node:events');
const { mkdtempSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');
const { setTimeout: sleep } = require('node:timers/promises');
const { N8nClient } = require('./client');
const { installN8n, n8nVersion } = require('./install');
const { freePort, startN8n, waitUntilReady } = require('./process');
const { createProgress } = require('./progress');
const workspaces = require('./workspace');

const root = join(__dirname, '..', '..');

/** The package as it was packed before; each release puts its predecessor here. */
const previousPackage = join(root, 'test', 'e2e', 'previous.tgz');

/** The versions of n8n that the package is tried in. */
const newest = n8nVersion;
const oldest = '2.8.4';

/** Since 2.41 n8n runs expressions in an isolate, which costs more time than the tests' own work. */
const fasterExpressions = { N8N_EXPRESSION_ENGINE: 'legacy' };

/**
 * Starts a process that cleans up behind this one, even behind one that is killed: it ends the groups
 * that it was told to watch last, and deletes the folder.
 */
function startGuard(folder) {
	const guard = spawn(process.execPath, [join(__dirname, 'guard.js'), folder], {
		stdio: ['pipe', 'inherit', 'inherit'],
		detached: true,
	});
	guard.unref();
	guard.stdin.unref();
	return {
		watch: (...groups) => guard.stdin.write(`${groups.join(' ')}\n`),
		cleanUp: async () => {
			guard.ref();
			guard.stdin.end();
			await once(guard, 'exit');
		},
	};
}

/**
 * Prepares an n8n with this package packed and installed in it, on a port of its own and with no data;
 * it is not started yet.
 *
 * @param {object} options
 * @param {string} options.version of n8n
 * @param {Record<string, string>} [options.environment] settings that win over all others
 * @param {boolean} [options.previous] with the version of the package before this one
 */
async function openN8n({ version, environment = {}, previous = false }) {
	const install = await installN8n({ progress: createProgress(), version });
	const home = mkdtempSync(join(tmpdir(), 'n8n-hero-health-'));
	const guard = startGuard(home);
	const workspace = workspaces.openWorkspace(join(home, 'n8n'));
	if (previous) await workspaces.installPacked(workspace, previousPackage);
	else await workspaces.installPackage(workspace, root);

	const { folder, logFile } = workspace;
	const port = await freePort();
	const url = `http://127.0.0.1:${port}`;
	const client = new N8nClient(url);
	// 2.8 reads the second name, 2.41 the first.
	const address = { N8N_WEBHOOK_URL: `${url}/`, WEBHOOK_URL: `${url}/` };
	const extra = { ...address, ...environment };
	// From 2.41 on the answer comes first, and the triggers start or end behind it.
	const answersFirst = !version.startsWith('2.8.');
	let n8n;

	return {
		version,
		url,
		client,
		...publishing(client, { answersFirst }),

		/** Stores a credential by n8n's command line. Only before a start. */
		importCredential: async (credential) =>
			await workspaces.importCredential(workspace, install, credential),

		/** Stores the workflows of a folder by n8n's command line. Only before a start. */
		importWorkflows: async (workflows) =>
			await workspaces.importWorkflows(workspace, install, workflows),

		/** Starts n8n, for the first time or again on the same data, and signs in. */
		start: async () => {
			n8n = await startN8n({ install, folder, port, extra, logFile });
			guard.watch(n8n.processId);
			await waitUntilReady(n8n);
			await client.signIn(workspaces.owner);
		},

		/** Ends n8n and puts this package in place of the version that it began with. */
		upgrade: async () => {
			await n8n.stop();
			await workspaces.installPackage(workspace, root);
		},

		/** The number of the process that runs now. */
		processId: () => n8n.processId,

		/** Ends n8n as an ordinary restart does; `start` begins it again. */
		stop: async () => await n8n.stop(),

		/** Ends n8n as a power cut would. */
		kill: async () => await n8n.kill(),

		/** Ends n8n if it runs, and deletes all that it left. */
		close: async () => {
			await n8n?.stop();
			workspace.close();
			await guard.cleanUp();
		},
	};
}

/**
 * Activating and deactivating that end when n8n is done with it.
 *
 * @param {N8nClient} client
 * @param {{ answersFirst: boolean }} options whether n8n answers before the triggers start or end
 */
function publishing(client, { answersFirst }) {
	const publicationEnded = async (id) =>
		await eventually(
			async () => {
				const { status, triggers } = await client.publicationStatus(id);
				const message = triggers.map(({ errorMessage }) => errorMessage ?? '').join('');
				return status !== 'in_progress' && { status, message };
			},
			{ what: 'end of the publication', within: 40_000 },
		);
	return {
		/**
		 * Activates a workflow and waits for what comes of it.
		 *
		 * @returns {Promise<{ status: string, message: string }>} `published`, or `failed` and why
		 */
		activate: async (id) => {
			try {
				await client.activate(id);
			} catch (error) {
				return { status: 'failed', message: error.message };
			}
			return answersFirst ? await publicationEnded(id) : { status: 'published', message: '' };
		},

		/** Deactivates a workflow and waits until its triggers have ended. */
		deactivate: async (id) => {
			await client.deactivate(id);
			if (answersFirst) await publicationEnded(id);
		},
	};
}

/**
 * Asks again and again until there is an answer.
 *
 * @template Answer
 * @param {() => Promise<Answer | undefined | false>} ask
 * @param {{ what: string, within?: number }} options `what` is waited for, in words; milliseconds
 * @returns {Promise<Answer>}
 * @throws {Error} when the time is up
 */
async function eventually(ask, { what, within = 20_000 }) {
	const deadline = Date.now() + within;
	while (Date.now() < deadline) {
		const answer = await ask();
		if (answer) return answer;
		await sleep(100);
	}
	throw new Error(`After ${within / 1000} s there is still no ${what}.`);
}

module.exports = {
	eventually,
	fasterExpressions,
	newest,
	oldest,
	openN8n,
	publishing,
	startGuard,
};
