'use strict';

const { readFileSync } = require('node:fs');
const { join } = require('node:path');

/**
 * Reads a file of this repository as text.
 * @param {string} path
 * @returns {string}
 */
exports.fileText = (path) => readFileSync(join(__dirname, '../..', path), 'utf8');
