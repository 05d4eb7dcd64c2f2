import { spawnSync } from 'child_process';

import type { N8n } from '../../../scripts/n8n/workflows';

type Row = Record<string, unknown>;

/** Runs one statement on the database that is named first. Node 24, which n8n brings, has this driver. */
const script = `
	const { sql, values } = JSON.parse(require('fs').readFileSync(0, 'utf8'));
	const database = new (require('node:sqlite').DatabaseSync)(process.argv[1]);
	database.exec('PRAGMA busy_timeout = 10000');
	console.log(JSON.stringify(database.prepare(sql).all(...values)));
`;

/** Runs a statement on n8n's SQLite file, and returns its rows. Write only while n8n is stopped. */
export function query({ node, databaseFile }: N8n, sql: string, ...values: string[]): Row[] {
	const { stdout, stderr, status } = spawnSync(node, ['--eval', script, databaseFile], {
		...{ input: JSON.stringify({ sql, values }), encoding: 'utf8', maxBuffer: 1e8 },
	});
	if (status !== 0) throw new Error(stderr);
	return JSON.parse(stdout) as Row[];
}

/** What Send Only Once has stored for a workflow, as n8n's table holds it. */
export function storedKeys(n8n: N8n, workflowId: string): { mode: string; data: string[] } {
	const sql = 'SELECT * FROM processed_data WHERE workflowId = ?';
	const [row, ...others] = query(n8n, sql, workflowId);
	if (!row || others.length > 0) throw new Error('There is not one row for the workflow.');
	return JSON.parse(row.value as string) as { mode: string; data: string[] };
}

/** Fills the store of a workflow with foreign keys up to this number. n8n must be stopped. */
export function fillStore(n8n: N8n, workflowId: string, count: number): void {
	const { mode, data } = storedKeys(n8n, workflowId);
	const foreign = Array.from({ length: count - data.length }, (_, index) =>
		index.toString(16).padStart(32, '0'),
	);
	const value = JSON.stringify({ mode, data: [...data, ...foreign] });
	query(n8n, 'UPDATE processed_data SET value = ? WHERE workflowId = ?', value, workflowId);
}
