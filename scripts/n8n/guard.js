'use strict';

/**
 * Stands beside a temporary n8n: `node guard.js <folder>`, with process groups on its standard input,
 * one a line. When that input ends, which it does however the process at its other end has ended, the
 * last group is killed and the folder deleted.
 */
const { rmSync } = require('node:fs');
const { createInterface } = require('node:readline');
const { killGroup } = require('./process');

const [folder] = process.argv.slice(2);
let group = 0;

createInterface({ input: process.stdin })
	.on('line', (line) => (group = Number(line)))
	.on('close', () => {
		if (group > 0) killGroup({ pid: group });
		rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
	});
