'use strict';

const { createHash } = require('node:crypto');
const fs = require('node:fs');
const { basename, join } = require('node:path');
const { npm } = require('../npm');
const { lock } = require('./lock');
const { run, runN8nCommand } = require('./process');

const product = 'n8n-nodes-hero-health';

/** The login of every n8n that is started here; it listens on this computer alone. */
const owner = { email: 'owner@hero-health.example', password: 'HeroHealth1' };

const readJson = (file) => JSON.parse(fs.readFileSync(file, 'utf8'));
const writeJson = (file, value) => fs.writeFileSync(file, JSON.stringify(value, null, 2));
const hash = (content) => createHash('sha256').update(content).digest('hex').slice(0, 12);

/**
 * Opens the folder where one n8n keeps its data, and keeps other processes out of it.
 *
 * @param {string} folder made when it is missing
 * @param {{ fresh?: boolean }} [options] fresh: empty it first
 * @returns {{ folder: string, logFile: string, imported: object, save(): void, close(): void }}
 *   `imported` remembers, from start to start, what n8n was given
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
	const nothing = { package: '', credentials: {}, workflows: {} };
	const imported = isOurs && !fresh ? readJson(stamp).imported : nothing;
	const save = () => writeJson(stamp, { product, imported });
	save();
	return { folder, logFile: join(folder, 'n8n.log'), imported, save, close };
}

/** Calls an action with a new folder inside the workspace, which is gone afterwards. */
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
 * called `<package>.<node>`. Does nothing when the same content is there already.
 *
 * @param {object} workspace from openWorkspace
 * @param {string} packageFolder
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

/** Installs a packed version of this package, in place of the one that may be there. */
async function installPacked(workspace, file, { signal } = {}) {
	const packed = fs.readFileSync(file);
	const nodes = join(workspace.folder, '.n8n', 'nodes');
	const installed = fs.existsSync(join(nodes, 'node_modules', product, 'package.json'));
	if (installed && workspace.imported.package === hash(packed)) return;

	fs.mkdirSync(nodes, { recursive: true });
	const manifest = join(nodes, 'package.json');
	if (!fs.existsSync(manifest)) writeJson(manifest, { name: 'installed-nodes', private: true });
	// npm takes a file of the same name for the same content.
	const tarball = join(nodes, `${product}-${hash(packed)}.tgz`);
	const older = fs.readdirSync(nodes).filter((one) => one.startsWith(`${product}-`));
	older.forEach((one) => fs.rmSync(join(nodes, one)));
	fs.writeFileSync(tarball, packed);
	const flags = ['--ignore-scripts', '--legacy-peer-deps', '--no-audit', '--no-fund'];
	await run(npm, ['install', ...flags, tarball], { folder: nodes, signal });
	workspace.imported.package = hash(packed);
	workspace.save();
}

/** Runs one of n8n's import commands, which end with 0 whatever happened. */
async function runImport(commandArguments, options) {
	const written = await runN8nCommand(commandArguments, options);
	if (!/Successfully imported/.test(written)) {
		const lines = written.split('\n').slice(-20).join('\n');
		throw new Error(`n8n did not take the ${commandArguments[0]}:\n${lines}`);
	}
}

/**
 * Stores a credential in an n8n that is not running, unless this very one was stored before: changes
 * that the user made stay until the credential itself changes.
 *
 * @param {object} workspace from openWorkspace
 * @param {object} install from installN8n
 * @param {{ id: string, name: string, type: string, data: object }} credential data in plain text
 * @returns {Promise<boolean>} whether it was stored
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

/** What n8n holds by now, by id: when each workflow was changed last, in milliseconds. */
async function workflowChanges(workspace, install, { signal }) {
	return await withTemporaryFolder(workspace, async (temporary) => {
		const command = ['export:workflow', '--all', '--separate', `--output=${temporary}`];
		await runN8nCommand(command, { install, folder: workspace.folder, signal });
		const workflows = fs.readdirSync(temporary).map((file) => readJson(join(temporary, file)));
		return new Map(workflows.map(({ id, updatedAt }) => [id, Date.parse(updatedAt)]));
	});
}

/**
 * Stores the workflows of a folder in an n8n that is not running. Each comes once; it comes again when
 * its file has changed, unless the user has changed or deleted it in n8n.
 *
 * @param {object} workspace from openWorkspace
 * @param {object} install from installN8n
 * @param {string} examplesFolder workflows, one a *.json file, each with an id
 * @returns {Promise<{ stored: string[], kept: string[] }>} names of workflows: `kept` are those whose
 *   file has changed and that the user has changed or deleted; each is told once
 */
async function importWorkflows(workspace, install, examplesFolder, { signal } = {}) {
	const { folder, imported } = workspace;
	const known = imported.workflows;
	const files = fs.existsSync(examplesFolder) ? fs.readdirSync(examplesFolder) : [];
	const changed = files
		.filter((file) => file.endsWith('.json'))
		.map((file) => fs.readFileSync(join(examplesFolder, file), 'utf8'))
		.map((text) => ({ workflow: JSON.parse(text), content: hash(text) }))
		.filter(({ workflow, content }) => known[workflow.id]?.content !== content);

	const isNew = ({ workflow }) => !known[workflow.id];
	const changes = changed.every(isNew)
		? new Map()
		: await workflowChanges(workspace, install, { signal });
	const isUntouched = ({ workflow: { id } }) => changes.get(id) <= known[id].storedAt;
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
	const names = (examples) => examples.map(({ workflow }) => workflow.name);
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
