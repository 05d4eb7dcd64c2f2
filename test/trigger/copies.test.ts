import { startSandbox, type Sandbox } from '../../sandbox';
import { eventOf, signDelivery, deliver } from '../support/trigger/signedDelivery';
import { openFaultyProxy, type FaultyProxy } from '../support/trigger/faultyProxy';
import { openN8n, type N8n, type N8nOptions } from '../support/trigger/n8n';

const confirmed = 'appointment.confirmed';
const cancelled = 'appointment.cancelled';
const events = [confirmed, cancelled];

let hero: Sandbox;
let proxy: FaultyProxy;
let live: N8n;
let copies: N8n[];

beforeAll(async () => {
	hero = await startSandbox({ settings: { delivery_tries: 1 } });
});
afterAll(() => hero.stop());
beforeEach(async () => {
	hero.webhooks.clear();
	proxy = await openFaultyProxy(hero);
	copies = [];
	live = await openWorkflow({ workflowId: 'live' });
	await live.activate();
});
afterEach(async () => {
	for (const copy of copies) await copy.stop();
	await proxy.close();
});

async function openWorkflow(options: Partial<N8nOptions>): Promise<N8n> {
	const parameters = { events, fetchRecord: false };
	const workflow = await openN8n({ hero: proxy, parameters, ...options });
	copies.push(workflow);
	return workflow;
}

/** A workflow with the static data of the live one. */
async function copied(options: Partial<N8nOptions> = {}): Promise<N8n> {
	const copy = await openWorkflow({ workflowId: 'copy', ...options });
	copy.staticData = live.staticData;
	return copy;
}

/** Changes the data to those of version 0.1.0, whose subscriptions show no owner at Hero. */
function asEarlierVersion(workflow: N8n): void {
	const { subscriptions, ...kept } = workflow.activation();
	workflow.staticData = {
		'node:Hero Health Trigger': {
			...kept,
			owner: undefined,
			subscriptions: subscriptions.map((one) => ({ ...one, workflowId: undefined })),
		},
	};
	for (const one of hero.webhooks.values()) delete one.headers!['x-n8n-workflow'];
}

const addressesAtHero = () => [...hero.webhooks.values()].map(({ url }) => url);
const refused = async (act: Promise<void>) => await expect(act).rejects.toThrow();

const expectLive = async () => {
	expect(live.activation().subscriptions.map(({ id }) => id)).toEqual(
		[...hero.webhooks.values()].filter(({ url }) => url === live.productionUrl).map(({ id }) => id),
	);
	const before = live.runs.length;
	const delivery = signDelivery(live.activation(), eventOf(`${before}`), {
		at: Date.now() + before,
	});
	expect((await deliver(live, delivery)).status).toBe(200);
	expect(live.runs).toHaveLength(before + 1);
};

describe.each<[string, Partial<N8nOptions>]>([
	['another workflow of the same n8n', { webhookId: 'b' }],
	['the same workflow in another n8n, as of a restored database', { workflowId: 'live' }],
	['another workflow in another n8n with the same path', {}],
])('a copy that is %s', (_, options) => {
	test('removes no subscription of others when it is published', async () => {
		const copy = await copied(options);
		await copy.activate();
		expect(addressesAtHero().filter((url) => url === copy.productionUrl)).toHaveLength(2);
		await expectLive();
	});

	test('removes no subscription of others when it is unpublished, published before or not', async () => {
		const copy = await copied(options);
		await copy.deactivate();
		await expectLive();
		await copy.activate();
		await copy.deactivate();
		await expectLive();
		expect(addressesAtHero()).toEqual(events.map(() => live.productionUrl));
	});

	test('removes no subscription of others when Hero rejects its requests, or its responses are lost', async () => {
		const copy = await copied(options);
		proxy.setFaults(({ method }, index) =>
			method === 'POST' && index === 1 ? 'responseLost' : undefined,
		);
		await refused(copy.activate());
		proxy.setFaults(() => undefined);
		await expectLive();
		expect(addressesAtHero()).toEqual(events.map(() => live.productionUrl));
	});

	test('removes no subscription of others when Hero has no list of webhooks', async () => {
		proxy.setFaults(({ method }) => (method === 'GET' ? { status: 404 } : undefined));
		const copy = await copied(options);
		await copy.activate();
		await copy.deactivate();
		await expectLive();
	});

	test('removes no subscription of others with data of an earlier version', async () => {
		asEarlierVersion(live);
		const copy = await copied(options);
		await copy.activate();
		await copy.publish();
		await copy.deactivate();
		await expectLive();
	});

	test('has keys of its own', async () => {
		const copy = await copied(options);
		await copy.activate();
		expect(copy.activation().signingKey).not.toBe(live.activation().signingKey);
		expect(copy.activation().token).not.toBe(live.activation().token);
	});

	test('has keys of its own when it gets the data while it is published', async () => {
		const copy = await copied(options);
		await copy.activate();
		copy.staticData = live.staticData;
		await copy.publish();
		expect(copy.activation().signingKey).not.toBe(live.activation().signingKey);
		await expectLive();
		await copy.deactivate();
		await expectLive();
	});
});

describe('a copy with the path of the live workflow', () => {
	const sharing = async () => {
		const copy = await copied({ holders: new Map([[live.productionUrl, 'live']]) });
		copy.address = live.address;
		return copy;
	};

	test('is not published, and removes no subscription of others when it is unpublished', async () => {
		const copy = await sharing();
		await refused(copy.activate());
		await copy.deactivate();
		await expectLive();
	});

	test('removes no subscription of others with data of an earlier version', async () => {
		asEarlierVersion(live);
		const copy = await sharing();
		await refused(copy.activate());
		await copy.deactivate();
		await expectLive();
	});

	test('leaves the subscriptions of another workflow at this URL, and does not adopt them', async () => {
		const copy = await copied();
		copy.address = live.address;
		await copy.activate();
		expect(addressesAtHero()).toEqual([...events, ...events].map(() => live.productionUrl));
		await copy.deactivate();
		expect(addressesAtHero()).toEqual(events.map(() => live.productionUrl));
	});
});

describe('a subscription of an earlier version', () => {
	beforeEach(() => asEarlierVersion(live));

	test('is adopted at a delivery, and removed when the workflow is unpublished', async () => {
		await expectLive();
		await live.deactivate();
		expect(addressesAtHero()).toEqual([]);
	});

	test('stays when the workflow is unpublished before any delivery; the log names it, and the next publication removes it', async () => {
		const before = [...hero.webhooks.keys()];
		await live.deactivate();
		expect([...hero.webhooks.keys()]).toEqual(before);
		const warned = JSON.stringify(live.log.filter(({ level }) => level === 'warn'));
		for (const id of before) expect(warned).toContain(id);
		await live.activate();
		expect(addressesAtHero()).toHaveLength(2);
		await expectLive();
	});

	test('keeps its keys when the workflow is changed', async () => {
		const { signingKey, token } = live.activation();
		await live.publish();
		expect(live.activation()).toMatchObject({ signingKey, token });
		expect(addressesAtHero()).toHaveLength(2);
		await expectLive();
	});
});
