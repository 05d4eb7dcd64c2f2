'use strict';

const { appendFileSync, mkdtempSync, rmSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');

/** @type {string[]} */
const folders = [];
afterAll(() => {
	for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/**
 * A path of a file that is not there yet, in a folder of its own that goes after the tests.
 *
 * @param {string} name
 * @returns {string}
 */
const temporaryFile = (name) => {
	const folder = mkdtempSync(join(tmpdir(), 'contract-'));
	folders.push(folder);
	return join(folder, name);
};

/**
 * Adds a text to a file.
 *
 * @param {string} file
 * @param {string} text
 */
temporaryFile.append = (file, text) => appendFileSync(file, text);

exports.temporaryFile = temporaryFile;
