'use strict';

const { randomBytes } = require('node:crypto');
const fs = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');
const { N8nClient } = require('./client');
const { installN8n } = require('./install');
const { freePort, loopback } = require('./ports');
const { createProgress } = require('./progress');
const { publishing } = require('./publishing');
const { startN8n, waitUntilReady } = require('./server');
const { createDatabase, missingPrograms, startPostgres, startRedis } = require('./services');
const { startGuard } = require('./startGuard');
const { newest } = require('./temporary');
const workspaces = require('./workspace');

const root = join(__dirname, '..', '..');

/** Each kind of n8n process has its own command. docs/compose.yaml uses the same ones. */
const commands = {
	main: ['start'],
	worker: ['worker', '--concurrency=5'],
	webhook: ['webhook'],
};

/** The default number of processes of each kind; n8n allows one main process only. */
const sizes = { main: 1, worker: 2, webhook: 1 };

/**
 * @typedef {keyof typeof commands} Kind
 *
 * @typedef {object} Member one n8n process with its own folder
 * @property {Kind} kind
 * @property {import('./workspace').Workspace} workspace
 * @property {number} port
 * @property {string} url
 * @property {import('./server').RunningN8n} [running]
 *
 * @typedef {object} Cluster
 * @property {import('./install').Install} install
 * @property {string} home
 * @property {ReturnType<typeof startGuard>} guard
 * @property {import('./childProcess').Launched[]} servers Redis and PostgreSQL
 * @property {Member[]} members
 */

/**
 * Returns the settings of every n8n process in queue mode. docs/compose.yaml has the same ones.
 *
 * @param {object} place
 * @param {import('./services').RedisAddress} place.redis
 * @param {import('./services').PostgresAddress} place.postgres
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

/** @param {Cluster} cluster */
function watchProcesses({ guard, servers, members }) {
	guard.watch(
		...servers.map(({ child }) => child.pid),
		...members.flatMap(({ running }) => (running ? [running.processId] : [])),
	);
}

/**
 * Starts Redis and PostgreSQL with an empty database.
 *
 * @param {Cluster} cluster
 */
async function startServices(cluster) {
	const redis = await startRedis(join(cluster.home, 'redis'));
	cluster.servers.push(redis.server);
	watchProcesses(cluster);
	const postgres = await startPostgres(join(cluster.home, 'postgres'));
	cluster.servers.push(postgres.server);
	watchProcesses(cluster);
	await createDatabase(postgres.address);
	return { redis: redis.address, postgres: postgres.address };
}

/**
 * Prepares folders, with this package in them, for so many processes of a kind.
 *
 * @param {Cluster} cluster
 * @param {Kind} kind
 * @param {number} count
 */
async function addMembers({ home, members }, kind, count) {
	/** @type {Member[]} */
	const added = [];
	for (let number = 1; number <= count; number += 1) {
		const workspace = workspaces.openWorkspace(join(home, `${kind}-${number}`));
		await workspaces.installPackage(workspace, root);
		const port = await freePort();
		const member = { kind, workspace, port, url: `http://${loopback}:${port}` };
		members.push(member);
		added.push(member);
	}
	return added;
}

/**
 * @param {Cluster} cluster
 * @param {Member} member
 * @param {Record<string, string>} settings
 */
async function startMember(cluster, member, settings) {
	const { kind, workspace, port } = member;
	member.running = await startN8n({
		install: cluster.install,
		folder: workspace.folder,
		logFile: workspace.logFile,
		port,
		command: commands[kind],
		extra: { QUEUE_HEALTH_CHECK_PORT: String(port), ...settings },
	});
	watchProcesses(cluster);
	const path = kind === 'main' ? undefined : '/healthz/readiness';
	await waitUntilReady(member.running, { path });
}

/** @param {Cluster} cluster */
async function closeCluster({ servers, members, guard }) {
	// The servers stop last, because n8n logs errors when they are gone.
	await Promise.all(members.map(async ({ running }) => await running?.stop()));
	await Promise.all(servers.map(async ({ stop }) => await stop()));
	members.forEach(({ workspace }) => workspace.close());
	await guard.cleanUp();
}

/**
 * True if a worker has begun this execution since its last start.
 *
 * @param {Member} worker
 * @param {string} executionId
 */
const hasBegun = ({ workspace }, executionId) =>
	fs.readFileSync(workspace.logFile, 'utf8').includes(`Worker started execution ${executionId} `);

/**
 * @typedef {{ workers: number, webhooks: number, environment: Record<string, string> }} QueueOptions
 *
 * Starts all processes of a cluster and signs in to its main process.
 *
 * @param {Cluster} cluster
 * @param {QueueOptions} options
 */
async function startCluster(cluster, { workers, webhooks, environment }) {
	const place = await startServices(cluster);
	const [main] = await addMembers(cluster, 'main', sizes.main);
	const workerMembers = await addMembers(cluster, 'worker', workers);
	const webhookMembers = await addMembers(cluster, 'webhook', webhooks);
	const settings = settingsOf({
		...place,
		webhookUrl: `${webhookMembers[0].url}/`,
		encryptionKey: randomBytes(24).toString('hex'),
	});
	const start = async (/** @type {Member} */ member) =>
		await startMember(cluster, member, { ...settings, ...environment });
	// The main process starts first, because it creates the tables.
	await start(main);
	await Promise.all([...workerMembers, ...webhookMembers].map(start));

	const client = new N8nClient(main.url);
	await client.signIn(workspaces.owner);
	const asProcess = (/** @type {Member} */ member) => ({
		kill: async () => await member.running?.kill(),
		start: async () => await start(member),
		hasBegun: (/** @type {string} */ executionId) => hasBegun(member, executionId),
	});
	return {
		client,
		...publishing(client, { answersFirst: true }),

		/** The addresses of the webhook processes; Hero delivers to the first one. */
		webhookUrls: webhookMembers.map(({ url }) => url),

		/** The editor, behind `client`. The main process and each worker can be killed, as by a power cut, and started again. */
		main: asProcess(main),
		workers: workerMembers.map(asProcess),

		/** Stops all processes and deletes their data. */
		close: async () => await closeCluster(cluster),
	};
}

/**
 * Starts the newest n8n in queue mode in a temporary folder: Redis, PostgreSQL, one main process, workers
 * and webhook processes. Each n8n has its own folder with this package, packed, in it. All of it ends
 * with the calling process.
 *
 * @param {Partial<QueueOptions>} [options] `environment` has settings that override all others
 */
async function openQueue(options = {}) {
	const { workers = sizes.worker, webhooks = sizes.webhook, environment = {} } = options;
	const install = await installN8n({ progress: createProgress(), version: newest });
	const home = fs.mkdtempSync(join(tmpdir(), 'n8n-hero-health-queue-'));
	// PostgreSQL may run as another user and must reach its folder.
	fs.chmodSync(home, 0o711);
	/** @type {Cluster} */
	const cluster = { install, home, guard: startGuard(home), servers: [], members: [] };
	try {
		return await startCluster(cluster, { workers, webhooks, environment });
	} catch (error) {
		await closeCluster(cluster);
		throw error;
	}
}

module.exports = { commands, missingPrograms, openQueue, settingsOf, sizes };
