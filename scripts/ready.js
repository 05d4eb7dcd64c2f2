'use strict';

/**
 * Makes a fresh clone ready: `node scripts/ready.js [core-nodes] [build]`.
 * Installs the packages when node_modules does not fit the lock file, then whatever else is named,
 * each only when it is missing or stale. Needs nothing but Node and npm, so it may run first.
 */
const { execFileSync } = require('node:child_process');
const { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync } = require('node:fs');
const { join } = require('node:path');
const { npm } = require('./npm');

const root = join(__dirname, '..');
const say = (text) => process.stderr.write(`> ${text}\n`);

/** Runs a command in the root folder. What it prints is shown only when it fails; then this throws. */
function run(command, ...commandArguments) {
	const shell = process.platform === 'win32';
	const stdio = ['ignore', 'pipe', 'pipe'];
	try {
		execFileSync(command, commandArguments, { cwd: root, stdio, shell });
	} catch (failure) {
		process.stderr.write(`${failure.stdout}${failure.stderr}`);
		throw new Error(`${[command, ...commandArguments].join(' ')} ended with ${failure.status}`);
	}
}

/** The version of each package that a lock file asks for, optional ones left out. */
function lockedVersions(file) {
	const { packages } = JSON.parse(readFileSync(file, 'utf8'));
	const wanted = Object.entries(packages).filter(
		([path, entry]) => path !== '' && !entry.optional && !entry.devOptional && !entry.link,
	);
	return new Map(wanted.map(([path, entry]) => [path, entry.version]));
}

function packagesFitTheLock() {
	const installed = join(root, 'node_modules', '.package-lock.json');
	if (!existsSync(installed)) return false;
	const present = JSON.parse(readFileSync(installed, 'utf8')).packages;
	const wanted = lockedVersions(join(root, 'package-lock.json'));
	return [...wanted].every(([path, version]) => present[path]?.version === version);
}

function packages() {
	if (packagesFitTheLock()) return;
	say('Installing the packages of this repository (npm ci, one to four minutes)…');
	// npm install would rewrite the lock file, and a fresh clone would be changed by its first command.
	run(npm, 'ci', '--no-audit', '--no-fund', '--loglevel=error');
}

/** Time of the newest change below a path, in milliseconds. */
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
	run(
		process.execPath,
		join(root, 'node_modules', '@n8n', 'node-cli', 'bin', 'n8n-node.mjs'),
		'build',
	);
	run(
		process.execPath,
		join(root, 'node_modules', 'gulp', 'bin', 'gulp.js'),
		'--silent',
		'build:icons',
	);
}

/**
 * n8n's own Manual Trigger, Edit Fields, Split Out, If and HTTP Request, from the published n8n-nodes-base (12 MB)
 * without its 1,000 dependencies: examples and measurements run on the real nodes, and what these import is here.
 */
function coreNodes() {
	const version = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).devDependencies[
		'n8n-core'
	];
	const folder = join(root, 'node_modules', '.cache', 'n8n-nodes-base');
	const nodes = ['HttpRequest', 'If', 'ManualTrigger', 'Set', 'StickyNote', 'Transform'];
	const complete = join(folder, `complete-${version}-${nodes.length}`);
	if (existsSync(complete)) return;
	say(`Fetching n8n's own nodes (n8n-nodes-base ${version}, 12 MB)…`);
	rmSync(folder, { recursive: true, force: true });
	mkdirSync(folder, { recursive: true });
	run(npm, 'pack', `n8n-nodes-base@${version}`, '--silent', '--pack-destination', folder);
	const wanted = nodes.map((name) => `nodes/${name}`);
	const tarball = join(folder, `n8n-nodes-base-${version}.tgz`);
	const paths = ['utils', ...wanted].map((path) => `package/dist/${path}`);
	run('tar', '-xzf', tarball, '-C', folder, '--strip-components=1', ...paths);
	rmSync(tarball);
	mkdirSync(complete);
}

const steps = { 'core-nodes': coreNodes, build };
try {
	packages();
	for (const name of process.argv.slice(2)) steps[name]();
} catch (failure) {
	say(failure.message);
	process.exitCode = 1;
}
