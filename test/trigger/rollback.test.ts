import type { FaultyProxy } from '../support/trigger/faultyProxy';
import {
	expectNoSecretIn,
	foreignUrl,
	rejection,
	threeEvents,
	subscriptionsOf,
	triggerParameters,
} from '../support/trigger/heroSubscriptions';
import { cancelled, confirmed, rescheduled, setUpTrigger } from '../support/trigger/triggerSetup';

const trigger = setUpTrigger(triggerParameters, { isPublished: false });
const { subscribedEvents, ids, addSubscription, expectWarningAbout } = subscriptionsOf(trigger);

describe('all or nothing: when the third subscription', () => {
	const third = (fault: Parameters<FaultyProxy['setFaults']>[0]) =>
		trigger.proxy.setFaults((asked, index) =>
			asked.method === 'POST' && index === 2 ? fault(asked, index) : undefined,
		);

	test.each([400, 401, 403, 404, 409, 500])('is rejected with %i, none stays', async (status) => {
		third(() => ({ status, body: { error: true } }));
		const message = await rejection(trigger.n8n.activate());
		expect(message).toMatch(/^Hero /);
		expectNoSecretIn(message, trigger);
		expect(ids()).toEqual([]);
		expect(trigger.n8n.activation().subscriptions).toEqual([]);
	});

	test('is created and the response is lost, none stays', async () => {
		third(() => 'responseLost');
		await rejection(trigger.n8n.activate());
		expect(ids()).toEqual([]);
	});

	test('is created and a proxy responds with a page, none stays', async () => {
		trigger.proxy.setFaults(({ method }, index) =>
			method === 'POST' && index === 2 ? { status: 200, body: '<html></html>' } : undefined,
		);
		await rejection(trigger.n8n.activate());
		expect(ids()).toEqual([]);
	});

	test('is rejected and Hero has no list of subscriptions, none stays', async () => {
		trigger.proxy.setFaults(({ method }, index) => {
			if (method === 'GET') return { status: 404 };
			return method === 'POST' && index === 2 ? { status: 400 } : undefined;
		});
		await rejection(trigger.n8n.activate());
		expect(ids()).toEqual([]);
	});

	test('is rejected and the list fails, none stays', async () => {
		let refusedOne = false;
		trigger.proxy.setFaults(({ method }, index) => {
			if (method === 'POST' && index === 2) {
				refusedOne = true;
				return { status: 400 };
			}
			return method === 'GET' && refusedOne ? { status: 500 } : undefined;
		});
		await rejection(trigger.n8n.activate());
		expect(ids()).toEqual([]);
	});

	test('is created, the response is lost and Hero has no list, the error names the one that stays', async () => {
		trigger.proxy.setFaults(({ method }, index) => {
			if (method === 'GET') return { status: 404 };
			return method === 'POST' && index === 2 ? 'responseLost' : undefined;
		});
		const message = await rejection(trigger.n8n.activate());
		expect(subscribedEvents()).toEqual([rescheduled]);
		const named = `Hero may have created a webhook for ${rescheduled} all the same`;
		expect(message).toContain(named);
		expect(message).toContain('ask Hero to remove it');
		expect(JSON.stringify(trigger.n8n.log)).toContain(named);
	});

	test('is created, the response is lost and the list comes back, the next activation removes it', async () => {
		trigger.proxy.setFaults(({ method }, index) => {
			if (method === 'GET') return { status: 404 };
			return method === 'POST' && index === 2 ? 'responseLost' : undefined;
		});
		await rejection(trigger.n8n.activate());
		trigger.proxy.setFaults(() => undefined);
		await trigger.n8n.activate();
		expect(subscribedEvents()).toEqual(threeEvents);
	});

	test('is rejected and Hero has no list, the error names none', async () => {
		trigger.proxy.setFaults(({ method }, index) => {
			if (method === 'GET') return { status: 404 };
			return method === 'POST' && index === 2 ? { status: 400 } : undefined;
		});
		expect(await rejection(trigger.n8n.activate())).not.toContain('all the same');
	});

	test('gets a response without an ID, none stays', async () => {
		trigger.proxy.setFaults(({ method }, index) =>
			method === 'POST' && index === 2 ? { status: 200, body: {} } : undefined,
		);
		expect(await rejection(trigger.n8n.activate())).toContain('without the ID of the webhook');
		expect(ids()).toEqual([]);
	});

	test.each([null, '', { toString: 1 }])(
		'gets a response with the ID %j, none stays',
		async (id) => {
			trigger.proxy.setFaults(({ method }, index) =>
				method === 'POST' && index === 2 ? { status: 200, body: { id } } : undefined,
			);
			expect(await rejection(trigger.n8n.activate())).toContain('without the ID of the webhook');
			expect(ids()).toEqual([]);
		},
	);

	test('is rejected, other subscriptions and those of a test stay unchanged', async () => {
		const others = [
			addSubscription(confirmed, foreignUrl),
			addSubscription(confirmed, trigger.n8n.testUrl),
		];
		third(() => ({ status: 400 }));
		await rejection(trigger.n8n.activate());
		expect(ids()).toEqual(others);
	});

	test('is rejected and so is the rollback, the next activation removes the first two', async () => {
		trigger.proxy.setFaults(({ method }, index) => {
			if (method === 'DELETE') return { status: 500 };
			return method === 'POST' && index === 2 ? { status: 400 } : undefined;
		});
		await rejection(trigger.n8n.activate());
		expect(subscribedEvents()).toEqual([confirmed, cancelled]);
		trigger.proxy.setFaults(() => undefined);
		await trigger.n8n.activate();
		expect(subscribedEvents()).toEqual(threeEvents);
		expect(trigger.n8n.activation().subscriptions).toHaveLength(3);
	});

	test('is rejected, the rollback fails and the URL of n8n has changed, the log names the ones that stay', async () => {
		trigger.proxy.setFaults(({ method }, index) => {
			if (method === 'DELETE') return { status: 500 };
			return method === 'POST' && index === 2 ? { status: 400 } : undefined;
		});
		await rejection(trigger.n8n.activate());
		const before = ids();
		trigger.proxy.setFaults(() => undefined);
		trigger.n8n.address = 'http://127.0.0.1:9';
		await trigger.n8n.activate();
		expect(subscribedEvents()).toEqual(threeEvents);
		expect(ids()).toEqual(expect.arrayContaining(before));
		expectWarningAbout(before);
	});
});
