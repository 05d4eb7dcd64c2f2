import {
	foreignUrl,
	rejection,
	secretsOf,
	subscriptionsOf,
	threeEvents,
	triggerParameters,
} from '../support/trigger/heroSubscriptions';
import { deliverEvent, eventOf } from '../support/trigger/signedDelivery';
import { confirmed, setUpTrigger } from '../support/trigger/triggerSetup';

const trigger = setUpTrigger(triggerParameters, { isPublished: false });
const { subscriptions, subscribedEvents, ids, addSubscription } = subscriptionsOf(trigger);

describe('an activation', () => {
	test('creates one subscription for each event, with a key and a token of 256 bits', async () => {
		await trigger.n8n.activate();
		expect(subscribedEvents()).toEqual(threeEvents);
		const { signingKey, token } = trigger.n8n.activation();
		expect(signingKey).toMatch(/^[0-9a-f]{64}$/);
		expect(token).toMatch(/^[0-9a-f]{64}$/);
		expect(signingKey).not.toBe(token);
		for (const one of subscriptions()) {
			expect(one).toMatchObject({ signing_key: signingKey, headers: { 'x-n8n-token': token } });
			expect(one.description).toBe('Hero Health Trigger of n8n workflow workflow');
		}
	});

	test('creates one subscription for an event that is selected twice', async () => {
		trigger.n8n.parameters = { events: [confirmed, confirmed] };
		await trigger.n8n.activate();
		expect(subscribedEvents()).toEqual([confirmed]);
	});

	test('has a key and a token of its own each time', async () => {
		await trigger.n8n.activate();
		const first = trigger.n8n.activation();
		await trigger.n8n.deactivate();
		await trigger.n8n.activate();
		const second = trigger.n8n.activation();
		expect(new Set([first, second].flatMap((one) => [one.signingKey, one.token])).size).toBe(4);
	});

	test('does not change subscriptions of other URLs', async () => {
		const other = addSubscription(confirmed, foreignUrl);
		const sameInOtherGroup = addSubscription(confirmed, trigger.n8n.productionUrl, '1043');
		await trigger.n8n.activate();
		await trigger.n8n.deactivate();
		expect(ids()).toEqual([other, sameInOtherGroup]);
	});

	test('first removes old subscriptions of its own URL, such as those of a workflow whose data was lost', async () => {
		const left = [confirmed, confirmed, 'prescription.issued'].map((event) =>
			addSubscription(event, trigger.n8n.productionUrl),
		);
		await trigger.n8n.activate();
		expect(subscribedEvents()).toEqual(threeEvents);
		expect(ids()).not.toEqual(expect.arrayContaining(left));
	});

	test('without an event is rejected before any request', async () => {
		trigger.n8n.parameters = { events: [] };
		expect(await rejection(trigger.n8n.activate())).toBe("'Trigger On' is empty: choose an event");
		expect(trigger.proxy.requestLog().filter((one) => !one.startsWith('GET'))).toEqual([]);
	});
});

test('the API key, the signing key and the token are never logged', async () => {
	const echo = ({ body, headers }: { body?: object; headers: object }) => ({
		status: 400,
		body: { message: [{ path: ['body', 'x'], expected: JSON.stringify({ ...body, ...headers }) }] },
	});
	await trigger.n8n.activate();
	trigger.proxy.setFaults((asked, index) =>
		asked.method === 'DELETE' || (asked.method === 'POST' && index === 1) ? echo(asked) : undefined,
	);
	await trigger.n8n.deactivate();
	trigger.n8n.staticData = {};
	const message = await rejection(trigger.n8n.activate());
	const log = JSON.stringify([trigger.n8n.log, message]);
	const sent = trigger.proxy.requests.flatMap(({ body }) => [
		body?.signing_key,
		Object(body?.headers)['x-n8n-token'],
	]);
	for (const secret of [...secretsOf(trigger), ...sent.filter(Boolean)])
		expect(log).not.toContain(secret);
	expect(trigger.n8n.log.length).toBeGreaterThan(0);
});

test('an event that comes while the workflow is active starts a run, and none after', async () => {
	await trigger.n8n.activate();
	expect((await deliverEvent(trigger.n8n, eventOf('1'))).status).toBe(200);
	await trigger.n8n.deactivate();
	expect((await deliverEvent(trigger.n8n, eventOf('2'))).status).toBe(404);
	expect(trigger.n8n.runs).toHaveLength(1);
});
