'use strict';

const { createHash } = require('node:crypto');
const fs = require('node:fs');
const { join } = require('node:path');
const { npm, run } = require('./childProcess');
const { lock } = require('./lock');
const { runN8nCommand } = require('./server');

const product = 'n8n-nodes-hero-health';

/** The owner's login in every n8n that scripts start; it listens on this computer only. */
const owner = { email: 'owner@hero-health.example', password: 'HeroHealth1' };

/** @typedef {{ signal?: AbortSignal }} Cancellable */

/**
 * @typedef {object} Imported the content hashes of everything that n8n was given
 * @property {string} package
 * @property {Record<string, string>} credentials by id
 * @property {Record<string, { content: string, storedAt: number }>} workflows by id; milliseconds since 1970
 *
 * @typedef {object} Workspace
 * @property {string} folder
 * @property {string} logFile
 * @property {Imported} imported kept from start to start by `save`
 * @property {() => void} save
 * @property {() => void} close
 *
 * @typedef {{ id: string, name: string, type: string, data: object }} Credential data in plain text
 *
 * @typedef {{ workflow: { id: string, name: string }, content: string }} Example a workflow and its hash
 */

const readJson = (/** @type {string} */ file) => JSON.parse(fs.readFileSync(file, 'utf8'));
const writeJson = (/** @type {string} */ file, /** @type {unknown} */ value) =>
	fs.writeFileSync(file, JSON.stringify(value, null, 2));
const hash = (/** @type {string | Buffer} */ content) =>
	createHash('sha256').update(content).digest('hex').slice(0, 12);

/**
 * Opens the data folder of one n8n and locks it against other processes.
 *
 * @param {string} folder created when it is missing
 * @param {{ fresh?: boolean }} [options] fresh: empty it first
 * @returns {Workspace}
 * @throws {Error} when the folder holds something else or another process uses it
 */
function openWorkspace(folder, { fresh = false } = {}) {
	const stamp = join(folder, 'workspace.json');
	const isOurs = fs.existsSync(stamp) && readJson(stamp).product === product;
	if (!isOurs && fs.existsSync(folder) && fs.readdirSync(folder).length > 0) {
		throw new Error(`${folder} is not a data folder of ${product}; it is left as it is.`);
	}
	const close = lock(`${folder}.lock`, 'uses the same data folder; stop it first');
	if (fresh) fs.rmSync(folder, { recursive: true, force: true });
	fs.mkdirSync(folder, { recursive: true });
	/** @type {Imported} */
	const nothing = { package: '', credentials: {}, workflows: {} };
	const imported = isOurs && !fresh ? readJson(stamp).imported : nothing;
	const save = () => writeJson(stamp, { product, imported });
	save();
	return { folder, logFile: join(folder, 'n8n.log'), imported, save, close };
}

/**
 * Calls an action with a new folder inside the workspace, and deletes the folder afterwards.
 *
 * @template Result
 * @param {Workspace} workspace
 * @param {(folder: string) => Promise<Result>} action
 */
async function withTemporaryFolder(workspace, action) {
	const folder = fs.mkdtempSync(join(workspace.folder, 'import-'));
	try {
		return await action(folder);
	} finally {
		fs.rmSync(folder, { recursive: true, force: true });
	}
}

/**
 * Packs a built package and installs it as n8n installs a community package, so that its nodes are
 * called `<package>.<node>`. Does nothing when the same content is already there.
 *
 * @param {Workspace} workspace
 * @param {string} packageFolder
 * @param {Cancellable} [options]
 * @returns {Promise<string>} name and version of the package
 * @throws {Error} when the package is not built, or npm fails
 */
async function installPackage(workspace, packageFolder, { signal } = {}) {
	const { name, version, n8n } = readJson(join(packageFolder, 'package.json'));
	const missing = [...n8n.nodes, ...(n8n.credentials ?? [])].find(
		(file) => !fs.existsSync(join(packageFolder, file)),
	);
	if (missing) throw new Error(`${missing} is missing: build the package first (npm run build).`);

	await withTemporaryFolder(workspace, async (folder) => {
		const destination = ['--pack-destination', folder];
		await run(npm, ['pack', '--ignore-scripts', ...destination], { folder: packageFolder, signal });
		await installPacked(workspace, join(folder, fs.readdirSync(folder)[0]), { signal });
	});
	return `${name} ${version}`;
}

/**
 * Installs a packed version of this package, replacing an installed one.
 *
 * @param {Workspace} workspace
 * @param {string} file
 * @param {Cancellable} [options]
 */
async function installPacked(workspace, file, { signal } = {}) {
	const packed = fs.readFileSync(file);
	const nodes = join(workspace.folder, '.n8n', 'nodes');
	const installed = fs.existsSync(join(nodes, 'node_modules', product, 'package.json'));
	if (installed && workspace.imported.package === hash(packed)) return;

	fs.mkdirSync(nodes, { recursive: true });
	const manifest = join(nodes, 'package.json');
	if (!fs.existsSync(manifest)) writeJson(manifest, { name: 'installed-nodes', private: true });
	// npm treats a file of the same name as the same content, so the name holds the hash.
	const tarball = join(nodes, `${product}-${hash(packed)}.tgz`);
	const older = fs.readdirSync(nodes).filter((one) => one.startsWith(`${product}-`));
	older.forEach((one) => fs.rmSync(join(nodes, one)));
	fs.writeFileSync(tarball, packed);
	const flags = ['--ignore-scripts', '--legacy-peer-deps', '--no-audit', '--no-fund'];
	await run(npm, ['install', ...flags, tarball], { folder: nodes, signal });
	workspace.imported.package = hash(packed);
	workspace.save();
}

/**
 * Runs one of n8n's import commands, which exit with 0 even when they fail.
 *
 * @param {string[]} commandArguments
 * @param {Parameters<typeof runN8nCommand>[1]} options
 */
async function runImport(commandArguments, options) {
	const output = await runN8nCommand(commandArguments, options);
	if (!/Successfully imported/.test(output)) {
		const lines = output.split('\n').slice(-20).join('\n');
		throw new Error(`n8n rejected ${commandArguments[0]}:\n${lines}`);
	}
}

/**
 * Stores a credential in an n8n that is not running, unless the same content was stored before. So the
 * user's changes stay until the credential itself changes.
 *
 * @param {Workspace} workspace
 * @param {import('./install').Install} install
 * @param {Credential} credential
 * @param {Cancellable} [options]
 * @returns {Promise<boolean>} true when it was stored
 */
async function importCredential(workspace, install, credential, { signal } = {}) {
	const { folder, imported } = workspace;
	const content = hash(JSON.stringify(credential));
	if (imported.credentials[credential.id] === content) return false;
	await withTemporaryFolder(workspace, async (temporary) => {
		const file = join(temporary, 'credentials.json');
		writeJson(file, [credential]);
		await runImport(['import:credentials', `--input=${file}`], { install, folder, signal });
	});
	imported.credentials[credential.id] = content;
	workspace.save();
	return true;
}

/**
 * Returns the time of the last change of each workflow in n8n, by id, in milliseconds since 1970.
 *
 * @param {Workspace} workspace
 * @param {import('./install').Install} install
 * @param {Cancellable} options
 * @returns {Promise<Map<string, number>>}
 */
async function workflowChanges(workspace, install, { signal }) {
	return await withTemporaryFolder(workspace, async (temporary) => {
		const command = ['export:workflow', '--all', '--separate', `--output=${temporary}`];
		await runN8nCommand(command, { install, folder: workspace.folder, signal });
		const workflows = fs.readdirSync(temporary).map((file) => readJson(join(temporary, file)));
		return new Map(workflows.map(({ id, updatedAt }) => [id, Date.parse(updatedAt)]));
	});
}

/**
 * Reads the workflows of a folder whose files have changed since n8n was given them.
 *
 * @param {string} folder
 * @param {Imported['workflows']} known
 * @returns {Example[]}
 */
function changedExamples(folder, known) {
	const files = fs.existsSync(folder) ? fs.readdirSync(folder) : [];
	return files
		.filter((file) => file.endsWith('.json'))
		.map((file) => fs.readFileSync(join(folder, file), 'utf8'))
		.map((text) => ({ workflow: JSON.parse(text), content: hash(text) }))
		.filter(({ workflow, content }) => known[workflow.id]?.content !== content);
}

/**
 * Stores the workflows of a folder in an n8n that is not running. Each is stored once. It is stored again
 * when its file has changed, unless the user has changed or deleted it in n8n.
 *
 * @param {Workspace} workspace
 * @param {import('./install').Install} install
 * @param {string} examplesFolder of workflows, each a *.json file with an id
 * @param {Cancellable} [options]
 * @returns {Promise<{ stored: string[], kept: string[] }>} names of workflows. `kept` has those whose file
 *   has changed but that the user has changed or deleted; each is reported once
 */
async function importWorkflows(workspace, install, examplesFolder, { signal } = {}) {
	const { folder, imported } = workspace;
	const known = imported.workflows;
	const changed = changedExamples(examplesFolder, known);
	const isNew = (/** @type {Example} */ { workflow }) => !known[workflow.id];
	const changes = changed.every(isNew)
		? new Map()
		: await workflowChanges(workspace, install, { signal });
	const isUntouched = (/** @type {Example} */ { workflow: { id } }) =>
		changes.get(id) <= known[id].storedAt;
	const stored = changed.filter((example) => isNew(example) || isUntouched(example));
	if (stored.length > 0) {
		await withTemporaryFolder(workspace, async (temporary) => {
			stored.forEach(({ workflow }) => writeJson(join(temporary, `${workflow.id}.json`), workflow));
			const command = ['import:workflow', '--separate', `--input=${temporary}`];
			await runImport(command, { install, folder, signal });
		});
	}

	const kept = changed.filter((example) => !stored.includes(example));
	const storedAt = Date.now();
	for (const { workflow, content } of stored) known[workflow.id] = { content, storedAt };
	for (const { workflow, content } of kept) known[workflow.id].content = content;
	workspace.save();
	const names = (/** @type {Example[]} */ examples) =>
		examples.map(({ workflow }) => workflow.name);
	return { stored: names(stored), kept: names(kept) };
}

module.exports = {
	importCredential,
	importWorkflows,
	installPackage,
	installPacked,
	openWorkspace,
	owner,
};
