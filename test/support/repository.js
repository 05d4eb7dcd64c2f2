'use strict';

const { readFileSync } = require('node:fs');
const { join } = require('node:path');

/**
 * The text of a file of this repository.
 * @param {string} path
 * @returns {string}
 */
exports.fileText = (path) => readFileSync(join(__dirname, '../..', path), 'utf8');
