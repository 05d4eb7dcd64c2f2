'use strict';

const { mkdtempSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');
const { N8nClient } = require('./client');
const { eventually } = require('./eventually');
const { installN8n, n8nVersion } = require('./install');
const { freePort, loopback } = require('./ports');
const { createProgress } = require('./progress');
const { publishing } = require('./publishing');
const { startN8n, waitUntilReady } = require('./server');
const { startGuard } = require('./startGuard');
const workspaces = require('./workspace');

const root = join(__dirname, '..', '..');

/** The package is tested in these versions of n8n. */
const newest = n8nVersion;
const oldest = '2.8.4';

/** Since 2.41 n8n runs expressions in an isolate, which takes longer than the tests themselves. */
const fasterExpressions = { N8N_EXPRESSION_ENGINE: 'legacy' };

/** @typedef {ReturnType<typeof startGuard>} Guard */

/**
 * Returns functions that store credentials and workflows by n8n's command line. Call them before a start only.
 *
 * @param {import('./workspace').Workspace} workspace
 * @param {import('./install').Install} install
 */
const importing = (workspace, install) => ({
	/** @param {import('./workspace').Credential} credential */
	importCredential: async (credential) =>
		await workspaces.importCredential(workspace, install, credential),

	/** @param {string} folder of workflows, each a *.json file */
	importWorkflows: async (folder) => await workspaces.importWorkflows(workspace, install, folder),
});

/**
 * Returns functions that start and end one n8n.
 *
 * @param {object} options
 * @param {import('./workspace').Workspace} options.workspace
 * @param {Guard} options.guard
 * @param {N8nClient} options.client
 * @param {import('./environment').N8nPlace} options.place
 */
function lifecycle({ workspace, guard, client, place }) {
	/** @type {import('./server').RunningN8n | undefined} */
	let n8n;
	const started = () => {
		if (!n8n) throw new Error('n8n has not been started.');
		return n8n;
	};
	return {
		/** Starts n8n, for the first time or again on the same data, and signs in. */
		start: async () => {
			n8n = await startN8n({ ...place, logFile: workspace.logFile });
			guard.watch(n8n.processId);
			await waitUntilReady(n8n);
			await client.signIn(workspaces.owner);
		},

		/** Stops n8n and replaces the package by the one of this repository. */
		upgrade: async () => {
			await started().stop();
			await workspaces.installPackage(workspace, root);
		},

		processId: () => started().processId,

		/** Stops n8n as an ordinary restart does; `start` starts it again. */
		stop: async () => await started().stop(),

		/** Kills n8n, as a power cut would. */
		kill: async () => await started().kill(),

		/** Stops n8n if it runs, and deletes its data. */
		close: async () => {
			await n8n?.stop();
			workspace.close();
			await guard.cleanUp();
		},
	};
}

/**
 * Prepares an n8n with this package packed and installed in it, on its own port and without data. `start`
 * starts it.
 *
 * @param {object} options
 * @param {string} options.version of n8n
 * @param {Record<string, string>} [options.environment] settings that override all others
 * @param {string} [options.packageFile] installs this packed version (*.tgz) instead of this repository's
 */
async function openN8n({ version, environment = {}, packageFile }) {
	const install = await installN8n({ progress: createProgress(), version });
	const home = mkdtempSync(join(tmpdir(), 'n8n-hero-health-'));
	const guard = startGuard(home);
	const workspace = workspaces.openWorkspace(join(home, 'n8n'));
	if (packageFile) await workspaces.installPacked(workspace, packageFile);
	else await workspaces.installPackage(workspace, root);

	const port = await freePort();
	const url = `http://${loopback}:${port}`;
	const client = new N8nClient(url);
	// n8n 2.8 reads WEBHOOK_URL, n8n 2.41 reads N8N_WEBHOOK_URL.
	const extra = { N8N_WEBHOOK_URL: `${url}/`, WEBHOOK_URL: `${url}/`, ...environment };
	const place = { install, folder: workspace.folder, port, extra };
	return {
		version,
		url,
		client,
		node: install.node,
		databaseFile: join(workspace.folder, '.n8n', 'database.sqlite'),
		// Since 2.41 n8n answers first, and starts or ends the triggers afterwards.
		...publishing(client, { answersFirst: !version.startsWith('2.8.') }),
		...importing(workspace, install),
		...lifecycle({ workspace, guard, client, place }),
	};
}

module.exports = { eventually, fasterExpressions, newest, oldest, openN8n };
