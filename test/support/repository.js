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
 * Tells whether a path of this repository exists.
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
