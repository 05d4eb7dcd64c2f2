'use strict';

const { randomBytes } = require('node:crypto');
const fs = require('node:fs');
const { tmpdir } = require('node:os');
const { delimiter, join } = require('node:path');
const { N8nClient } = require('./client');
const { installN8n } = require('./install');
const { freePort, launch, run, startN8n, waitUntilReady } = require('./process');
const { createProgress } = require('./progress');
const { eventually, newest, publishing, startGuard } = require('./temporary');
const workspaces = require('./workspace');

const root = join(__dirname, '..', '..');
const loopback = '127.0.0.1';

/** What each kind of n8n process is started with. docs/compose.yaml starts the same. */
const commands = {
	main: ['start'],
	worker: ['worker', '--concurrency=5'],
	webhook: ['webhook'],
};

/** How many of each there are unless told otherwise; there can be one main process alone. */
const sizes = { main: 1, worker: 2, webhook: 1 };

/**
 * What every process of n8n is told in queue mode. docs/compose.yaml tells it the same.
 *
 * @param {object} place
 * @param {{ host: string, port: string }} place.redis
 * @param {{ host: string, port: string, database: string, user: string, password: string }} place.postgres
 * @param {string} place.webhookUrl under which Hero reaches the webhook processes
 * @param {string} place.encryptionKey of the credentials; the same in every process
 */
const settingsOf = ({ redis, postgres, webhookUrl, encryptionKey }) => ({
	EXECUTIONS_MODE: 'queue',
	OFFLOAD_MANUAL_EXECUTIONS_TO_WORKERS: 'true',
	QUEUE_BULL_REDIS_HOST: redis.host,
	QUEUE_BULL_REDIS_PORT: redis.port,
	QUEUE_HEALTH_CHECK_ACTIVE: 'true',
	DB_TYPE: 'postgresdb',
	DB_POSTGRESDB_HOST: postgres.host,
	DB_POSTGRESDB_PORT: postgres.port,
	DB_POSTGRESDB_DATABASE: postgres.database,
	DB_POSTGRESDB_USER: postgres.user,
	DB_POSTGRESDB_PASSWORD: postgres.password,
	N8N_ENCRYPTION_KEY: encryptionKey,
	N8N_WEBHOOK_URL: webhookUrl,
});

/** Debian keeps PostgreSQL's server out of PATH, in a folder for each version. */
function programFolders() {
	const debian = '/usr/lib/postgresql';
	const versions = fs.existsSync(debian) ? fs.readdirSync(debian).sort((a, b) => b - a) : [];
	const onPath = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
	return [...onPath, ...versions.map((version) => join(debian, version, 'bin'))];
}

/** Where a program is; undefined where it is not installed. */
const findProgram = (name) =>
	programFolders()
		.map((folder) => join(folder, name))
		.find((file) => fs.existsSync(file));

/** As whom PostgreSQL runs, since it refuses to run as root; undefined where this user will do. */
function postgresUser() {
	if (process.getuid?.() !== 0) return undefined;
	const [, uid, gid] = /^postgres:[^:]*:(\d+):(\d+):/m.exec(fs.readFileSync('/etc/passwd', 'utf8'));
	return { uid: Number(uid), gid: Number(gid) };
}

/** @returns {string[]} which of the programs that queue mode needs are not installed */
const missingPrograms = () =>
	['redis-server', 'postgres', 'initdb', 'createdb'].filter((name) => !findProgram(name));

async function startRedis(folder) {
	fs.mkdirSync(folder);
	const port = String(await freePort());
	const nothingKept = ['--save', '', '--appendonly', 'no', '--dir', folder];
	const server = launch(
		findProgram('redis-server'),
		['--port', port, '--bind', loopback, ...nothingKept],
		{ folder, environment: process.env, stdio: 'ignore' },
	);
	return { server, address: { host: loopback, port } };
}

/** Starts a PostgreSQL without any database, whose files need not outlive a power cut. */
async function startPostgres(folder) {
	const user = postgresUser();
	fs.mkdirSync(folder, { mode: 0o700 });
	if (user) fs.chownSync(folder, user.uid, user.gid);
	const port = String(await freePort());
	const address = { host: loopback, port, database: 'n8n', user: 'n8n', password: 'n8n' };
	const options = { folder, environment: process.env, stdio: 'ignore', user };

	const data = join(folder, 'data');
	const made = ['-D', data, '-U', address.user, '-A', 'trust', '-E', 'UTF8', '--locale=C'];
	const { exited } = launch(findProgram('initdb'), [...made, '--no-sync'], options);
	if ((await exited) !== 0) throw new Error('PostgreSQL could not make its data folder.');

	const settings = {
		port,
		listen_addresses: loopback,
		unix_socket_directories: folder,
		fsync: 'off',
		max_connections: 200,
		// Nothing is left in shared memory where it is killed.
		dynamic_shared_memory_type: 'mmap',
	};
	const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
	const server = launch(findProgram('postgres'), ['-D', data, ...flags], options);
	return { server, address };
}

/** Makes the database, as soon as PostgreSQL answers. */
async function createDatabase({ host, port, user, database }) {
	const create = async () => {
		try {
			await run(findProgram('createdb'), ['-h', host, '-p', port, '-U', user, database]);
			return true;
		} catch {
			return false;
		}
	};
	await eventually(create, { what: 'database' });
}

/**
 * Starts the newest n8n in queue mode, in a temporary folder: Redis, PostgreSQL, one main process, workers
 * and webhook processes, each n8n with its own folder and this package, packed, in it. All of it ends
 * with the process that called.
 *
 * @param {object} [options]
 * @param {number} [options.workers]
 * @param {number} [options.webhooks]
 * @param {Record<string, string>} [options.environment] settings that win over all others
 */
async function openQueue({
	workers = sizes.worker,
	webhooks = sizes.webhook,
	environment = {},
} = {}) {
	const install = await installN8n({ progress: createProgress(), version: newest });
	const home = fs.mkdtempSync(join(tmpdir(), 'n8n-hero-health-queue-'));
	// PostgreSQL may run as somebody else and has to get to its folder.
	fs.chmodSync(home, 0o711);
	const guard = startGuard(home);
	const servers = [];
	const members = [];
	const watchAll = () =>
		guard.watch(
			...servers.map(({ child }) => child.pid),
			...members.flatMap(({ running }) => (running ? [running.processId] : [])),
		);

	const openMember = async (kind, number) => {
		const workspace = workspaces.openWorkspace(join(home, `${kind}-${number}`));
		await workspaces.installPackage(workspace, root);
		const port = await freePort();
		members.push({ kind, workspace, port, url: `http://${loopback}:${port}` });
	};
	const ofKind = (kind) => members.filter((member) => member.kind === kind);

	const close = async () => {
		// The servers last, so that no n8n complains that they are gone.
		await Promise.all(members.map(async ({ running }) => await running?.stop()));
		await Promise.all(servers.map(async ({ stop }) => await stop()));
		members.forEach(({ workspace }) => workspace.close());
		await guard.cleanUp();
	};

	try {
		const redis = await startRedis(join(home, 'redis'));
		servers.push(redis.server);
		watchAll();
		const postgres = await startPostgres(join(home, 'postgres'));
		servers.push(postgres.server);
		watchAll();
		await createDatabase(postgres.address);

		for (const [kind, size] of Object.entries({ ...sizes, worker: workers, webhook: webhooks })) {
			for (let number = 1; number <= size; number += 1) await openMember(kind, number);
		}

		const [main] = ofKind('main');
		const [webhook] = ofKind('webhook');
		const settings = settingsOf({
			redis: redis.address,
			postgres: postgres.address,
			webhookUrl: `${webhook.url}/`,
			encryptionKey: randomBytes(24).toString('hex'),
		});
		const startMember = async (member) => {
			const { kind, workspace, port } = member;
			member.running = await startN8n({
				install,
				folder: workspace.folder,
				logFile: workspace.logFile,
				port,
				command: commands[kind],
				extra: { ...settings, QUEUE_HEALTH_CHECK_PORT: String(port), ...environment },
			});
			watchAll();
			const path = kind === 'main' ? undefined : '/healthz/readiness';
			await waitUntilReady(member.running, { path });
		};
		// The first makes the tables.
		await startMember(main);
		await Promise.all([...ofKind('worker'), ...ofKind('webhook')].map(startMember));

		const client = new N8nClient(main.url);
		await client.signIn(workspaces.owner);
		const asProcess = (member) => ({
			kill: async () => await member.running.kill(),
			start: async () => await startMember(member),
		});
		return {
			client,
			...publishing(client, { answersFirst: true }),

			/** Where each webhook process listens; the first is the one that Hero is told of. */
			webhookUrls: ofKind('webhook').map(({ url }) => url),

			/** The editor, behind `client`. Like each of the workers it can end as in a power cut, and start again. */
			main: asProcess(main),
			workers: ofKind('worker').map(asProcess),

			/** Ends all processes and deletes all that they left. */
			close,
		};
	} catch (error) {
		await close();
		throw error;
	}
}

module.exports = { commands, missingPrograms, openQueue, settingsOf, sizes };
