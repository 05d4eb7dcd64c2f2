'use strict';

/** Writes the generated files. Run it after a change of the operations or of the contract. */
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
