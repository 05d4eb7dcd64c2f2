'use strict';

/**
 * Stands beside a temporary n8n: `node guard.js <folder>`, with process groups on its standard input,
 * those that run on one line. When that input ends, which it does however the process at its other end
 * has ended, the groups of the last line are killed and the folder deleted.
 */
const { rmSync } = require('node:fs');
const { createInterface } = require('node:readline');
const { killGroup } = require('./process');

const [folder] = process.argv.slice(2);
let groups = [];

createInterface({ input: process.stdin })
	.on('line', (line) => (groups = line.split(' ').filter(Boolean).map(Number)))
	.on('close', () => {
		groups.forEach((pid) => killGroup({ pid }));
		rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
	});
