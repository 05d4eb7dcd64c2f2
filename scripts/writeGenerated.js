'use strict';

/** Writes the files that are generated from the operations and the contract; run it after changing either. */
const { mkdirSync, readFileSync, rmSync, writeFileSync } = require('node:fs');
const { dirname, join } = require('node:path');

const { generatedFiles } = require('./generate');

const root = join(__dirname, '..');

/** @param {string} path in the repository */
const textOf = (path) => readFileSync(join(root, path), 'utf8');

function writeGeneratedFiles() {
	const files = generatedFiles(textOf);
	rmSync(join(root, 'nodes', 'HeroHealth', '__schema__'), { recursive: true, force: true });
	for (const [path, content] of files) {
		mkdirSync(dirname(join(root, path)), { recursive: true });
		writeFileSync(join(root, path), content);
		process.stdout.write(`${path}\n`);
	}
}

// An import, by a test or by accident, must not delete or write files.
if (require.main === module) writeGeneratedFiles();
