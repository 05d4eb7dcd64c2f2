'use strict';

const fs = require('node:fs');
const { delimiter, join } = require('node:path');
const { launch, run } = require('./childProcess');
const { eventually } = require('./eventually');
const { freePort, loopback } = require('./ports');

/**
 * @typedef {{ host: string, port: string }} RedisAddress
 *
 * @typedef {{ host: string, port: string, database: string, user: string, password: string }} PostgresAddress
 */

/** Debian keeps PostgreSQL's server outside PATH, in a folder for each version. */
function programFolders() {
	const debian = '/usr/lib/postgresql';
	const versions = fs.existsSync(debian) ? fs.readdirSync(debian) : [];
	const newestFirst = versions.sort((a, b) => Number(b) - Number(a));
	const onPath = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
	return [...onPath, ...newestFirst.map((version) => join(debian, version, 'bin'))];
}

/**
 * Returns the path of a program; undefined when it is not installed.
 *
 * @param {string} name
 */
const findProgram = (name) =>
	programFolders()
		.map((folder) => join(folder, name))
		.find((file) => fs.existsSync(file));

/** @param {string} name */
function requireProgram(name) {
	const program = findProgram(name);
	if (program) return program;
	throw new Error(`Queue mode needs ${name}, which is not installed.`);
}

/** @returns {string[]} the missing ones of the programs that queue mode needs */
const missingPrograms = () =>
	['redis-server', 'postgres', 'initdb', 'createdb'].filter((name) => !findProgram(name));

/** Returns PostgreSQL's own user when this process is root, because PostgreSQL refuses to run as root. */
function postgresUser() {
	if (process.getuid?.() !== 0) return undefined;
	const passwd = fs.readFileSync('/etc/passwd', 'utf8');
	const [, uid, gid] = /^postgres:[^:]*:(\d+):(\d+):/m.exec(passwd) ?? [];
	if (!uid) throw new Error('PostgreSQL does not run as root, and there is no user "postgres".');
	return { uid: Number(uid), gid: Number(gid) };
}

/**
 * Starts a Redis that stores nothing on disk.
 *
 * @param {string} folder created here
 */
async function startRedis(folder) {
	fs.mkdirSync(folder);
	const port = String(await freePort());
	const withoutStorage = ['--save', '', '--appendonly', 'no', '--dir', folder];
	const server = launch(
		requireProgram('redis-server'),
		['--port', port, '--bind', loopback, ...withoutStorage],
		{ folder, environment: process.env, stdio: 'ignore' },
	);
	return { server, address: { host: loopback, port } };
}

/**
 * Starts a PostgreSQL without any database. Its files need not survive a power cut.
 *
 * @param {string} folder created here
 */
async function startPostgres(folder) {
	const user = postgresUser();
	fs.mkdirSync(folder, { mode: 0o700 });
	if (user) fs.chownSync(folder, user.uid, user.gid);
	const port = String(await freePort());
	const address = { host: loopback, port, database: 'n8n', user: 'n8n', password: 'n8n' };
	/** @type {import('./childProcess').LaunchOptions} */
	const options = { folder, environment: process.env, stdio: 'ignore', user };

	const data = join(folder, 'data');
	const cluster = ['-D', data, '-U', address.user, '-A', 'trust', '-E', 'UTF8', '--locale=C'];
	const { exited } = launch(requireProgram('initdb'), [...cluster, '--no-sync'], options);
	if ((await exited) !== 0) throw new Error('PostgreSQL could not create its data folder.');

	const settings = {
		port,
		listen_addresses: loopback,
		unix_socket_directories: folder,
		fsync: 'off',
		max_connections: 200,
		// A killed server leaves nothing in shared memory.
		dynamic_shared_memory_type: 'mmap',
	};
	const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
	const server = launch(requireProgram('postgres'), ['-D', data, ...flags], options);
	return { server, address };
}

/**
 * Creates the database as soon as PostgreSQL answers.
 *
 * @param {PostgresAddress} address
 */
async function createDatabase({ host, port, user, database }) {
	const program = requireProgram('createdb');
	const create = async () => {
		try {
			await run(program, ['-h', host, '-p', port, '-U', user, database]);
			return true;
		} catch {
			return false;
		}
	};
	await eventually(create, { what: 'database' });
}

module.exports = { createDatabase, missingPrograms, startPostgres, startRedis };
