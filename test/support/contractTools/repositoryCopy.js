'use strict';

const { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');

const repository = join(__dirname, '../../..');

/** What the contract tools read and write. */
const parts = ['api', 'docs', 'nodes', 'scripts', 'README.md', 'package.json', 'tsconfig.json'];

/**
 * Copies what the contract tools read and write into a temporary folder, which a test may change. The packages are
 * linked.
 */
exports.copyRepository = () => {
	const root = mkdtempSync(join(tmpdir(), 'repository-'));
	for (const part of parts) cpSync(join(repository, part), join(root, part), { recursive: true });
	symlinkSync(join(repository, 'node_modules'), join(root, 'node_modules'), 'junction');
	const before = filesOf(root);
	return {
		root,
		/** @param {string} path */
		file: (path) => join(root, path),
		/** @param {string} path */
		read: (path) => readFileSync(join(root, path), 'utf8'),
		/** The paths of all files that changed, came or went since the copy was made. */
		changedFiles: () => {
			const after = filesOf(root);
			const paths = [...new Set([...before.keys(), ...after.keys()])];
			return paths.filter((path) => before.get(path) !== after.get(path));
		},
		remove: () => rmSync(root, { recursive: true, force: true }),
	};
};

/**
 * The content of each file, by its path.
 *
 * @param {string} root
 */
function filesOf(root) {
	const entries = parts.flatMap((part) =>
		part.includes('.')
			? [part]
			: readdirSync(join(root, part), { recursive: true, withFileTypes: true })
					.filter((entry) => entry.isFile())
					.map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1)),
	);
	const paths = entries.map((path) => path.replace(/\\/g, '/'));
	return new Map(paths.map((path) => [path, readFileSync(join(root, path), 'latin1')]));
}
