'use strict';

/** Writes the generated files. Run it after a change of the operations or of the contract. */
const { mkdirSync, readFileSync, rmSync, writeFileSync } = require('node:fs');
const { dirname, join } = require('node:path');

const { generatedFiles } = require('./generate/index');

const root = join(__dirname, '..');

/** @param {string} path */
const textOf = (path) => readFileSync(join(root, path), 'utf8');

rmSync(join(root, 'nodes', 'HeroHealth', '__schema__'), { recursive: true, force: true });
for (const [path, content] of generatedFiles(textOf)) {
	mkdirSync(dirname(join(root, path)), { recursive: true });
	writeFileSync(join(root, path), content);
	process.stdout.write(`${path}\n`);
}
