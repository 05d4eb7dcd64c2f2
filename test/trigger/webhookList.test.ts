import type { Fault } from '../support/trigger/faultyProxy';
import {
	subscriptionsOf,
	threeEvents,
	triggerParameters,
} from '../support/trigger/heroSubscriptions';
import { setUpTrigger } from '../support/trigger/triggerSetup';

const trigger = setUpTrigger(triggerParameters, { isPublished: false });
const { subscriptions, subscribedEvents, ids, expectWarningAbout } = subscriptionsOf(trigger);

/** The subscriptions from an index on, in a list with two rows a page. */
const twoFrom = (start: number) => ({
	data: subscriptions().slice(start, start + 2),
	count: subscriptions().length,
});
const isPage = (path: string) => path.includes('page_index');
const pageOf = (path: string) =>
	Number(new URL(path, 'http://localhost').searchParams.get('page_index'));

describe.each<[string, (path: string) => Fault]>([
	['in pages from 0', (path) => ({ status: 200, body: twoFrom(2 * pageOf(path)) })],
	[
		'in pages from 1',
		(path) => ({ status: 200, body: twoFrom(2 * Math.max(pageOf(path) - 1, 0)) }),
	],
	['only to its second row', () => ({ status: 200, body: twoFrom(0) })],
	[
		'only to its second row, and Hero refuses to page it',
		(path) => (isPage(path) ? { status: 400 } : { status: 200, body: twoFrom(0) }),
	],
	[
		'only to its second row, and pages are no list',
		(path) => ({ status: 200, body: isPage(path) ? {} : twoFrom(0) }),
	],
	[
		'only to its second row, and pages are empty',
		(path) => ({ status: 200, body: isPage(path) ? { data: [], count: 0 } : twoFrom(0) }),
	],
	[
		'only to its second row, and nothing tells that there are more',
		() => ({ status: 200, body: twoFrom(0).data }),
	],
])('where the list of webhooks comes %s', (_, list) => {
	const expectThree = () => {
		expect(subscribedEvents().sort()).toEqual([...threeEvents].sort());
		const known = trigger.n8n.activation().subscriptions.map(({ id }) => id);
		expect(known.sort()).toEqual(ids().sort());
	};
	beforeEach(async () => {
		trigger.proxy.setFaults(({ method, path }) => (method === 'GET' ? list(path) : undefined));
		await trigger.n8n.activate();
	});

	test('a start of n8n creates no duplicate, and a deactivation leaves none', async () => {
		for (let start = 0; start < 3; start++) {
			await trigger.n8n.reactivateAtStart();
			expectThree();
		}
		await trigger.n8n.deactivate();
		expect(ids()).toEqual([]);
	});

	test('a subscription that was removed by hand is created again', async () => {
		trigger.hero.webhooks.delete(ids()[2]);
		await trigger.n8n.reactivateAtStart();
		expectThree();
	});

	test('a change of the workflow creates no duplicate', async () => {
		await trigger.n8n.publish();
		expectThree();
	});

	test('an unlisted subscription that could not be removed stays recorded', async () => {
		trigger.proxy.setFaults(({ method, path }) => {
			if (method === 'DELETE') return { status: 500 };
			return method === 'GET' ? list(path) : undefined;
		});
		await trigger.n8n.reactivateAtStart();
		trigger.proxy.setFaults(({ method, path }) => (method === 'GET' ? list(path) : undefined));
		await trigger.n8n.deactivate();
		expect(ids()).toEqual([]);
	});
});

describe('when the count of webhooks exceeds the list', () => {
	beforeEach(() => trigger.n8n.activate());

	test('subscriptions of a former URL stay recorded', async () => {
		const before = ids();
		trigger.n8n.address = 'http://127.0.0.1:9';
		trigger.proxy.setFaults(({ method }) =>
			method === 'GET' ? { status: 200, body: { data: [], count: 6 } } : undefined,
		);
		await trigger.n8n.reactivateAtStart();
		trigger.n8n.log = [];
		await trigger.n8n.reactivateAtStart();
		await trigger.n8n.deactivate();
		expectWarningAbout(before);
		expect(ids()).toEqual(before);
	});

	test('a start reads the further pages, and changes nothing when these have the other subscriptions', async () => {
		trigger.proxy.setFaults(({ method, path }) =>
			method === 'GET' ? { status: 200, body: twoFrom(2 * pageOf(path)) } : undefined,
		);
		const requestCount = trigger.proxy.requests.length;
		await trigger.n8n.reactivateAtStart();
		expect(trigger.proxy.requestLog().slice(requestCount)).toEqual([
			'GET /v1/webhooks',
			'GET /v1/webhooks?page_index=0&page_size=50',
			'GET /v1/webhooks?page_index=1&page_size=50',
		]);
	});

	test('a failed page does not stop a start, and is logged', async () => {
		trigger.proxy.setFaults(({ method, path }) => {
			if (method !== 'GET') return undefined;
			return isPage(path) ? { status: 500 } : { status: 200, body: twoFrom(0) };
		});
		await trigger.n8n.reactivateAtStart();
		expect(subscribedEvents().sort()).toEqual([...threeEvents].sort());
		expect(trigger.n8n.log).toContainEqual({
			level: 'warn',
			message: expect.stringMatching(/counts more webhooks than it lists.*status 500/),
		});
	});
});
