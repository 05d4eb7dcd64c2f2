'use strict';

const { spawn } = require('node:child_process');
const { join } = require('node:path');

/** @typedef {{ exitCode: number | null, stdout: string, stderr: string }} CommandResult */

const repository = join(__dirname, '../../..');

/**
 * Runs the real `contract:compare` in a process of its own, in this repository or in a copy of it.
 *
 * @param {string[]} words
 */
exports.runCompare = (words, root = repository) =>
	exports.runNode([join(root, 'scripts/contractCompare.js'), ...words], root);

/**
 * Runs a program of this repository in a process of its own.
 *
 * @param {string[]} words
 * @returns {Promise<CommandResult>}
 */
exports.runNode = (words, root = repository) => {
	const child = spawn(process.execPath, ['--require', 'tsx/cjs', ...words], { cwd: root });
	/** @type {CommandResult} */
	const result = { exitCode: null, stdout: '', stderr: '' };
	child.stdout.on('data', (text) => (result.stdout += text));
	child.stderr.on('data', (text) => (result.stderr += text));
	return new Promise((resolve, reject) => {
		child.on('error', reject);
		child.on('close', (exitCode) => resolve({ ...result, exitCode }));
	});
};
