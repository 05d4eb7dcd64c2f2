import type { Fault } from '../support/trigger/faultyProxy';
import {
	foreignUrl,
	rejection,
	threeEvents,
	subscriptionsOf,
	triggerParameters,
} from '../support/trigger/heroSubscriptions';
import { confirmed, setUpTrigger } from '../support/trigger/triggerSetup';

const trigger = setUpTrigger(triggerParameters, { isPublished: false });
const { subscriptions, subscribedEvents, ids, addSubscription } = subscriptionsOf(trigger);

describe('an activation with existing subscriptions', () => {
	test('changes nothing and keeps the keys', async () => {
		await trigger.n8n.activate();
		const [before, keys] = [ids(), trigger.n8n.activation()];
		await trigger.n8n.reactivateAtStart();
		expect(ids()).toEqual(before);
		expect(trigger.n8n.activation()).toMatchObject({
			signingKey: keys.signingKey,
			token: keys.token,
		});
	});

	test('creates the one that was removed at Hero by hand', async () => {
		await trigger.n8n.activate();
		const keys = trigger.n8n.activation();
		const [first, second, third] = ids();
		trigger.hero.webhooks.delete(second);
		await trigger.n8n.reactivateAtStart();
		expect(subscribedEvents().sort()).toEqual([...threeEvents].sort());
		expect(ids()).toEqual([first, third, expect.any(String)]);
		expect(trigger.n8n.activation().subscriptions.map(({ id }) => id)).toEqual(ids());
		for (const { signing_key } of subscriptions()) expect(signing_key).toBe(keys.signingKey);
	});

	test('leaves an ID that now belongs to another URL, and creates a subscription for its event', async () => {
		const [first] = ids();
		trigger.hero.webhooks.set(first, { ...trigger.hero.webhooks.get(first)!, url: foreignUrl });
		await trigger.n8n.reactivateAtStart();
		expect(ids()).toContain(first);
		expect(subscribedEvents().sort()).toEqual([...threeEvents].sort());
	});

	test('creates all subscriptions when all were removed by hand', async () => {
		await trigger.n8n.activate();
		trigger.hero.webhooks.clear();
		await trigger.n8n.reactivateAtStart();
		expect(subscribedEvents()).toEqual(threeEvents);
	});

	test('removes a duplicate, and one for an event that is not selected', async () => {
		await trigger.n8n.activate();
		const before = ids();
		addSubscription(confirmed, trigger.n8n.productionUrl);
		addSubscription('prescription.issued', trigger.n8n.productionUrl);
		const other = addSubscription(confirmed, foreignUrl);
		await trigger.n8n.reactivateAtStart();
		expect(ids()).toEqual([...before, other]);
	});

	test('replaces an unknown one, because Hero signs it with another key', async () => {
		await trigger.n8n.activate();
		const [first] = ids();
		trigger.hero.webhooks.delete(first);
		const foreign = addSubscription(confirmed, trigger.n8n.productionUrl);
		await trigger.n8n.reactivateAtStart();
		expect(ids()).not.toContain(foreign);
		expect(subscribedEvents().sort()).toEqual([...threeEvents].sort());
		for (const { signing_key } of subscriptions())
			expect(signing_key).toBe(trigger.n8n.activation().signingKey);
	});

	test('replaces an unknown one that it could not remove', async () => {
		await trigger.n8n.activate();
		const foreign = addSubscription(confirmed, trigger.n8n.productionUrl);
		trigger.hero.webhooks.delete(ids().find((id) => id !== foreign)!);
		trigger.proxy.setFaults(({ method }) => (method === 'DELETE' ? { status: 500 } : undefined));
		await trigger.n8n.deactivate();
		trigger.proxy.setFaults(() => undefined);
		await trigger.n8n.activate();
		expect(ids()).not.toContain(foreign);
		for (const { signing_key } of subscriptions())
			expect(signing_key).toBe(trigger.n8n.activation().signingKey);
		expect(subscribedEvents().sort()).toEqual([...threeEvents].sort());
	});

	test('starts over when the keys are lost', async () => {
		await trigger.n8n.activate();
		const before = ids();
		trigger.n8n.staticData = {};
		await trigger.n8n.reactivateAtStart();
		expect(subscribedEvents()).toEqual(threeEvents);
		for (const id of before) expect(ids()).not.toContain(id);
	});

	test('keeps the existing ones when Hero rejects the missing one, and fails with the reason', async () => {
		await trigger.n8n.activate();
		const [first, ...others] = ids();
		trigger.hero.webhooks.delete(first);
		trigger.proxy.setFaults(({ method }) =>
			method === 'POST' ? { status: 400 } : method === 'DELETE' ? { status: 500 } : undefined,
		);
		expect(await rejection(trigger.n8n.reactivateAtStart())).toContain(
			'Hero did not accept the values',
		);
		expect(ids()).toEqual(others);
	});

	test('fails with the reason when Hero cannot be reached, and changes nothing', async () => {
		await trigger.n8n.activate();
		const before = ids();
		trigger.proxy.setFaults(() => ({ status: 500 }));
		expect(await rejection(trigger.n8n.reactivateAtStart())).toContain('status 500');
		expect(ids()).toEqual(before);
		trigger.proxy.setFaults(() => undefined);
		await trigger.n8n.reactivateAtStart();
		expect(ids()).toEqual(before);
	});

	test.each<Fault>([
		{ status: 404 },
		{ status: 405 },
		{ status: 204 },
		{ status: 200, body: { webhooks: [] } },
	])('works without a list when Hero has none: %j', async (fault) => {
		trigger.proxy.setFaults(({ method }) => (method === 'GET' ? fault : undefined));
		await trigger.n8n.activate();
		const before = ids();
		await trigger.n8n.reactivateAtStart();
		expect(ids()).toEqual(before);
		await trigger.n8n.deactivate();
		expect(ids()).toEqual([]);
	});

	test('accepts a list without a wrapper', async () => {
		await trigger.n8n.activate();
		const before = ids();
		trigger.proxy.setFaults(({ method }) =>
			method === 'GET' ? { status: 200, body: subscriptions() } : undefined,
		);
		await trigger.n8n.reactivateAtStart();
		expect(ids()).toEqual(before);
	});

	test.each<object>([
		{ id: '1', url: { toString: 1 } },
		{ id: { toString: 1 }, url: 'https://elsewhere.example.com' },
		{ id: '1', url: 'https://elsewhere.example.com', event_type: { toString: 1 } },
		{
			id: '1',
			url: 'https://elsewhere.example.com',
			headers: { 'x-n8n-workflow': { toString: 1 } },
		},
	])('ignores a row of another form: %j', async (row) => {
		trigger.proxy.setFaults(({ method }) =>
			method === 'GET' ? { status: 200, body: { data: [row, ...subscriptions()] } } : undefined,
		);
		await trigger.n8n.activate();
		const before = ids();
		await trigger.n8n.reactivateAtStart();
		expect(ids()).toEqual(before);
		await trigger.n8n.deactivate();
		expect(ids()).toEqual([]);
		expect(trigger.n8n.log.filter(({ level }) => level === 'warn')).toEqual([]);
	});

	test('accepts IDs that are numbers', async () => {
		await trigger.n8n.activate();
		const before = ids();
		trigger.proxy.setFaults(({ method }) =>
			method === 'GET'
				? {
						status: 200,
						body: { data: subscriptions().map((one) => ({ ...one, id: Number(one.id) })) },
					}
				: undefined,
		);
		await trigger.n8n.reactivateAtStart();
		expect(ids()).toEqual(before);
	});
});
