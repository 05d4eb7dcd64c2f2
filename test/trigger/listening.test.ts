import {
	rejection,
	threeEvents,
	subscriptionsOf,
	triggerParameters,
} from '../support/trigger/heroSubscriptions';
import { deliver, eventOf, signDelivery } from '../support/trigger/signedDelivery';
import { setUpTrigger } from '../support/trigger/triggerSetup';

const trigger = setUpTrigger(triggerParameters, { isPublished: false });
const { subscriptions, subscribedEvents, ids } = subscriptionsOf(trigger);

describe('listening in the editor', () => {
	test('has subscriptions of its own beside those of the published workflow', async () => {
		await trigger.n8n.activate();
		const published = ids();
		await trigger.n8n.listen();
		expect(subscribedEvents()).toEqual(threeEvents);
		expect(subscribedEvents(trigger.n8n.testUrl)).toEqual(threeEvents);
		await trigger.n8n.stopListening();
		expect(ids()).toEqual(published);
	});

	test('has a key of its own, and one event ends it', async () => {
		await trigger.n8n.activate();
		await trigger.n8n.listen();
		const [test] = subscriptions().filter(({ url }) => url === trigger.n8n.testUrl);
		const token = test.headers!['x-n8n-token'];
		expect([test.signing_key, token]).not.toContain(trigger.n8n.activation().signingKey);
		const keys = { signingKey: test.signing_key!, token };
		const answer = await deliver(
			trigger.n8n,
			signDelivery(keys, eventOf('1')),
			trigger.n8n.testUrl,
		);
		expect(answer.status).toBe(200);
		expect(trigger.n8n.runs).toHaveLength(1);
		expect(subscribedEvents(trigger.n8n.testUrl)).toEqual([]);
		expect(subscribedEvents()).toEqual(threeEvents);
	});

	test('does not end at a rejected delivery', async () => {
		await trigger.n8n.listen();
		const forged = { signingKey: 'forged', token: 'forged' };
		expect(
			(await deliver(trigger.n8n, signDelivery(forged, eventOf('1')), trigger.n8n.testUrl)).status,
		).toBe(401);
		expect(subscribedEvents(trigger.n8n.testUrl)).toEqual(threeEvents);
	});

	test('and the published workflow are deactivated independently', async () => {
		await trigger.n8n.activate();
		await trigger.n8n.listen();
		await trigger.n8n.deactivate();
		expect(subscribedEvents()).toEqual([]);
		expect(subscribedEvents(trigger.n8n.testUrl)).toEqual(threeEvents);
	});

	test('leaves no subscription when Hero rejects the third one', async () => {
		trigger.proxy.setFaults(({ method }, index) =>
			method === 'POST' && index === 2 ? { status: 400 } : undefined,
		);
		await rejection(trigger.n8n.listen());
		expect(ids()).toEqual([]);
	});
});
