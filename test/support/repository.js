'use strict';

const { existsSync, readdirSync, readFileSync } = require('node:fs');
const { join } = require('node:path');

/** @param {string} path */
const inRepository = (path) => join(__dirname, '../..', path);

/**
 * Reads a file of this repository as text.
 * @param {string} path
 * @returns {string}
 */
exports.fileText = (path) => readFileSync(inRepository(path), 'utf8');

/**
 * True when a path of this repository exists.
 * @param {string} path
 * @returns {boolean}
 */
exports.pathExists = (path) => existsSync(inRepository(path));

/**
 * The names of the folders in a folder of this repository.
 * @param {string} path
 * @returns {string[]}
 */
exports.foldersIn = (path) =>
	readdirSync(inRepository(path), { withFileTypes: true })
		.filter((entry) => entry.isDirectory())
		.map(({ name }) => name);

/**
 * The files in a folder of this repository, however deep, whose names end so.
 * @param {string} folder
 * @param {string} ending
 * @returns {string[]} paths from the root of the repository
 */
exports.filesIn = (folder, ending) =>
	readdirSync(inRepository(folder), { recursive: true })
		.map((path) => join(folder, String(path)).replaceAll('\\', '/'))
		.filter((path) => path.endsWith(ending))
		.sort();
