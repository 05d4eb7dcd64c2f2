'use strict';

const { readFileSync, readdirSync } = require('node:fs');
const { join } = require('node:path');

/**
 * The text of a file of this repository.
 * @param {string} path
 * @returns {string}
 */
exports.fileText = (path) => readFileSync(join(__dirname, '../..', path), 'utf8');

/**
 * The files in a folder of this repository, however deep, whose names end so.
 * @param {string} folder
 * @param {string} ending
 * @returns {string[]} paths from the root of the repository
 */
exports.filesIn = (folder, ending) =>
	readdirSync(join(__dirname, '../..', folder), { recursive: true })
		.map((path) => join(folder, String(path)).replaceAll('\\', '/'))
		.filter((path) => path.endsWith(ending))
		.sort();
