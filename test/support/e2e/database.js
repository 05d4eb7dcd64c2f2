'use strict';

const { spawnSync } = require('node:child_process');
const { createHash } = require('node:crypto');
const { readFileSync } = require('node:fs');
const { dirname, join } = require('node:path');

/** @typedef {{ node: string, databaseFile: string }} N8n */

/** Runs one statement on the database that is named first. Node 24, which n8n brings, has this driver. */
const script = `
	const { sql, values } = JSON.parse(require('fs').readFileSync(0, 'utf8'));
	const database = new (require('node:sqlite').DatabaseSync)(process.argv[1]);
	database.exec('PRAGMA busy_timeout = 10000');
	console.log(JSON.stringify(database.prepare(sql).all(...values)));
`;

/**
 * Runs a statement on n8n's SQLite file. Write only while n8n is stopped.
 *
 * @param {N8n} n8n
 * @param {string} sql
 * @param {string[]} values
 * @returns {Array<Record<string, string>>} the rows
 */
function query({ node, databaseFile }, sql, values) {
	const { stdout, stderr, status } = spawnSync(node, ['--eval', script, databaseFile], {
		input: JSON.stringify({ sql, values }),
		encoding: 'utf8',
		maxBuffer: 1e8,
	});
	if (status !== 0) throw new Error(stderr);
	return JSON.parse(stdout);
}

/**
 * Returns what Send Only Once has stored for a workflow, as n8n's table holds it.
 *
 * @param {N8n} n8n
 * @param {string} workflowId
 * @returns {{ mode: string, data: string[] }}
 */
function storedKeys(n8n, workflowId) {
	const sql = 'SELECT value FROM processed_data WHERE workflowId = ?';
	const [row, ...others] = query(n8n, sql, [workflowId]);
	if (!row || others.length > 0) throw new Error('There is not one row for the workflow.');
	return JSON.parse(row.value);
}

/**
 * Fills the store of a workflow with foreign keys up to this number. n8n must be stopped.
 *
 * @param {N8n} n8n
 * @param {string} workflowId
 * @param {number} count
 */
function fillStore(n8n, workflowId, count) {
	const { mode, data } = storedKeys(n8n, workflowId);
	const foreign = Array.from({ length: count - data.length }, (_, index) =>
		index.toString(16).padStart(32, '0'),
	);
	const value = JSON.stringify({ mode, data: [...data, ...foreign] });
	query(n8n, 'UPDATE processed_data SET value = ? WHERE workflowId = ?', [value, workflowId]);
}

/**
 * Returns the encryption key of an n8n, and the ID of the instance, which n8n derives from it.
 *
 * @param {N8n} n8n
 */
function instanceKeys({ databaseFile }) {
	const config = readFileSync(join(dirname(databaseFile), 'config'), 'utf8');
	/** @type {{ encryptionKey: string }} */
	const { encryptionKey } = JSON.parse(config);
	const everySecond = [...encryptionKey].filter((_, index) => index % 2 === 0).join('');
	return [encryptionKey, createHash('sha256').update(everySecond).digest('hex')];
}

module.exports = { fillStore, instanceKeys, storedKeys };
