'use strict';

const { readdirSync, readFileSync } = require('node:fs');
const { join } = require('node:path');

const root = join(__dirname, '..', '..', '..');
const actions = 'nodes/HeroHealth/actions';

/** @type {Array<{ file: string, text: string }> | undefined} */
let texts;

/**
 * Finds the file that declares the operation with this `operationId`: its path in the repository.
 *
 * @param {string} id
 * @returns {string}
 */
exports.operationFile = (id) => {
	texts ??= readdirSync(join(root, actions), { recursive: true, encoding: 'utf8' })
		.filter((name) => name.endsWith('.operation.ts'))
		.map((name) => ({
			file: `${actions}/${name.replace(/\\/g, '/')}`,
			text: readFileSync(join(root, actions, name), 'utf8'),
		}));
	return texts.find(({ text }) => text.includes(`id: '${id}'`))?.file ?? actions;
};
