'use strict';

const { execFileSync } = require('node:child_process');
const { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { dirname, join } = require('node:path');

const repository = join(__dirname, '../../..');

/** @param {string[]} words */
const listed = (...words) =>
	execFileSync('git', ['ls-files', '-z', ...words], { cwd: repository, encoding: 'utf8' })
		.split('\0')
		.filter(Boolean);

/** Copies the files of this repository into a temporary folder, which a test may change. Its packages are linked. */
exports.copyRepository = () => {
	const root = mkdtempSync(join(tmpdir(), 'repository-'));
	const deleted = listed('--deleted');
	const present = listed('--cached', '--others', '--exclude-standard');
	const files = present.filter((path) => !deleted.includes(path));
	for (const path of files) {
		mkdirSync(dirname(join(root, path)), { recursive: true });
		cpSync(join(repository, path), join(root, path), { verbatimSymlinks: true });
	}
	symlinkSync(join(repository, 'node_modules'), join(root, 'node_modules'), 'junction');
	/** @param {string} path */
	const isSame = (path) =>
		readFileSync(join(root, path)).equals(readFileSync(join(repository, path)));
	return {
		root,
		/** @param {string} path */
		file: (path) => join(root, path),
		/** @param {string} path */
		read: (path) => readFileSync(join(root, path), 'utf8'),
		/** The paths of all files that differ from this repository. */
		changedFiles: () => files.filter((path) => !isSame(path)),
		remove: () => rmSync(root, { recursive: true, force: true }),
	};
};
