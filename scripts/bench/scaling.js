'use strict';

/**
 * Measures n8n in regular mode and in queue mode, side by side: deliveries of Hero that lead to one
 * write each, and deliveries that lead to many. Prints the tables of docs/scaling.md.
 */
const { randomUUID } = require('node:crypto');
const { cpus } = require('node:os');
const axios = require('axios');
const { startSandbox } = require('../../sandbox');
const { byId, chain, storeCredential } = require('../../test/support/e2e/workflows');
const { eventOf, signDelivery } = require('../../test/support/trigger/signedDelivery');
const { median } = require('../benchmarks');
const { openQueue } = require('../n8n/queue');
const { eventually, fasterExpressions, newest, openN8n } = require('../n8n/temporary');

const rounds = 3;
const inFlight = 20;
const heroMilliseconds = 100;
const people = 500;

const type = 'heroHealthApi';
const send = {
	resource: 'message',
	operation: 'send',
	messageType: 'hero',
	patientId: byId('98765'),
};
const splitOut = {
	name: 'Split Out',
	type: 'n8n-nodes-base.splitOut',
	parameters: { fieldToSplitOut: 'people', options: {} },
};
const hero = (name, parameters) => ({ name, type: 'n8n-nodes-hero-health.heroHealth', parameters });

/** What a delivery leads to, how many messages that are, and how many deliveries make a round. */
const workflows = {
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

/** Stores a workflow that begins with the trigger, publishes it, and gives back how to deliver to it. */
async function publish(n8n, sandbox, { nodes, messages }) {
	const credentials = { [type]: await storeCredential(n8n, sandbox) };
	const trigger = {
		name: 'Hero Health Trigger',
		type: 'n8n-nodes-hero-health.heroHealthTrigger',
		typeVersion: 1.1,
		parameters: { events: ['appointment.confirmed'], fetchRecord: false },
		webhookId: randomUUID(),
	};
	const withCredential = (node) => (node === splitOut ? node : { ...node, credentials });
	const known = new Set(sandbox.webhooks.keys());
	const workflow = await n8n.client.createWorkflow(
		chain(...[trigger, ...nodes].map(withCredential)),
	);
	const { status, message } = await n8n.activate(workflow.id);
	if (status !== 'published') throw new Error(message);
	const [subscription] = [...sandbox.webhooks.values()].filter((webhook) => !known.has(webhook.id));
	return { workflowId: workflow.id, subscription, isLong: messages > 1 };
}

let lastEvent = 0;

/** Delivers a round and waits until n8n has run it to the end; gives back messages a second. */
async function measure(
	{ n8n, recipients },
	{ workflowId, subscription, isLong },
	{ deliveries, messages },
) {
	const { url, headers: own, signing_key: signingKey } = subscription;
	const before = await n8n.client.executionCount(workflowId, ['success']);
	const start = performance.now();
	let left = deliveries;
	const deliverRest = async () => {
		while (left-- > 0) {
			const event = { ...eventOf(String((lastEvent += 1))), ...(isLong && { people: recipients }) };
			const { body, headers } = signDelivery({ signingKey, token: own['x-n8n-token'] }, event);
			await axios.post(url, Buffer.from(body), { headers });
		}
	};
	await Promise.all(Array.from({ length: inFlight }, deliverRest));
	await eventually(
		async () => (await n8n.client.executionCount(workflowId, ['success'])) === before + deliveries,
		{ what: `${deliveries} more executions`, within: 120_000 },
	);
	return (deliveries * messages) / ((performance.now() - start) / 1000);
}

/** Opens both modes at once and measures in turns; gives back a row for each workflow. */
async function measureEngine(engine, environment) {
	const sandbox = await startSandbox({
		patients: people,
		settings: { latency_ms: heroMilliseconds },
	});
	const recipients = [...sandbox.practice.patients.values()]
		.filter(({ nhs_number, dob }) => nhs_number && dob)
		.map(({ nhs_number, dob }) => ({ nhs_number, dob: String(dob).slice(0, 10) }))
		.slice(0, people);
	if (recipients.length < people) throw new Error(`Only ${recipients.length} patients`);
	const regular = await openN8n({ version: newest, environment });
	let queue;
	try {
		await regular.start();
		queue = await openQueue({ environment });
		const rows = [];
		for (const [name, workflow] of Object.entries(workflows)) {
			const modes = [];
			for (const n8n of [regular, queue]) {
				modes.push({ n8n, place: await publish(n8n, sandbox, workflow), rates: [] });
			}
			// The first round only warms up.
			for (let round = 0; round <= rounds; round += 1) {
				for (const { n8n, place, rates } of modes) {
					const rate = await measure({ n8n, recipients }, place, workflow);
					process.stderr.write(
						`  ${engine}, ${name}, round ${round}: ${rate.toFixed(1)} a second\n`,
					);
					if (round > 0) rates.push(rate);
				}
			}
			for (const { n8n, place } of modes) await n8n.deactivate(place.workflowId);
			rows.push(rowOf(engine, name, modes));
		}
		return rows;
	} finally {
		await queue?.close();
		await regular.close();
		await sandbox.stop();
	}
}

function rowOf(engine, name, [regular, queue]) {
	// Round against round, since the machine's other work changes from one to the next.
	const times = median(queue.rates.map((rate, round) => rate / regular.rates[round]));
	const figures = [
		median(regular.rates).toFixed(1),
		median(queue.rates).toFixed(1),
		times.toFixed(2),
	];
	return `| ${[name, engine, ...figures].join(' | ')} |`;
}

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

| what happens | expressions | regular mode | queue mode | queue ÷ regular |
| --- | --- | ---: | ---: | ---: |
${rows.join('\n')}
`);
}

main().catch((error) => {
	console.error(error.message);
	process.exitCode = 1;
});
