'use strict';

const { readFileSync } = require('node:fs');
const { join } = require('node:path');
const { parse } = require('yaml');

const file = join(__dirname, 'hero-public-api.yaml');

/** Returns a new copy of the contract on each call, so that a caller may change it. */
exports.loadContract = () => parse(readFileSync(file, 'utf8'));
