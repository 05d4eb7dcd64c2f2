'use strict';

/**
 * Measures how many deliveries a second a real n8n takes with the Hero Health Trigger, beside n8n's own
 * Webhook node and a trigger that checks nothing, and writes docs/benchmarks.md.
 */
const { randomUUID } = require('node:crypto');
const { cpus } = require('node:os');
const { join } = require('node:path');
const { startSandbox } = require('../../sandbox');
const { fasterExpressions, newest, openN8n } = require('../n8n/temporary');
const { chain, storeCredential } = require('../n8n/workflows');
const { deliverRound, inFlight, triggerNode } = require('./deliveryRound');
const { cpuMilliseconds } = require('./processes');
const { median, table, writeSection } = require('./report');

const rounds = 5;
const perRound = 200;

const heads = [
	...['expressions', 'node', 'deliveries a second'],
	...["Hero Health's rate beside it", 'CPU ms each'],
];

/**
 * @typedef {Awaited<ReturnType<typeof openN8n>>} N8n
 * @typedef {import('./deliveryRound').Sandbox} Sandbox
 * @typedef {import('./deliveryRound').Target} Target
 * @typedef {{ name: string, target: Target, rates: number[], cpuTimes: number[] }} Measured
 */

/**
 * Creates a workflow of one node and activates it.
 *
 * @param {N8n} n8n
 * @param {import('../n8n/workflows').Node} node
 */
async function activate(n8n, node) {
	const { id } = await n8n.client.createWorkflow(chain({ webhookId: randomUUID(), ...node }));
	const { message } = await n8n.activate(id);
	if (message) throw new Error(message);
	return id;
}

/**
 * @param {N8n} n8n
 * @param {Sandbox} sandbox
 * @returns {Promise<Target>}
 */
async function startTrigger(n8n, sandbox) {
	const credentials = { heroHealthApi: await storeCredential(n8n, sandbox) };
	const workflowId = await activate(n8n, { ...triggerNode(), credentials });
	const [subscription] = sandbox.webhooks.values();
	return { workflowId, subscription, url: subscription.url };
}

/** @param {N8n} n8n */
async function startWebhook(n8n) {
	const path = randomUUID();
	const workflowId = await activate(n8n, {
		name: 'Webhook',
		type: 'n8n-nodes-base.webhook',
		typeVersion: 2,
		parameters: { httpMethod: 'POST', path, responseMode: 'onReceived', options: {} },
	});
	return { workflowId, url: `${n8n.url}/webhook/${path}` };
}

/**
 * Starts a trigger of another package, which n8n treats like ours.
 *
 * @param {N8n} n8n
 * @param {Sandbox} sandbox
 */
async function startBare(n8n, sandbox) {
	const webhookId = randomUUID();
	const workflowId = await activate(n8n, {
		name: 'Bare Trigger',
		type: 'CUSTOM.bareTrigger',
		typeVersion: 2,
		parameters: {},
		webhookId,
		credentials: { heroHealthApi: await storeCredential(n8n, sandbox) },
	});
	return { workflowId, url: `${n8n.url}/webhook/${webhookId}/webhook` };
}

/**
 * @param {N8n} n8n
 * @param {Target} target
 * @returns {Promise<{ rate: number, cpu: number }>} deliveries a second, and milliseconds of CPU for each
 */
async function measure(n8n, target) {
	const cpuStart = cpuMilliseconds(n8n.processId());
	const seconds = await deliverRound(n8n, target, perRound);
	const cpu = (cpuMilliseconds(n8n.processId()) - cpuStart) / perRound;
	return { rate: perRound / seconds, cpu };
}

/**
 * Measures all nodes in one n8n.
 *
 * @param {N8n} n8n
 * @param {Sandbox} sandbox
 */
async function measureAll(n8n, sandbox) {
	const trigger = await startTrigger(n8n, sandbox);
	const { subscription } = trigger;
	const webhook = { ...(await startWebhook(n8n)), subscription };
	const bare = { ...(await startBare(n8n, sandbox)), subscription };
	/** @type {Measured[]} */
	const measured = [
		{ name: 'Hero Health Trigger', target: trigger, rates: [], cpuTimes: [] },
		{ name: 'a trigger that checks nothing', target: bare, rates: [], cpuTimes: [] },
		{ name: "n8n's Webhook", target: webhook, rates: [], cpuTimes: [] },
	];
	// The first round only warms up. The nodes take turns, so that other work on the machine affects all alike.
	for (let round = 0; round <= rounds; round += 1) {
		for (const { name, target, rates, cpuTimes } of measured) {
			const { rate, cpu } = await measure(n8n, target);
			const figures = `${rate.toFixed(1)} a second, ${cpu.toFixed(1)} ms of CPU each`;
			process.stderr.write(`  round ${round}, ${name}: ${figures}\n`);
			if (round > 0) rates.push(rate);
			if (round > 0) cpuTimes.push(cpu);
		}
	}
	return measured;
}

/**
 * Measures in an n8n with one of its two expression engines.
 *
 * @param {string} engine
 * @param {Record<string, string>} environment
 */
async function measureEngine(engine, environment) {
	process.stderr.write(`n8n ${newest}, ${engine}\n`);
	const sandbox = await startSandbox();
	const n8n = await openN8n({
		version: newest,
		environment: { ...environment, N8N_CUSTOM_EXTENSIONS: join(__dirname, 'bare') },
	});
	try {
		await n8n.start();
		return rowsOf(engine, await measureAll(n8n, sandbox));
	} finally {
		await n8n.close();
		await sandbox.stop();
	}
}

/**
 * @param {string} engine
 * @param {Measured[]} measured
 */
function rowsOf(engine, measured) {
	const [own] = measured;
	return measured.map(({ name, rates, cpuTimes }) => {
		// Each round is compared with itself, because other work on the machine changes between rounds.
		const ratio = median(own.rates.map((rate, round) => rate / rates[round]));
		const figures = [median(rates).toFixed(1), ratio.toFixed(2), median(cpuTimes).toFixed(1)];
		return [engine, name, ...figures];
	});
}

/** @param {string[][]} rows */
const section = (rows) => `
The load that a real n8n ${newest} takes. Each workflow is one node, ${inFlight} deliveries are in flight, and a round of ${perRound} ends with
its last execution. The trigger checks token, signature and repetition and reads no record. A trigger with a
credential that checks nothing (\`scripts/bench/bare\`) and n8n's Webhook node only pass the body on. Median of ${rounds}
alternating rounds on ${cpus().length} cores; the engines ran one after the other. Other work on the computer changes the rates more than the CPU time.

By default n8n runs expressions in an isolate. A delivery takes one when it arrives and one when its execution starts;
only n8n's own Webhook node needs no isolate on arrival. \`N8N_EXPRESSION_ENGINE=legacy\` needs none.

${table(heads, rows, { textColumns: 2 })}
`;

async function main() {
	const inIsolates = await measureEngine('default', {});
	const legacy = await measureEngine('legacy', fasterExpressions);
	process.stdout.write(writeSection('Taking deliveries', section([...inIsolates, ...legacy])));
}

main().catch((error) => {
	console.error(error.message);
	process.exitCode = 1;
});
