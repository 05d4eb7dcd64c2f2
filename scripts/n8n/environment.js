'use strict';

const { existsSync } = require('node:fs');
const { delimiter, dirname, join } = require('node:path');
const { loopback } = require('./ports');

/** Settings of the developer's shell for another n8n, and of a test runner for itself, are left out. */
const foreignSettings =
	/^(N8N|DB|QUEUE|EXECUTIONS|GENERIC|WEBHOOK|NODES|CREDENTIALS|JEST)_|^NODE_ENV$/;

/** Switches off everything in n8n that calls another server or asks the user. */
const quietSettings = {
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
};

/**
 * n8n 2.8 refuses the name of a module that it does not have.
 *
 * @param {string} folder of n8n
 */
const hasMcpRegistry = (folder) =>
	existsSync(join(folder, 'node_modules', 'n8n', 'dist', 'modules', 'mcp-registry'));

/**
 * @typedef {object} N8nPlace
 * @property {import('./install').Install} install
 * @property {string} folder n8n keeps its data below it, in `.n8n`
 * @property {number} port
 * @property {string} [timezone] of schedules and dates (Europe/London)
 * @property {Record<string, string>} [extra] settings that override all others
 */

/**
 * Returns the environment of a quiet n8n, which calls no other server and is reachable from this computer only.
 *
 * @param {N8nPlace & { runnerPort: number }} options the task runner of the Code node connects to `runnerPort`
 * @returns {NodeJS.ProcessEnv}
 */
function n8nEnvironment({ install, folder, port, runnerPort, timezone = 'Europe/London', extra }) {
	const inherited = Object.entries(process.env).filter(([name]) => !foreignSettings.test(name));
	return {
		...Object.fromEntries(inherited),
		PATH: [dirname(install.node), process.env.PATH].join(delimiter),
		NODE_COMPILE_CACHE: join(install.folder, 'compile-cache'),
		// n8n's own image sets it too. Without it n8n answers a bad request with a stack trace.
		NODE_ENV: 'production',
		NO_COLOR: '1',
		TZ: timezone,
		GENERIC_TIMEZONE: timezone,
		DB_TYPE: 'sqlite',
		DB_SQLITE_POOL_SIZE: '4',
		N8N_USER_FOLDER: folder,
		N8N_LISTEN_ADDRESS: loopback,
		N8N_HOST: loopback,
		N8N_PORT: String(port),
		N8N_RUNNERS_BROKER_PORT: String(runnerPort),
		N8N_SECURE_COOKIE: 'false',
		N8N_LOG_LEVEL: 'info',
		N8N_ENFORCE_SETTINGS_FILE_PERMISSIONS: 'true',
		...quietSettings,
		...(hasMcpRegistry(install.folder) && { N8N_DISABLED_MODULES: 'mcp-registry' }),
		...extra,
	};
}

module.exports = { n8nEnvironment };
