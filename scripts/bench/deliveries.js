'use strict';

/**
 * Measures how many deliveries a second a real n8n takes with the Hero Health Trigger, beside n8n's own
 * Webhook node and a trigger that checks nothing, and writes that into docs/benchmarks.md.
 */
const { randomUUID } = require('node:crypto');
const { readFileSync } = require('node:fs');
const { cpus } = require('node:os');
const { join } = require('node:path');
const axios = require('axios');
const { startSandbox } = require('../../sandbox');
const { chain, storeCredential } = require('../../test/support/e2e/workflows');
const { eventOf, signDelivery } = require('../../test/support/trigger/signedDelivery');
const { median, writeSection } = require('../benchmarks');
const { eventually, fasterExpressions, newest, openN8n } = require('../n8n/temporary');

const rounds = 5;
const perRound = 200;
const inFlight = 20;

/** Makes a workflow of one node and activates it. */
async function activate(n8n, node) {
	const { id } = await n8n.client.createWorkflow(chain({ webhookId: randomUUID(), ...node }));
	const { message } = await n8n.activate(id);
	if (message) throw new Error(message);
	return id;
}

/** The trigger as it is delivered to: its own node, its address, and letters that Hero has signed. */
async function startTrigger(n8n, sandbox) {
	const workflowId = await activate(n8n, {
		name: 'Hero Health Trigger',
		type: 'n8n-nodes-hero-health.heroHealthTrigger',
		typeVersion: 1.1,
		parameters: { events: ['appointment.confirmed'], fetchRecord: false },
		credentials: { heroHealthApi: await storeCredential(n8n, sandbox) },
	});
	const [subscription] = sandbox.webhooks.values();
	return { workflowId, subscription };
}

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

/** A trigger of another package, which n8n treats as it treats this one. */
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

let lastEvent = 0;

/** An event that has not been delivered before, signed as Hero does it. */
function nextLetter({ headers, signing_key: signingKey }) {
	lastEvent += 1;
	return signDelivery({ signingKey, token: headers['x-n8n-token'] }, eventOf(String(lastEvent)));
}

/** Seconds that the cores have worked for a process, which other work on the machine does not change much. */
function cpuSeconds(processId) {
	const [, fields] = readFileSync(`/proc/${processId}/stat`, 'utf8').split(') ');
	const [userTicks, systemTicks] = fields.split(' ').slice(11, 13).map(Number);
	return (userTicks + systemTicks) / 100;
}

/** Delivers a round and waits until n8n has run it to the end; gives back deliveries a second and CPU time. */
async function measure(n8n, { workflowId, url, subscription }) {
	const before = await n8n.client.executionCount(workflowId, ['success']);
	const [start, cpuStart] = [performance.now(), cpuSeconds(n8n.processId())];
	let left = perRound;
	const deliverRest = async () => {
		while (left-- > 0) {
			const { body, headers } = nextLetter(subscription);
			await axios.post(url, Buffer.from(body), { headers });
		}
	};
	await Promise.all(Array.from({ length: inFlight }, deliverRest));
	await eventually(
		async () => (await n8n.client.executionCount(workflowId, ['success'])) === before + perRound,
		{ what: `${perRound} more executions`, within: 60_000 },
	);
	return {
		rate: perRound / ((performance.now() - start) / 1000),
		cpu: (1000 * (cpuSeconds(n8n.processId()) - cpuStart)) / perRound,
	};
}

/** Runs everything in one n8n: the names of the nodes, each with what its rounds measured. */
async function measureAll(n8n, sandbox) {
	const trigger = await startTrigger(n8n, sandbox);
	const { subscription } = trigger;
	const webhook = await startWebhook(n8n);
	const bare = await startBare(n8n, sandbox);
	const nodes = {
		'Hero Health Trigger': { ...trigger, url: subscription.url },
		'a trigger that checks nothing': { ...bare, subscription },
		"n8n's Webhook": { ...webhook, subscription },
	};
	const measured = Object.keys(nodes).map((name) => ({ name, rates: [], cpus: [] }));
	// The first round only warms up. Round by round, so that the machine's other work falls on both alike.
	for (let round = 0; round <= rounds; round += 1) {
		for (const { name, rates, cpus: used } of measured) {
			const { rate, cpu } = await measure(n8n, nodes[name]);
			const figures = `${rate.toFixed(1)} a second, ${cpu.toFixed(1)} ms of CPU each`;
			process.stderr.write(`  round ${round}, ${name}: ${figures}\n`);
			if (round > 0) rates.push(rate);
			if (round > 0) used.push(cpu);
		}
	}
	return measured;
}

/** Starts an n8n with one of its two expression engines and measures in it. */
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

function rowsOf(engine, measured) {
	const [own] = measured;
	return measured.map(({ name, rates, cpus: used }) => {
		const rate = median(rates);
		// Round against round, since the machine's other work changes from one to the next.
		const times = median(own.rates.map((one, round) => one / rates[round]));
		const figures = [rate.toFixed(1), times.toFixed(2), median(used).toFixed(1)];
		return `| ${[engine, name, ...figures].join(' | ')} |`;
	});
}

const section = (rows) => `
What a real n8n ${newest} takes. Each workflow is the one node, ${inFlight} deliveries are in flight, and a round of ${perRound} ends with
its last execution. The trigger checks token, signature and repetition and reads no record. A trigger with a
credential that checks nothing (\`scripts/bench/bare\`) and n8n's Webhook node only pass the body on. Median of ${rounds}
alternating rounds on ${cpus().length} cores; the engines ran one after the other. Other work on the computer changes the rates more than the CPU time.

By default n8n runs expressions in an isolate. A delivery takes one when it arrives and one when its execution starts;
n8n lets its own Webhook node alone do without the first. \`N8N_EXPRESSION_ENGINE=legacy\` does without both.

| expressions | node | deliveries a second | Hero Health's rate beside it | CPU ms each |
| --- | --- | ---: | ---: | ---: |
${rows.join('\n')}
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
