import type { INodeParameters } from 'n8n-workflow';

import { startSandbox, type Sandbox } from '../../sandbox';
import { clientOf } from '../support/sandbox/client';
import {
	foreignUrl,
	threeEvents,
	subscriptionsOf,
	triggerParameters,
} from '../support/trigger/heroSubscriptions';
import { confirmed, setUpTrigger } from '../support/trigger/triggerSetup';

const trigger = setUpTrigger(triggerParameters, { isPublished: false });
const { subscriptions, subscribedEvents, ids, expectWarningAbout } = subscriptionsOf(trigger);

const options = (more: INodeParameters): INodeParameters => ({
	...trigger.n8n.parameters,
	options: more,
});

describe('the next activation puts right', () => {
	let other: Sandbox | undefined;
	beforeEach(() => trigger.n8n.activate());
	afterEach(async () => {
		await other?.stop();
		other = undefined;
	});

	test('changed events', async () => {
		await trigger.n8n.publish({
			...trigger.n8n.parameters,
			events: [confirmed, 'prescription.issued'],
		});
		expect(subscribedEvents()).toEqual([confirmed, 'prescription.issued']);
	});

	test('changed events when the former subscriptions could not be removed', async () => {
		trigger.proxy.setFaults(({ method }) => (method === 'DELETE' ? { status: 500 } : undefined));
		await trigger.n8n.deactivate();
		expect(subscribedEvents()).toEqual(threeEvents);
		trigger.proxy.setFaults(() => undefined);
		trigger.n8n.parameters = { ...trigger.n8n.parameters, events: ['prescription.issued'] };
		await trigger.n8n.activate();
		expect(subscriptions().map(({ event_type }) => event_type)).toEqual(['prescription.issued']);
	});

	test('a changed key', async () => {
		trigger.hero.changeApiKey('new-key');
		trigger.n8n.credentials.apiKey = 'new-key';
		await trigger.n8n.deactivate();
		await trigger.n8n.activate();
		expect(subscribedEvents()).toEqual(threeEvents);
		expect(ids()).toHaveLength(3);
		trigger.hero.changeApiKey('demo-key');
	});

	test('a changed practice group', async () => {
		const before = trigger.n8n.activation();
		trigger.n8n.credentials.practiceGroupId = '1043';
		await trigger.n8n.reactivateAtStart();
		expect(subscribedEvents(trigger.n8n.productionUrl, '1043')).toEqual(threeEvents);
		expect(trigger.n8n.activation().signingKey).not.toBe(before.signingKey);
	});

	test('a changed practice group, and the former one gets no more deliveries', async () => {
		trigger.n8n.credentials.practiceGroupId = '1043';
		await trigger.n8n.reactivateAtStart();
		expect(subscriptions('1042')).toEqual([]);
	});

	test('another practice group in Options, and the former one gets no more deliveries', async () => {
		await trigger.n8n.publish(options({ practiceGroupId: '1043' }));
		expect(subscribedEvents(trigger.n8n.productionUrl, '1043')).toEqual(threeEvents);
		expect(subscriptions('1042')).toEqual([]);
	});

	test('a former practice group whose subscriptions could not be removed at first', async () => {
		trigger.proxy.setFaults(({ method, headers }) =>
			method === 'DELETE' && headers['x-practice-group-id'] === '1042'
				? { status: 403 }
				: undefined,
		);
		trigger.n8n.credentials.practiceGroupId = '1043';
		await trigger.n8n.reactivateAtStart();
		expect(subscribedEvents(trigger.n8n.productionUrl, '1043')).toEqual(threeEvents);
		trigger.proxy.setFaults(() => undefined);
		await trigger.n8n.reactivateAtStart();
		expect(subscriptions('1042')).toEqual([]);
		expect(subscribedEvents(trigger.n8n.productionUrl, '1043')).toEqual(threeEvents);
	});

	test('a changed URL of n8n; subscriptions that a copy may need stay at the former URL, and the log names them', async () => {
		const [before, former] = [ids(), trigger.n8n.productionUrl];
		trigger.n8n.address = 'http://127.0.0.1:9';
		await trigger.n8n.reactivateAtStart();
		expect(subscribedEvents()).toEqual(threeEvents);
		expect(subscribedEvents(former)).toEqual(threeEvents);
		expectWarningAbout(before);
		expect(trigger.n8n.activation().subscriptions.map(({ url }) => url)).toEqual(
			threeEvents.map(() => trigger.n8n.productionUrl),
		);
	});

	test('a changed URL of n8n, with new keys, because a copy may know the old ones', async () => {
		const { signingKey, token } = trigger.n8n.activation();
		trigger.n8n.address = 'http://127.0.0.1:9';
		await trigger.n8n.publish();
		expect([trigger.n8n.activation().signingKey, trigger.n8n.activation().token]).not.toEqual(
			expect.arrayContaining([signingKey, token].slice(0, 1)),
		);
	});

	test('a URL that changes and changes back, without duplicate subscriptions', async () => {
		const former = trigger.n8n.address;
		trigger.n8n.address = 'http://127.0.0.1:9';
		await trigger.n8n.reactivateAtStart();
		trigger.n8n.address = former;
		await trigger.n8n.reactivateAtStart();
		expect(subscribedEvents()).toEqual(threeEvents);
		for (const { url, signing_key } of subscriptions()) {
			if (url === trigger.n8n.productionUrl)
				expect(signing_key).toBe(trigger.n8n.activation().signingKey);
		}
	});

	test('a changed URL, and the log does not name subscriptions that were removed by hand', async () => {
		const before = ids();
		trigger.n8n.address = 'http://127.0.0.1:9';
		await trigger.n8n.reactivateAtStart();
		for (const id of before) trigger.hero.webhooks.delete(id);
		trigger.n8n.log = [];
		await trigger.n8n.deactivate();
		await trigger.n8n.activate();
		expect(trigger.n8n.log.filter(({ level }) => level === 'warn')).toEqual([]);
	});

	test('a changed URL when Hero has no list of webhooks', async () => {
		const before = ids();
		trigger.n8n.address = 'http://127.0.0.1:9';
		trigger.proxy.setFaults(({ method }) => (method === 'GET' ? { status: 404 } : undefined));
		await trigger.n8n.reactivateAtStart();
		expect(subscribedEvents()).toEqual(threeEvents);
		expectWarningAbout(before);
	});

	test('another Hero, whose webhook with the same ID belongs to somebody else', async () => {
		other = await startSandbox();
		const [first, second] = ids();
		// The other Hero has given the same IDs to webhooks of somebody else.
		while (!other.webhooks.has(second)) {
			const body = { event_type: confirmed, url: foreignUrl };
			await clientOf(other).post('/v1/webhooks', body);
		}
		const foreign = [...other.webhooks.keys()];
		expect(foreign).toEqual(expect.arrayContaining([first, second]));
		trigger.n8n.credentials.baseUrl = other.url;
		await trigger.n8n.reactivateAtStart();
		const after = [...other.webhooks.values()];
		expect(after.filter(({ url }) => url === foreignUrl).map(({ id }) => id)).toEqual(foreign);
		expect(after.filter(({ url }) => url === trigger.n8n.productionUrl)).toHaveLength(3);
	});

	test('another Hero and back again, without duplicate subscriptions at the first', async () => {
		other = await startSandbox();
		trigger.n8n.credentials.baseUrl = other.url;
		await trigger.n8n.reactivateAtStart();
		trigger.n8n.credentials.baseUrl = trigger.proxy.url;
		await trigger.n8n.reactivateAtStart();
		expect(subscribedEvents()).toEqual(threeEvents);
		for (const { signing_key } of subscriptions())
			expect(signing_key).toBe(trigger.n8n.activation().signingKey);
	});
});

describe('a change of a published workflow', () => {
	test('keeps the key and the token, because a delivery in progress could store the old ones again', async () => {
		await trigger.n8n.activate();
		const before = trigger.n8n.activation();
		await trigger.n8n.publish({ ...trigger.n8n.parameters, events: [confirmed] });
		expect(trigger.n8n.activation()).toMatchObject({
			signingKey: before.signingKey,
			token: before.token,
		});
		expect(subscriptions()).toMatchObject([{ signing_key: before.signingKey }]);
	});

	test('to another practice group creates new keys', async () => {
		await trigger.n8n.activate();
		const before = trigger.n8n.activation();
		await trigger.n8n.publish(options({ practiceGroupId: '1043' }));
		expect(trigger.n8n.activation().signingKey).not.toBe(before.signingKey);
	});
});
