'use strict';

/** Writes the files that follow from the operations and the contract; run it after changing either. */
const { mkdirSync, rmSync, writeFileSync } = require('node:fs');
const { dirname, join } = require('node:path');

const { generatedFiles } = require('./generate/index');

const root = join(__dirname, '..');
rmSync(join(root, 'nodes', 'HeroHealth', '__schema__'), { recursive: true, force: true });
for (const [path, content] of generatedFiles()) {
	mkdirSync(dirname(join(root, path)), { recursive: true });
	writeFileSync(join(root, path), content);
	process.stdout.write(`${path}\n`);
}
