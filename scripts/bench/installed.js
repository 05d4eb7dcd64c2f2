'use strict';

/**
 * Measures how fast items get through a real n8n, with its own database, credentials and expressions, and
 * writes that into docs/benchmarks.md. `node scripts/bench/installed.js [items] [rounds]` measures less.
 */
const { randomUUID } = require('node:crypto');
const { mkdtempSync, readFileSync, rmSync, writeFileSync } = require('node:fs');
const { cpus, tmpdir } = require('node:os');
const { join } = require('node:path');

const { median, writeSection } = require('../benchmarks');
const { newest, openN8n } = require('../n8n/temporary');
const { contestants } = require('./contestants');
const { ask, seenBy, start } = require('./processes');

const itemCount = Number(process.argv[2] ?? 1_000);
const rounds = Number(process.argv[3] ?? 3);

const kinds = { read: 'GET', write: 'POST' };
const jobs = [0, 20, 100].flatMap((latency) =>
	Object.keys(kinds).map((kind) => ({ latency, kind, expressions: true })),
);
const measured = contestants.filter(({ installedAs }) => installedAs);

/** The nodes that are measured beside ours, as n8n finds them in a folder. */
function writeNodes(folder, url) {
	const nodes = join(__dirname, 'nodes.js');
	for (const [name, make] of [
		['Declarative', 'declarativeNode'],
		['Least', 'leastNode'],
	]) {
		const hero = JSON.stringify({ url });
		const code = `
			const { ${make} } = require(${JSON.stringify(nodes)});
			exports.${name} = class { constructor() { return ${make}(${hero}); } };
		`;
		writeFileSync(join(folder, `${name}.node.js`), code);
	}
}

/** A workflow that makes the items and hands them to the node of a contestant. */
function workflowOf({ installedAs, typeVersion = 1, parameters }, job, credential) {
	const items = Array.from({ length: itemCount }, (_, index) => ({ id: `${10_000 + index}` }));
	const nodes = [
		{ name: 'Start', type: 'n8n-nodes-base.manualTrigger', typeVersion: 1, parameters: {} },
		{
			...{ name: 'All', type: 'n8n-nodes-base.set', typeVersion: 3.4 },
			parameters: { mode: 'raw', jsonOutput: JSON.stringify({ items }), options: {} },
		},
		{
			...{ name: 'One by One', type: 'n8n-nodes-base.splitOut', typeVersion: 1 },
			parameters: { fieldToSplitOut: 'items', options: {} },
		},
		{
			...{ name: 'Measured', type: installedAs, typeVersion, parameters: parameters(job) },
			credentials: { heroHealthApi: credential },
		},
	];
	return {
		name: 'Bench',
		nodes: nodes.map((node) => ({ ...node, id: randomUUID(), position: [0, 0] })),
		connections: Object.fromEntries(
			nodes
				.slice(1)
				.map(({ name }, place) => [
					nodes[place].name,
					{ main: [[{ node: name, type: 'main', index: 0 }]] },
				]),
		),
	};
}

/** Milliseconds of CPU that a process has used, from proc(5); these ticks are hundredths of a second. */
function cpuOf(processId) {
	const [, fields] = readFileSync(`/proc/${processId}/stat`, 'utf8').split(') ');
	const [user, system] = fields.split(' ').slice(11, 13);
	return (Number(user) + Number(system)) * 10;
}

/** Runs a contestant's workflow once: how long its node took, by n8n's own record, and what Hero saw. */
async function measure({ n8n, hero }, workflowId, { latency }) {
	await ask(hero, { latency, limit: 0, rows: 0 });
	const before = cpuOf(n8n.processId());
	const { executionId } = await n8n.client.runWorkflow(workflowId, 'Start');
	const execution = await n8n.client.waitForExecution(String(executionId));
	const cpu = cpuOf(n8n.processId()) - before;
	const { error, runData } = execution.data.resultData;
	if (error) throw new Error(error.message);
	const [{ executionTime }] = runData.Measured;
	return { wall: executionTime, cpu, ...(await seenBy(hero)) };
}

async function measureAll(setting, job, times) {
	const workflows = [];
	for (const contestant of measured) {
		const { client } = setting.n8n;
		workflows.push(await client.createWorkflow(workflowOf(contestant, job, setting.credential)));
	}
	const all = measured.map(() => []);
	for (let round = 0; round < times; round += 1) {
		for (const [place, { name }] of measured.entries()) {
			const figures = await measure(setting, workflows[place].id, job);
			all[place].push(figures);
			process.stderr.write(`  ${job.latency} ms, ${job.kind}, ${name}: ${figures.wall} ms\n`);
		}
	}
	return all.map((rows) => ({
		...rows[0],
		wall: median(rows.map(({ wall }) => wall)),
		cpu: median(rows.map(({ cpu }) => cpu)),
	}));
}

function tableOf(results) {
	const heads = jobs.flatMap(({ latency, kind }) => [`${kinds[kind]}, ${latency} ms: s`, 'ms CPU']);
	const lines = measured.map(({ name }, place) => {
		const cells = results.flatMap((rows) => {
			const { wall, cpu } = rows[place];
			return [(wall / 1000).toFixed(2), (cpu / itemCount).toFixed(2)];
		});
		const doubled = Math.max(...results.map((rows) => rows[place].doubled));
		const lost = itemCount - Math.min(...results.map((rows) => rows[place].done));
		return [name, ...cells, lost, doubled];
	});
	const columns = ['node', ...heads, 'items lost', 'done twice'];
	const rule = columns.map((_, index) => (index === 0 ? '---' : '---:'));
	return [columns, rule, ...lines].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

const section = (results) => `
${itemCount.toLocaleString('en')} items through a real n8n ${newest} as it is set by default, with SQLite. The nodes are those of _Sending many
items_; parameters come by expressions. Seconds are those of the node, by n8n's own record. CPU is that of n8n for the
whole execution, stored data included, for one item. Median of ${rounds} alternating rounds on ${cpus().length} cores.

${tableOf(results)}
`;

async function main() {
	const { child: hero, url: baseUrl } = await start('hero.js');
	const folder = mkdtempSync(join(tmpdir(), 'n8n-hero-health-bench-'));
	writeNodes(folder, baseUrl);
	const environment = { N8N_CUSTOM_EXTENSIONS: folder };
	const n8n = await openN8n({ version: newest, environment });
	try {
		await n8n.start();
		const data = { apiKey: 'bench', practiceGroupId: '1042', environment: 'custom', baseUrl };
		const kind = { name: 'Hero Health', type: 'heroHealthApi', data };
		const { id, name } = await n8n.client.createCredential(kind);
		const setting = { n8n, hero, credential: { id, name } };
		const located = jobs.map((job) => ({ ...job, url: baseUrl }));
		// The first time warms up.
		await measureAll(setting, located[0], 1);
		const results = [];
		for (const job of located) results.push(await measureAll(setting, job, rounds));
		process.stdout.write(writeSection('Sending many items in a real n8n', section(results)));
	} finally {
		await n8n.close();
		hero.disconnect();
		rmSync(folder, { recursive: true });
	}
}

main().catch((error) => {
	process.stderr.write(`${error.stack}\n`);
	process.exitCode = 1;
});
