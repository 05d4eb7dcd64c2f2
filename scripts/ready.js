'use strict';

/**
 * Prepares a fresh clone: `node scripts/ready.js [core-nodes] [build]`.
 * Installs the packages when node_modules does not match the lock file, then each named part when it is
 * missing or stale. It runs before anything is installed, so it uses only Node and npm.
 */
const { execFileSync } = require('node:child_process');
const { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync } = require('node:fs');
const { join } = require('node:path');

const root = join(__dirname, '..');
const say = (/** @type {string} */ text) => process.stderr.write(`> ${text}\n`);
const readJson = (/** @type {string} */ file) => JSON.parse(readFileSync(file, 'utf8'));

/**
 * Runs a command in the root folder. Its output is shown only when it fails.
 *
 * @param {string} command
 * @param {string[]} commandArguments
 * @throws {Error} when it fails
 */
function run(command, ...commandArguments) {
	// Windows finds npm.cmd only through a shell.
	const shell = process.platform === 'win32';
	try {
		execFileSync(command, commandArguments, {
			cwd: root,
			stdio: ['ignore', 'pipe', 'pipe'],
			shell,
		});
	} catch (error) {
		const { stdout, stderr, status } =
			/** @type {import('node:child_process').SpawnSyncReturns<Buffer>} */ (error);
		process.stderr.write(`${stdout}${stderr}`);
		throw new Error(`${[command, ...commandArguments].join(' ')} ended with ${status}`);
	}
}

/**
 * @typedef {{ version: string, optional?: boolean, devOptional?: boolean, link?: boolean }} LockEntry
 *
 * @param {string} file
 * @returns {Record<string, LockEntry>} by path; '' is the repository itself
 */
const lockEntries = (file) => readJson(file).packages;

/** True when node_modules has the version of each package that the lock file names, except optional packages. */
function packagesMatchTheLock() {
	const installed = join(root, 'node_modules', '.package-lock.json');
	if (!existsSync(installed)) return false;
	const present = lockEntries(installed);
	return Object.entries(lockEntries(join(root, 'package-lock.json')))
		.filter(([path, entry]) => path && !entry.optional && !entry.devOptional && !entry.link)
		.every(([path, { version }]) => present[path]?.version === version);
}

function installPackages() {
	if (packagesMatchTheLock()) return;
	say('Installing the packages of this repository (npm ci, one to four minutes)…');
	// npm install would rewrite the lock file, so the first command would change a fresh clone.
	run('npm', 'ci', '--no-audit', '--no-fund', '--loglevel=error');
}

/**
 * Returns the time of the newest change below a path, in milliseconds since 1970.
 *
 * @param {string} path
 * @returns {number}
 */
function newestChange(path) {
	if (!existsSync(path)) return 0;
	const entry = statSync(path);
	if (!entry.isDirectory()) return entry.mtimeMs;
	return Math.max(0, ...readdirSync(path).map((name) => newestChange(join(path, name))));
}

function build() {
	const sources = ['nodes', 'credentials', 'icons', 'gulpfile.js', 'tsconfig.json', 'package.json'];
	const newest = Math.max(...sources.map((name) => newestChange(join(root, name))));
	const built = join(root, 'dist', 'nodes', 'HeroHealth', 'HeroHealth.node.js');
	if (existsSync(built) && statSync(built).mtimeMs > newest) return;
	say('Building the node…');
	const program = join(root, 'node_modules', '@n8n', 'node-cli', 'bin', 'n8n-node.mjs');
	run(process.execPath, program, 'build');
	const gulp = join(root, 'node_modules', 'gulp', 'bin', 'gulp.js');
	run(process.execPath, gulp, '--silent', 'build:icons');
}

/**
 * Fetches n8n's own Manual Trigger, Edit Fields, Split Out, If and HTTP Request from the published
 * n8n-nodes-base (12 MB) without its 1,000 dependencies. Examples and benchmarks run on the real nodes, and
 * everything that these import is installed here.
 */
function fetchCoreNodes() {
	const version = readJson(join(root, 'package.json')).devDependencies['n8n-core'];
	const folder = join(root, 'node_modules', '.cache', 'n8n-nodes-base');
	const nodes = ['HttpRequest', 'If', 'ManualTrigger', 'Set', 'StickyNote', 'Transform'];
	const complete = join(folder, `complete-${version}-${nodes.length}`);
	if (existsSync(complete)) return;
	say(`Fetching n8n's own nodes (n8n-nodes-base ${version}, 12 MB)…`);
	rmSync(folder, { recursive: true, force: true });
	mkdirSync(folder, { recursive: true });
	run('npm', 'pack', `n8n-nodes-base@${version}`, '--silent', '--pack-destination', folder);
	const wanted = nodes.map((name) => `nodes/${name}`);
	const tarball = join(folder, `n8n-nodes-base-${version}.tgz`);
	const paths = ['utils', ...wanted].map((path) => `package/dist/${path}`);
	run('tar', '-xzf', tarball, '-C', folder, '--strip-components=1', ...paths);
	rmSync(tarball);
	mkdirSync(complete);
}

const parts = new Map([
	['core-nodes', fetchCoreNodes],
	['build', build],
]);

try {
	installPackages();
	for (const name of process.argv.slice(2)) {
		const prepare = parts.get(name);
		if (!prepare) throw new Error(`There is no part "${name}".`);
		prepare();
	}
} catch (error) {
	say(/** @type {Error} */ (error).message);
	process.exitCode = 1;
}
