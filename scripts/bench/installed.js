'use strict';

/**
 * Measures how fast items get through a real n8n, with its own database, credentials and expressions, and
 * writes docs/benchmarks.md. `node scripts/bench/installed.js [items] [rounds]` measures less.
 */
const { mkdtempSync, rmSync, writeFileSync } = require('node:fs');
const { cpus, tmpdir } = require('node:os');
const { join } = require('node:path');

const { newest, openN8n } = require('../n8n/temporary');
const workflows = require('../n8n/workflows');
const { contestants } = require('./contestants');
const { itemCount, itemsOf, latencies, measureInTurns, methods, rounds } = require('./jobs');
const { cpuMilliseconds, figuresOf, request, startHero } = require('./processes');
const { table, writeSection } = require('./report');

/**
 * @typedef {import('./contestants').NodeContestant} NodeContestant
 * @typedef {import('./jobs').LocatedJob} LocatedJob
 * @typedef {import('./jobs').Row} Row
 *
 * @typedef {object} Setting
 * @property {Awaited<ReturnType<typeof openN8n>>} n8n
 * @property {import('./processes').ChildProcess} hero
 * @property {import('../n8n/workflows').Credential} credential
 */

const kinds = /** @type {const} */ (['read', 'write']);
const jobs = latencies.flatMap((latency) =>
	kinds.map((kind) => ({ latency, kind, expressions: true, items: itemsOf(itemCount) })),
);
const measured = contestants.flatMap((contestant) =>
	'installedAs' in contestant ? [contestant] : [],
);

/**
 * Writes the nodes that are compared with ours into a folder, where n8n finds them.
 *
 * @param {string} folder
 * @param {string} url of Hero
 */
function writeNodes(folder, url) {
	const nodes = join(__dirname, 'nodes.js');
	for (const [name, factory] of [
		['Declarative', 'declarativeNode'],
		['Least', 'leastNode'],
	]) {
		const hero = JSON.stringify({ url });
		const code = `
			const { ${factory} } = require(${JSON.stringify(nodes)});
			exports.${name} = class { constructor() { return ${factory}(${hero}); } };
		`;
		writeFileSync(join(folder, `${name}.node.js`), code);
	}
}

/**
 * Returns a workflow that creates the items and passes them to the node of a contestant.
 *
 * @param {NodeContestant} contestant
 * @param {LocatedJob} job
 * @param {import('../n8n/workflows').Credential} credential
 */
const workflowOf = ({ installedAs: type, typeVersion, parameters }, job, credential) =>
	workflows.chain(workflows.start, ...workflows.itemsOf(job.items), {
		...{ name: 'Measured', type, ...(typeVersion && { typeVersion }) },
		...{ parameters: parameters(job), credentials: { heroHealthApi: credential } },
	});

/**
 * Runs a workflow once. The time is that of its node in n8n's own record.
 *
 * @param {Setting} setting
 * @param {string} workflowId
 * @param {LocatedJob} job
 */
async function measure({ n8n, hero }, workflowId, { latency }) {
	await request(hero, { latency, limit: 0, rows: 0 });
	const before = cpuMilliseconds(n8n.processId());
	const execution = await workflows.runStored(n8n, workflowId);
	const cpu = cpuMilliseconds(n8n.processId()) - before;
	const { error, runData } = execution.data.resultData;
	if (error) throw new Error(error.message);
	const [{ executionTime }] = runData.Measured;
	return { wall: executionTime, cpu, ...(await figuresOf(hero)) };
}

/**
 * @param {Setting} setting
 * @param {LocatedJob} job
 * @param {number} times
 */
async function measureAll(setting, job, times) {
	const { n8n, credential } = setting;
	process.stderr.write(`${job.latency} ms, ${job.kind}\n`);
	/** @type {Array<{ name: string, id: string }>} */
	const stored = [];
	for (const contestant of measured) {
		const { id } = await n8n.client.createWorkflow(workflowOf(contestant, job, credential));
		stored.push({ name: contestant.name, id });
	}
	return await measureInTurns(stored, times, async ({ id }) => await measure(setting, id, job));
}

/** @param {Row[][]} results the rows of each job */
function tableOf(results) {
	const heads = jobs.flatMap(({ latency, kind }) => [
		`${methods[kind]}, ${latency} ms: s`,
		'ms CPU',
	]);
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

/** @param {Row[][]} results */
const section = (results) => `
${itemCount.toLocaleString('en')} items through a real n8n ${newest} with its default settings and SQLite. The nodes are those of _Sending many
items_; parameters come by expressions. Seconds are those of the node, by n8n's own record. CPU is that of n8n for the
whole execution, stored data included, for one item. Median of ${rounds} alternating rounds on ${cpus().length} cores.

${tableOf(results)}
`;

async function main() {
	const { child: hero, url } = await startHero();
	const folder = mkdtempSync(join(tmpdir(), 'n8n-hero-health-bench-'));
	writeNodes(folder, url);
	const environment = { N8N_CUSTOM_EXTENSIONS: folder };
	const n8n = await openN8n({ version: newest, environment });
	try {
		await n8n.start();
		const place = { apiKey: 'bench', practiceGroupId: '1042', url };
		const setting = { n8n, hero, credential: await workflows.storeCredential(n8n, place) };
		const located = jobs.map((job) => ({ ...job, url }));
		// The first run warms up.
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
