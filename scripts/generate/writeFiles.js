'use strict';

const { mkdirSync, readFileSync, rmSync, writeFileSync } = require('node:fs');
const { dirname, join } = require('node:path');

const { generatedFiles } = require('./index');

const root = join(__dirname, '..', '..');

/**
 * Writes the files that are generated from the operations and the contract.
 *
 * @returns {string[]} their paths in the repository
 * @throws {Error} that names what the contract lacks; nothing is written then
 */
exports.writeGeneratedFiles = () => {
	const files = generatedFiles((path) => readFileSync(join(root, path), 'utf8'));
	rmSync(join(root, 'nodes', 'HeroHealth', '__schema__'), { recursive: true, force: true });
	for (const [path, content] of files) {
		mkdirSync(dirname(join(root, path)), { recursive: true });
		writeFileSync(join(root, path), content);
	}
	return [...files.keys()];
};
