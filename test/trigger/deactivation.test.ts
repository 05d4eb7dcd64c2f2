import {
	foreignUrl,
	subscriptionsOf,
	threeEvents,
	triggerParameters,
} from '../support/trigger/heroSubscriptions';
import { deliverEvent, eventOf } from '../support/trigger/signedDelivery';
import { confirmed, setUpTrigger } from '../support/trigger/triggerSetup';

const trigger = setUpTrigger(triggerParameters, { isPublished: false });
const { subscribedEvents, ids, addSubscription, expectWarningAbout } = subscriptionsOf(trigger);

describe('a deactivation', () => {
	beforeEach(() => trigger.n8n.activate());

	test('removes the subscriptions', async () => {
		await trigger.n8n.deactivate();
		expect(ids()).toEqual([]);
		expect(trigger.n8n.activation().subscriptions).toEqual([]);
	});

	test('counts an unknown one as removed', async () => {
		trigger.proxy.setFaults(({ method }) => {
			if (method === 'DELETE') trigger.hero.webhooks.clear();
			return undefined;
		});
		await trigger.n8n.deactivate();
		expect(trigger.n8n.activation().subscriptions).toEqual([]);
		expect(trigger.n8n.log.filter(({ level }) => level === 'warn')).toEqual([]);
	});

	test('finds them by URL when the IDs are lost', async () => {
		trigger.n8n.staticData = {};
		await trigger.n8n.deactivate();
		expect(ids()).toEqual([]);
	});

	test('leaves them when n8n has another URL, and the log names them', async () => {
		const before = ids();
		trigger.n8n.address = 'http://127.0.0.1:9';
		await trigger.n8n.deactivate();
		expect(ids()).toEqual(before);
		expectWarningAbout(before);
	});

	test('leaves subscriptions without an owner at its URL, because n8n may have given it to another workflow', async () => {
		const unmarked = addSubscription(confirmed, trigger.n8n.productionUrl);
		await trigger.n8n.deactivate();
		expect(ids()).toEqual([unmarked]);
		await trigger.n8n.activate();
		expect(ids()).not.toContain(unmarked);
	});

	test('leaves an ID that now belongs to another URL', async () => {
		const [first] = ids();
		trigger.hero.webhooks.set(first, { ...trigger.hero.webhooks.get(first)!, url: foreignUrl });
		await trigger.n8n.deactivate();
		expect(ids()).toEqual([first]);
	});

	test('keeps the IDs of those that Hero did not remove', async () => {
		const [, second] = ids();
		trigger.proxy.setFaults(({ method, path }) =>
			method === 'DELETE' && path.endsWith(`/${second}`) ? { status: 500 } : undefined,
		);
		await trigger.n8n.deactivate();
		expect(ids()).toEqual([second]);
		expect(trigger.n8n.activation().subscriptions.map(({ id }) => id)).toEqual([second]);
		trigger.proxy.setFaults(() => undefined);
		await trigger.n8n.activate();
		expect(subscribedEvents().sort()).toEqual([...threeEvents].sort());
		expect(trigger.n8n.activation().subscriptions.map(({ id }) => id)).toEqual(ids());
	});

	test('keeps all IDs when Hero rejects the key, and the next activation uses them', async () => {
		const before = ids();
		trigger.proxy.setFaults(() => ({ status: 403 }));
		await trigger.n8n.deactivate();
		expect(trigger.n8n.activation().subscriptions.map(({ id }) => id)).toEqual(before);
		expect(trigger.n8n.log).toContainEqual({
			level: 'warn',
			message: expect.stringContaining('key'),
		});
		trigger.proxy.setFaults(() => undefined);
		await trigger.n8n.activate();
		expect(ids()).toEqual(before);
		expect((await deliverEvent(trigger.n8n, eventOf('1'))).status).toBe(200);
	});

	test.each([400, 403, 500, 501, 503])(
		'removes the recorded ones when the list gives %i, and logs that',
		async (status) => {
			trigger.proxy.setFaults(({ method }) => (method === 'GET' ? { status } : undefined));
			await trigger.n8n.deactivate();
			expect(ids()).toEqual([]);
			expect(trigger.n8n.activation()).toMatchObject({ subscriptions: [], left: [] });
			expect(trigger.n8n.log).toContainEqual({
				level: 'warn',
				message: expect.stringContaining('webhooks could not be listed'),
			});
		},
		30_000,
	);

	test('removes the recorded ones when the list fails, and keeps the IDs of the others', async () => {
		const [, second] = ids();
		trigger.proxy.setFaults(({ method, path }) =>
			method === 'GET' || path.endsWith(`/${second}`) ? { status: 500 } : undefined,
		);
		await trigger.n8n.deactivate();
		expect(ids()).toEqual([second]);
		expect(trigger.n8n.activation().subscriptions.map(({ id }) => id)).toEqual([second]);
	});

	test('leaves subscriptions that a copy may need when the list fails, and the log names them', async () => {
		const before = ids();
		trigger.n8n.address = 'http://127.0.0.1:9';
		trigger.proxy.setFaults(({ method }) => (method === 'GET' ? { status: 500 } : undefined));
		await trigger.n8n.deactivate();
		expect(ids()).toEqual(before);
		expectWarningAbout(before);
	});

	test('encodes an ID, so that it cannot reach another endpoint', async () => {
		trigger.proxy.setFaults(({ method }) =>
			method === 'GET'
				? { status: 200, body: { data: [{ id: '../admins', url: trigger.n8n.productionUrl }] } }
				: undefined,
		);
		await trigger.n8n.reactivateAtStart();
		const deletes = trigger.proxy.requestLog().filter((one) => one.startsWith('DELETE'));
		expect(deletes).toContain('DELETE /v1/webhooks/..%2Fadmins');
		expect(deletes.filter((one) => one.includes('/admins'))).toEqual([]);
	});
});
