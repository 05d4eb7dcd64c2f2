'use strict';

/**
 * Measures how fast items get through a real n8n, with its own database, credentials and expressions, and
 * writes that into docs/benchmarks.md. `node scripts/bench/installed.js [items] [rounds]` measures less.
 */
const { mkdtempSync, readFileSync, rmSync, writeFileSync } = require('node:fs');
const { cpus, tmpdir } = require('node:os');
const { join } = require('node:path');

const { table, writeSection } = require('./report');
const { newest, openN8n } = require('../n8n/temporary');
const workflows = require('../n8n/workflows');
const { contestants } = require('./contestants');
const { byTurns, itemCount, itemsOf, kinds, latencies, rounds } = require('./jobs');
const { ask, seenBy, start } = require('./processes');

const jobs = latencies.flatMap((latency) =>
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
const workflowOf = ({ installedAs: type, typeVersion, parameters }, job, credential) =>
	workflows.chain(workflows.start, ...workflows.itemsOf(itemsOf(itemCount)), {
		...{ name: 'Measured', type, ...(typeVersion && { typeVersion }) },
		...{ parameters: parameters(job), credentials: { heroHealthApi: credential } },
	});

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
	const execution = await workflows.runStored(n8n, workflowId);
	const cpu = cpuOf(n8n.processId()) - before;
	const { error, runData } = execution.data.resultData;
	if (error) throw new Error(error.message);
	const [{ executionTime }] = runData.Measured;
	return { wall: executionTime, cpu, ...(await seenBy(hero)) };
}

/** All contestants by turns. */
async function measureAll(setting, job, times) {
	const { n8n, credential } = setting;
	process.stderr.write(`${job.latency} ms, ${job.kind}\n`);
	const stored = [];
	for (const contestant of measured) {
		const { id } = await n8n.client.createWorkflow(workflowOf(contestant, job, credential));
		stored.push({ ...contestant, id });
	}
	return await byTurns(stored, times, async ({ id }) => await measure(setting, id, job));
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
	return table(['node', ...heads, 'items lost', 'done twice'], lines);
}

const section = (results) => `
${itemCount.toLocaleString('en')} items through a real n8n ${newest} as it is set by default, with SQLite. The nodes are those of _Sending many
items_; parameters come by expressions. Seconds are those of the node, by n8n's own record. CPU is that of n8n for the
whole execution, stored data included, for one item. Median of ${rounds} alternating rounds on ${cpus().length} cores.

${tableOf(results)}
`;

async function main() {
	const { child: hero, url } = await start('hero.js');
	const folder = mkdtempSync(join(tmpdir(), 'n8n-hero-health-bench-'));
	writeNodes(folder, url);
	const environment = { N8N_CUSTOM_EXTENSIONS: folder };
	const n8n = await openN8n({ version: newest, environment });
	try {
		await n8n.start();
		const credential = await workflows.storeCredential(n8n, {
			apiKey: 'bench',
			practiceGroupId: '1042',
			url,
		});
		const setting = { n8n, hero, credential };
		const located = jobs.map((job) => ({ ...job, url }));
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
