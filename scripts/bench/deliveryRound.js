'use strict';

const { randomUUID } = require('node:crypto');
const { default: axios } = require('axios');
const { eventually } = require('../n8n/eventually');
const { eventOf, signDelivery } = require('../n8n/signedDelivery');
const { inParallel } = require('./processes');

/** The number of deliveries in flight. */
const inFlight = 20;

/**
 * @typedef {import('../../sandbox').Sandbox} Sandbox
 *
 * @typedef {Sandbox['webhooks'] extends Map<string, infer Webhook> ? Webhook : never} Subscription
 *
 * @typedef {Pick<Awaited<ReturnType<typeof import('../n8n/temporary').openN8n>>, 'client'>} N8n
 *
 * @typedef {object} Target
 * @property {string} workflowId
 * @property {string} url receives the deliveries
 * @property {Subscription} subscription has the key and the token of the deliveries
 */

/**
 * Returns a Hero Health Trigger that checks deliveries and reads no record.
 *
 * @returns {import('../n8n/workflows').Node}
 */
const triggerNode = () => ({
	name: 'Hero Health Trigger',
	type: 'n8n-nodes-hero-health.heroHealthTrigger',
	typeVersion: 1.1,
	parameters: { events: ['appointment.confirmed'], fetchRecord: false },
	webhookId: randomUUID(),
});

let lastEvent = 0;

/**
 * Returns a new event, signed as Hero signs it.
 *
 * @param {Subscription} subscription
 * @param {object} more fields of the event
 */
function nextDelivery({ headers, signing_key }, more) {
	lastEvent += 1;
	const keys = { signingKey: String(signing_key), token: String(headers?.['x-n8n-token']) };
	return signDelivery(keys, { ...eventOf(String(lastEvent)), ...more });
}

/**
 * Sends so many deliveries and waits until n8n has run all of them.
 *
 * @param {N8n} n8n
 * @param {Target} target
 * @param {number} count
 * @param {{ more?: object, within?: number }} [options] more fields of each event; timeout in milliseconds
 * @returns {Promise<number>} seconds
 */
async function deliverRound(n8n, target, count, { more = {}, within = 60_000 } = {}) {
	const { workflowId, url, subscription } = target;
	const succeeded = async () => await n8n.client.executionCount(workflowId, ['success']);
	const before = await succeeded();
	const start = performance.now();
	let remaining = count;
	await inParallel(inFlight, async () => {
		while (remaining-- > 0) {
			const { body, headers } = nextDelivery(subscription, more);
			await axios.post(url, Buffer.from(body), { headers });
		}
	});
	await eventually(async () => (await succeeded()) === before + count, {
		what: `${count} more executions`,
		within,
	});
	return (performance.now() - start) / 1000;
}

module.exports = { deliverRound, inFlight, triggerNode };
