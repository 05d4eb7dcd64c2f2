'use strict';

/**
 * Measures n8n in regular mode and in queue mode, side by side: deliveries of Hero that lead to one
 * write each, and deliveries that lead to many. Prints the tables of docs/scaling.md.
 */
const { cpus } = require('node:os');
const { startSandbox } = require('../../sandbox');
const { openQueue } = require('../n8n/queue');
const { fasterExpressions, newest, openN8n } = require('../n8n/temporary');
const { byId, chain, storeCredential } = require('../n8n/workflows');
const { deliverRound, triggerNode } = require('./deliveryRound');
const { median, table } = require('./report');

const rounds = 3;
const heroMilliseconds = 100;
const people = 500;

const heads = ['scenario', 'expressions', 'regular mode', 'queue mode', 'queue ÷ regular'];

/**
 * @typedef {import('../n8n/workflows').Node} Node
 * @typedef {import('./deliveryRound').Sandbox} Sandbox
 * @typedef {import('./deliveryRound').Target} Target
 * @typedef {import('./deliveryRound').N8n & Pick<Awaited<ReturnType<typeof openN8n>>, 'activate' | 'deactivate'>} N8n
 * @typedef {Array<{ nhs_number: string, dob: string }>} Recipients
 * @typedef {{ n8n: N8n, target: Target, rates: number[] }} Mode
 *
 * @typedef {object} Scenario
 * @property {number} messages of each delivery
 * @property {number} deliveries of a round
 * @property {Node[]} nodes that follow the trigger
 */

const send = {
	resource: 'message',
	operation: 'send',
	messageType: 'hero',
	patientId: byId('98765'),
};

/** @type {Node} */
const splitOut = {
	name: 'Split Out',
	type: 'n8n-nodes-base.splitOut',
	parameters: { fieldToSplitOut: 'people', options: {} },
};

/**
 * @param {string} name
 * @param {import('n8n-workflow').INodeParameters} parameters
 * @returns {Node}
 */
const hero = (name, parameters) => ({ name, type: 'n8n-nodes-hero-health.heroHealth', parameters });

/** @type {Record<string, Scenario>} */
const scenarios = {
	'one delivery, one message': {
		messages: 1,
		deliveries: 100,
		nodes: [hero('Send', { ...send, messageString: '=Message {{ $json.id }}' })],
	},
	[`one delivery, ${people} single messages`]: {
		messages: people,
		deliveries: 4,
		nodes: [splitOut, hero('Send', { ...send, messageString: '=Message {{ $json.nhs_number }}' })],
	},
	[`one delivery, one batch for ${people}`]: {
		messages: people,
		deliveries: 4,
		nodes: [
			splitOut,
			hero('Create', {
				...{ resource: 'batchMessage', operation: 'create', recipientsFrom: 'items' },
				...{ nhsNumber: '={{ $json.nhs_number }}', dob: '={{ $json.dob }}' },
				...{ name: 'Reviews', channel: 'SMS', content: 'Please book your review.' },
			}),
			hero('Start', {
				...{ resource: 'batchMessage', operation: 'send' },
				id: byId('={{ $json.id }}'),
			}),
		],
	},
};

/**
 * Stores a workflow that begins with the trigger, and activates it.
 *
 * @param {N8n} n8n
 * @param {Sandbox} sandbox
 * @param {Node[]} nodes
 * @returns {Promise<Target>}
 */
async function publish(n8n, sandbox, nodes) {
	const credentials = { heroHealthApi: await storeCredential(n8n, sandbox) };
	const withCredential = (/** @type {Node} */ node) =>
		node === splitOut ? node : { ...node, credentials };
	const known = new Set(sandbox.webhooks.keys());
	const workflow = await n8n.client.createWorkflow(
		chain(...[triggerNode(), ...nodes].map(withCredential)),
	);
	const { status, message } = await n8n.activate(workflow.id);
	if (status !== 'published') throw new Error(message);
	const [subscription] = [...sandbox.webhooks.values()].filter((webhook) => !known.has(webhook.id));
	return { workflowId: workflow.id, subscription, url: subscription.url };
}

/**
 * Measures a scenario in all modes in turns, and adds the messages a second to their rates.
 *
 * @param {string} label
 * @param {Mode[]} modes
 * @param {Scenario} scenario
 * @param {Recipients} recipients
 */
async function measureScenario(label, modes, { deliveries, messages }, recipients) {
	const more = messages > 1 ? { people: recipients } : {};
	// The first round only warms up.
	for (let round = 0; round <= rounds; round += 1) {
		for (const { n8n, target, rates } of modes) {
			const seconds = await deliverRound(n8n, target, deliveries, { more, within: 120_000 });
			const rate = (deliveries * messages) / seconds;
			process.stderr.write(`  ${label}, round ${round}: ${rate.toFixed(1)} a second\n`);
			if (round > 0) rates.push(rate);
		}
	}
}

/**
 * Measures all scenarios in both modes.
 *
 * @param {string} engine
 * @param {N8n[]} instances
 * @param {Sandbox} sandbox
 * @returns {Promise<string[][]>} a row for each scenario
 */
async function measureScenarios(engine, instances, sandbox) {
	const recipients = recipientsOf(sandbox);
	const rows = [];
	for (const [name, scenario] of Object.entries(scenarios)) {
		/** @type {Mode[]} */
		const modes = [];
		for (const n8n of instances) {
			modes.push({ n8n, target: await publish(n8n, sandbox, scenario.nodes), rates: [] });
		}
		await measureScenario(`${engine}, ${name}`, modes, scenario, recipients);
		for (const { n8n, target } of modes) await n8n.deactivate(target.workflowId);
		rows.push(rowOf(engine, name, modes));
	}
	return rows;
}

/**
 * @param {Sandbox} sandbox
 * @returns {Recipients}
 */
function recipientsOf(sandbox) {
	const recipients = [...sandbox.patients.values()]
		.filter(({ nhs_number, dob }) => nhs_number && dob)
		.map(({ nhs_number, dob }) => ({
			nhs_number: String(nhs_number),
			dob: String(dob).slice(0, 10),
		}))
		.slice(0, people);
	if (recipients.length < people) throw new Error(`Only ${recipients.length} patients`);
	return recipients;
}

/**
 * Opens both modes at once and measures in them.
 *
 * @param {string} engine
 * @param {Record<string, string>} environment
 */
async function measureEngine(engine, environment) {
	const sandbox = await startSandbox({
		patients: people,
		settings: { latency_ms: heroMilliseconds },
	});
	const regular = await openN8n({ version: newest, environment });
	let queue;
	try {
		await regular.start();
		queue = await openQueue({ environment });
		return await measureScenarios(engine, [regular, queue], sandbox);
	} finally {
		await queue?.close();
		await regular.close();
		await sandbox.stop();
	}
}

/**
 * @param {string} engine
 * @param {string} name
 * @param {Mode[]} modes
 */
function rowOf(engine, name, [regular, queue]) {
	// Each round is compared with itself, because other work on the machine changes between rounds.
	const ratio = median(queue.rates.map((rate, round) => rate / regular.rates[round]));
	const rates = [median(regular.rates).toFixed(1), median(queue.rates).toFixed(1)];
	return [name, engine, ...rates, ratio.toFixed(2)];
}

/** @type {Record<string, Record<string, string>>} */
const engines = {
	default: {},
	lazy: { N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE: 'true' },
	legacy: fasterExpressions,
};

async function main() {
	const rows = [];
	for (const [engine, environment] of Object.entries(engines)) {
		rows.push(...(await measureEngine(engine, environment)));
	}
	process.stdout
		.write(`n8n ${newest}, ${cpus().length} cores, Hero answers after ${heroMilliseconds} ms.
Messages a second, median of ${rounds} rounds in turns.

${table(heads, rows, { textColumns: 2 })}
`);
}

main().catch((error) => {
	console.error(error.message);
	process.exitCode = 1;
});
