'use strict';

/**
 * Cleans up after a temporary n8n: `node guard.js <folder>`. Each line of its standard input lists the
 * process groups that run. When the input ends, which happens however the parent process has ended, this
 * kills the groups of the last line and deletes the folder.
 */
const { rmSync } = require('node:fs');
const { createInterface } = require('node:readline');
const { killGroup } = require('./childProcess');

const [folder] = process.argv.slice(2);

/** @type {number[]} */
let groups = [];

createInterface({ input: process.stdin })
	.on('line', (line) => (groups = line.split(' ').filter(Boolean).map(Number)))
	.on('close', () => {
		groups.forEach(killGroup);
		rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
	});
