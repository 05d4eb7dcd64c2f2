'use strict';

/**
 * Measures what Send Only Once costs in a real n8n, with its own database, and writes docs/benchmarks.md.
 * `node scripts/bench/once.js [items] [rounds]` measures one length of the list, and that many rounds.
 */
const { cpus } = require('node:os');

const { newest, openN8n } = require('../n8n/temporary');
const workflows = require('../n8n/workflows');
const { itemsOf, rounds } = require('./jobs');
const { cpuMilliseconds, figuresOf, request, startHero } = require('./processes');
const { median, table, writeSection } = require('./report');

/**
 * @typedef {object} Setting
 * @property {import('../n8n/workflows').N8n} n8n
 * @property {import('./processes').ChildProcess} hero
 * @property {import('../n8n/workflows').Credential} credential
 *
 * @typedef {{ wall: number, cpu: number, sent: number, doubled: number }} Figures milliseconds and messages
 *
 * @typedef {{ off: Figures, on: Figures, again: Figures }} Round
 */

const latency = 20;
const counts = process.argv[2] ? [Number(process.argv[2])] : [1_000, 10_000];

/** The longest time in milliseconds that one execution may take. */
const timeout = 600_000;

const text = 'Dear patient, your asthma review is due. Please book a time with your practice.';

/** @param {number} count */
const format = (count) => count.toLocaleString('en');

/**
 * Stores a workflow of its own, which has sent nothing yet, and returns its ID.
 *
 * @param {Setting} setting
 * @param {number} count
 * @param {boolean} sendOnlyOnce
 */
async function storeWorkflow({ n8n, credential }, count, sendOnlyOnce) {
	const hero = workflows.heroNode(credential, 'message: send', {
		...{ messageType: 'sms', patientId: workflows.byId('={{ $json.id }}') },
		...{ messageString: text, sendOnlyOnce },
	});
	const nodes = [workflows.startNode, ...workflows.itemNodes(itemsOf(count)), hero];
	const { id } = await n8n.client.createWorkflow(workflows.chain(...nodes));
	return id;
}

/**
 * Waits until an execution has ended. n8n answers 503 while other work keeps its database waiting.
 *
 * @param {Setting} setting
 * @param {string} executionId
 */
async function endOf({ n8n }, executionId) {
	for (;;) {
		try {
			return await n8n.client.waitForExecution(executionId, { timeout });
		} catch (error) {
			if (/** @type {{ status?: number }} */ (error).status !== 503) throw error;
		}
	}
}

/**
 * Runs a workflow once. The time is that of its node in n8n's own record.
 *
 * @param {Setting} setting
 * @param {string} workflowId
 * @returns {Promise<Figures>}
 */
async function measure(setting, workflowId) {
	const { n8n, hero } = setting;
	await request(hero, { latency, limit: 0, rows: 0 });
	const before = cpuMilliseconds(n8n.processId());
	const { executionId } = await n8n.client.runWorkflow(workflowId, workflows.startNode.name);
	const execution = await endOf(setting, String(executionId));
	const cpu = cpuMilliseconds(n8n.processId()) - before;
	const { error, runData } = execution.data.resultData;
	if (error) throw new Error(error.message);
	const [{ executionTime: wall }] = runData[workflows.heroName];
	const { done: sent, doubled } = await figuresOf(hero);
	process.stderr.write(`  ${wall} ms, ${cpu} ms of CPU, ${sent} sent\n`);
	return { wall, cpu, sent, doubled };
}

/**
 * Measures once without the setting, once with it, and once more when everything was sent before.
 *
 * @param {Setting} setting
 * @param {number} count
 * @returns {Promise<Round>}
 */
async function measureRound(setting, count) {
	const off = await measure(setting, await storeWorkflow(setting, count, false));
	const workflowId = await storeWorkflow(setting, count, true);
	const on = await measure(setting, workflowId);
	const again = await measure(setting, workflowId);
	return { off, on, again };
}

/**
 * @param {number} count
 * @param {Round[]} measured
 */
function rowsOf(count, measured) {
	const names = { off: 'off', on: 'on', again: 'on, all sent before' };
	return /** @type {Array<keyof Round>} */ (Object.keys(names)).map((name) => {
		const all = measured.map((round) => round[name]);
		// Each round is compared with itself, because other work on the machine changes between rounds.
		const ratio = median(measured.map((round) => round[name].wall / round.off.wall));
		const wall = median(all.map((one) => one.wall));
		const cpu = median(all.map((one) => one.cpu));
		return [
			...[format(count), names[name], (wall / 1000).toFixed(2), ratio.toFixed(2)],
			...[
				(cpu / count).toFixed(2),
				format(all[0].sent),
				Math.max(...all.map((one) => one.doubled)),
			],
		];
	});
}

const heads = ['messages', 'Send Only Once', 's', '÷ off', 'ms CPU an item', 'sent', 'sent twice'];

/** @param {Array<Array<string | number>>} rows */
const section = (rows) => `
What Send Only Once costs in a real n8n ${newest} with its default settings and SQLite: messages by Hero Health's defaults,
${latency} ms until Hero answers. Each run is that of a new workflow, so n8n's list begins empty; the last row of each length
repeats the run before it. Seconds are those of the node, by n8n's own record. CPU is that of n8n for the whole
execution, stored data included. Median of ${rounds} alternating rounds on ${cpus().length} cores.

${table(heads, rows, { textColumns: 2 })}
`;

async function main() {
	const { child: hero, url } = await startHero();
	const n8n = await openN8n({ version: newest });
	try {
		await n8n.start();
		const place = { apiKey: 'bench', practiceGroupId: '1042', url };
		const setting = { n8n, hero, credential: await workflows.storeCredential(n8n, place) };
		// The first run warms up.
		await measureRound(setting, 500);
		const rows = [];
		for (const count of counts) {
			process.stderr.write(`${format(count)} messages\n`);
			const measured = [];
			for (let round = 0; round < rounds; round++) {
				measured.push(await measureRound(setting, count));
			}
			rows.push(...rowsOf(count, measured));
		}
		process.stdout.write(writeSection('Sending only once', section(rows)));
	} finally {
		await n8n.close();
		hero.disconnect();
	}
}

main().catch((error) => {
	process.stderr.write(`${error.stack}\n`);
	process.exitCode = 1;
});
