'use strict';

const { readFileSync } = require('node:fs');
const { join } = require('node:path');
const { parse } = require('yaml');

const file = join(__dirname, 'hero-public-api.yaml');

/** A fresh copy of the contract as an object, so that a caller may change its own. */
exports.loadContract = () => parse(readFileSync(file, 'utf8'));
