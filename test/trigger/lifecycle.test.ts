import type { INodeParameters } from 'n8n-workflow';

import { startSandbox, type Sandbox } from '../../sandbox';
import { eventOf, signDelivery, deliver, deliverEvent } from '../support/trigger/signedDelivery';
import { openFaultyProxy, type Fault, type FaultyProxy } from '../support/trigger/faultyProxy';
import { openN8n, type N8n } from '../support/trigger/n8n';

const confirmed = 'appointment.confirmed';
const cancelled = 'appointment.cancelled';
const rescheduled = 'appointment.rescheduled';
const three = [confirmed, cancelled, rescheduled];
const stranger = 'https://elsewhere.example.com/hook';

let hero: Sandbox;
let proxy: FaultyProxy;
let n8n: N8n;

beforeAll(async () => {
	hero = await startSandbox({ settings: { delivery_tries: 1 } });
});
afterAll(() => hero.stop());
beforeEach(async () => {
	hero.webhooks.clear();
	proxy = await openFaultyProxy(hero);
	n8n = await openN8n({ hero: proxy, parameters: { events: three, fetchRecord: false } });
});
afterEach(async () => {
	await n8n.stop();
	await proxy.close();
});

/** What Hero has for a practice group, in the order of their making. */
const subscriptions = (group = '1042') =>
	[...hero.webhooks.values()].filter(({ practice_group_id }) => practice_group_id === group);
const told = (url = n8n.productionUrl, group = '1042') =>
	subscriptions(group)
		.filter((one) => one.url === url)
		.map(({ event_type }) => event_type);
const ids = () => [...hero.webhooks.keys()];

/** A subscription that somebody made by other means. */
let made = 0;
const subscribe = (event_type: string, url: string, group = '1042', id = `90${made++}`) => {
	hero.webhooks.set(id, {
		id,
		practice_group_id: group,
		event_type: event_type as typeof confirmed,
		url,
		created_at: '2026-03-15T09:30:00Z',
	});
	return id;
};

const refused = async (act: Promise<unknown>): Promise<string> => {
	const outcome = await act.then(
		() => 'nothing',
		(error: Error) => error,
	);
	expect(outcome).toBeInstanceOf(Error);
	return (outcome as Error).message;
};

const secrets = () => [n8n.activation()?.signingKey, n8n.activation()?.token, 'demo-key'].filter(Boolean);
const expectNoSecretIn = (text: string) => {
	for (const secret of secrets()) expect(text).not.toContain(secret);
};

/** The log tells of webhooks that stay at Hero. */
const expectNamed = (left: string[]) => {
	const warnings = n8n.log.filter(({ level }) => level === 'warn');
	for (const id of left) expect(JSON.stringify(warnings)).toContain(id);
};

const options = (more: INodeParameters): INodeParameters => ({ ...n8n.parameters, options: more });

describe('an activation', () => {
	test('makes one subscription for each event, with a key and a token of 256 bits', async () => {
		await n8n.activate();
		expect(told()).toEqual(three);
		const { signingKey, token } = n8n.activation();
		expect(signingKey).toMatch(/^[0-9a-f]{64}$/);
		expect(token).toMatch(/^[0-9a-f]{64}$/);
		expect(signingKey).not.toBe(token);
		for (const one of subscriptions()) {
			expect(one).toMatchObject({ signing_key: signingKey, headers: { 'x-n8n-token': token } });
			expect(one.description).toBe('Hero Health Trigger of n8n workflow workflow');
		}
	});

	test('asks once for an event that is chosen twice', async () => {
		n8n.parameters = { events: [confirmed, confirmed] };
		await n8n.activate();
		expect(told()).toEqual([confirmed]);
	});

	test('has a key and a token of its own each time', async () => {
		await n8n.activate();
		const first = n8n.activation();
		await n8n.deactivate();
		await n8n.activate();
		const second = n8n.activation();
		expect(new Set([first, second].flatMap((one) => [one.signingKey, one.token])).size).toBe(4);
	});

	test('leaves the addresses of others alone', async () => {
		const other = subscribe(confirmed, stranger);
		const sameInOtherGroup = subscribe(confirmed, n8n.productionUrl, '1043');
		await n8n.activate();
		await n8n.deactivate();
		expect(ids()).toEqual([other, sameInOtherGroup]);
	});

	test('removes what is left of its own address before, as of a workflow whose data was lost', async () => {
		const left = [confirmed, confirmed, 'prescription.issued'].map((event) =>
			subscribe(event, n8n.productionUrl),
		);
		await n8n.activate();
		expect(told()).toEqual(three);
		expect(ids()).not.toEqual(expect.arrayContaining(left));
	});

	test('without an event is refused before anything is sent', async () => {
		n8n.parameters = { events: [] };
		expect(await refused(n8n.activate())).toBe("'Trigger On' is empty: choose an event");
		expect(proxy.requestLog().filter((one) => !one.startsWith('GET'))).toEqual([]);
	});
});

describe('all or nothing: where the third subscription', () => {
	const third = (fate: Parameters<FaultyProxy['setFaults']>[0]) =>
		proxy.setFaults((asked, index) =>
			asked.method === 'POST' && index === 2 ? fate(asked, index) : undefined,
		);

	test.each([400, 401, 403, 404, 409, 500])('is refused with %i, none stays', async (status) => {
		third(() => ({ status, body: { error: true } }));
		const message = await refused(n8n.activate());
		expect(message).toMatch(/^Hero /);
		expectNoSecretIn(message);
		expect(ids()).toEqual([]);
		expect(n8n.activation().subscriptions).toEqual([]);
	});

	test('is made by Hero, whose answer is lost, none stays', async () => {
		third(() => 'responseLost');
		await refused(n8n.activate());
		expect(ids()).toEqual([]);
	});

	test('is made by Hero, which answers with a page of a proxy, none stays', async () => {
		proxy.setFaults(({ method }, index) =>
			method === 'POST' && index === 2 ? { status: 200, body: '<html></html>' } : undefined,
		);
		await refused(n8n.activate());
		expect(ids()).toEqual([]);
	});

	test('is refused, and Hero has no list of subscriptions, none stays', async () => {
		proxy.setFaults(({ method }, index) => {
			if (method === 'GET') return { status: 404 };
			return method === 'POST' && index === 2 ? { status: 400 } : undefined;
		});
		await refused(n8n.activate());
		expect(ids()).toEqual([]);
	});

	test('is refused, and the list fails just then, none stays', async () => {
		let refusedOne = false;
		proxy.setFaults(({ method }, index) => {
			if (method === 'POST' && index === 2) {
				refusedOne = true;
				return { status: 400 };
			}
			return method === 'GET' && refusedOne ? { status: 500 } : undefined;
		});
		await refused(n8n.activate());
		expect(ids()).toEqual([]);
	});

	test('is made by Hero, whose answer is lost, and Hero has no list: the one that stays is named', async () => {
		proxy.setFaults(({ method }, index) => {
			if (method === 'GET') return { status: 404 };
			return method === 'POST' && index === 2 ? 'responseLost' : undefined;
		});
		const message = await refused(n8n.activate());
		expect(told()).toEqual([rescheduled]);
		const named = `Hero may have made a webhook for ${rescheduled} all the same`;
		expect(message).toContain(named);
		expect(message).toContain('ask Hero to remove it');
		expect(JSON.stringify(n8n.log)).toContain(named);
	});

	test('is made by Hero, whose answer is lost, and the list comes back: the next activation removes it', async () => {
		proxy.setFaults(({ method }, index) => {
			if (method === 'GET') return { status: 404 };
			return method === 'POST' && index === 2 ? 'responseLost' : undefined;
		});
		await refused(n8n.activate());
		proxy.setFaults(() => undefined);
		await n8n.activate();
		expect(told()).toEqual(three);
	});

	test('is refused, and Hero has no list, nothing is said to stay', async () => {
		proxy.setFaults(({ method }, index) => {
			if (method === 'GET') return { status: 404 };
			return method === 'POST' && index === 2 ? { status: 400 } : undefined;
		});
		expect(await refused(n8n.activate())).not.toContain('all the same');
	});

	test('is answered without an ID, none stays', async () => {
		proxy.setFaults(({ method }, index) =>
			method === 'POST' && index === 2 ? { status: 200, body: {} } : undefined,
		);
		expect(await refused(n8n.activate())).toContain('without the ID of the webhook');
		expect(ids()).toEqual([]);
	});

	test.each([null, '', { toString: 1 }])('is answered with the ID %j, none stays', async (id) => {
		proxy.setFaults(({ method }, index) =>
			method === 'POST' && index === 2 ? { status: 200, body: { id } } : undefined,
		);
		expect(await refused(n8n.activate())).toContain('without the ID of the webhook');
		expect(ids()).toEqual([]);
	});

	test('is refused, others and the address of a test stay as they are', async () => {
		const others = [subscribe(confirmed, stranger), subscribe(confirmed, n8n.testUrl)];
		third(() => ({ status: 400 }));
		await refused(n8n.activate());
		expect(ids()).toEqual(others);
	});

	test('is refused, and so is what would take the first two back, the next activation does', async () => {
		proxy.setFaults(({ method }, index) => {
			if (method === 'DELETE') return { status: 500 };
			return method === 'POST' && index === 2 ? { status: 400 } : undefined;
		});
		await refused(n8n.activate());
		expect(told()).toEqual([confirmed, cancelled]);
		proxy.setFaults(() => undefined);
		await n8n.activate();
		expect(told()).toEqual(three);
		expect(n8n.activation().subscriptions).toHaveLength(3);
	});

	test('is refused, and n8n has moved meanwhile, what could not be taken back is left and named', async () => {
		proxy.setFaults(({ method }, index) => {
			if (method === 'DELETE') return { status: 500 };
			return method === 'POST' && index === 2 ? { status: 400 } : undefined;
		});
		await refused(n8n.activate());
		const before = ids();
		proxy.setFaults(() => undefined);
		n8n.address = 'http://127.0.0.1:9';
		await n8n.activate();
		expect(told()).toEqual(three);
		expect(ids()).toEqual(expect.arrayContaining(before));
		expectNamed(before);
	});
});

describe('what stops an activation is told in the message alone, since n8n shows no more:', () => {
	test('a key that Hero refuses, or that lacks the scope', async () => {
		proxy.setFaults(() => ({ status: 401 }));
		const message = await refused(n8n.activate());
		expect(message).toContain('Hero refused the API key for this practice group');
		expect(message).toContain('Check API Key, Practice Group ID and Environment');
		expect(message).toContain('scope');
		expectNoSecretIn(message);
	});

	test('and in the log, where it stays: the editor shows it only while somebody watches', async () => {
		proxy.setFaults(() => ({ status: 401 }));
		const message = await refused(n8n.activate());
		expect(n8n.log).toContainEqual({
			level: 'warn',
			message: `The Hero Health Trigger was not published: ${message}`,
		});
		proxy.setFaults(() => undefined);
		n8n.parameters = { events: [] };
		await refused(n8n.activate());
		expect(n8n.log.at(-1)?.message).toContain("'Trigger On' is empty");
	});

	test('a practice group outside the network', async () => {
		n8n.parameters = options({ practiceGroupId: '7' });
		expect(await refused(n8n.activate())).toContain(
			'Check that the Practice Group ID in Options is in the same Hero network as the key.',
		);
	});

	test('Form Submitted, which Hero does not list', async () => {
		hero.changeSettings({ refuse_form_submission_events: true });
		n8n.parameters = { events: [confirmed, 'form-submission.created'] };
		const message = await refused(n8n.activate());
		expect(message).toContain('does not name Form Submitted');
		expect(message).toContain("'Trigger On'");
		expect(ids()).toEqual([]);
		hero.changeSettings({ refuse_form_submission_events: false });
	});

	test('an event that Hero refuses, by the name of the field', async () => {
		n8n.parameters = { events: ['appointment.dreamt'] };
		const message = await refused(n8n.activate());
		expect(message).toContain("'Trigger On'");
		expect(message).not.toContain('Form Submitted');
	});

	test('a connection that broke, and that Hero may have done it all the same', async () => {
		proxy.setFaults(({ method }) => (method === 'POST' ? 'responseLost' : undefined));
		const message = await refused(n8n.activate());
		expect(message).toContain('ended before an answer came');
		expect(message).toContain('Hero may have carried it out all the same');
	});

	test('a Base URL that is not https', async () => {
		n8n.credentials.baseUrl = 'http://api.example.com';
		const message = await refused(n8n.activate());
		expect(message).toContain("'Base URL' in the Hero Health credential must begin with https://");
		expect(message).toContain('Plain http is allowed only for this computer');
	});

	describe('an address of n8n that Hero cannot reach:', () => {
		beforeEach(() => {
			n8n.credentials.environment = 'staging';
			n8n.send = () => ({ statusCode: 200, headers: {}, body: { data: [], id: '712' } });
		});

		test.each([
			'http://n8n.example.com',
			'https://localhost',
			'https://127.0.0.1',
			'https://[::1]',
			'https://10.1.2.3',
			'https://172.20.0.2',
			'https://192.168.1.4',
			'https://169.254.0.1',
			'https://100.100.0.1',
			'https://[fd12::1]',
			'https://[fe80::1]',
			'https://n8n',
			'https://n8n.local',
			'https://n8n.internal',
			'https://n8n.home.arpa',
			'https://n8n.local.',
			'https://[::ffff:10.1.2.3]',
		])('%s', async (address) => {
			n8n.address = address;
			const message = await refused(n8n.activate());
			expect(message).toContain(`its address ${new URL(address).origin} is not a public one`);
			expect(message).toContain('WEBHOOK_URL');
		});

		test('only its beginning, without name, password and path', async () => {
			n8n.address = 'http://somebody:hush@n8n.example.com/base';
			expect(await refused(n8n.activate())).not.toMatch(/somebody|hush|base|\/webhook/);
		});

		test.each(['https://n8n.example.com', 'https://172.32.0.1', 'https://fd-surgery.example.com'])(
			'but not %s',
			async (address) => {
				n8n.address = address;
				await n8n.activate();
				expect(n8n.activation().subscriptions).toHaveLength(3);
			},
		);

		test('but not of a Hero that is on the same computer', async () => {
			n8n.credentials = {
				...n8n.credentials,
				environment: 'custom',
				baseUrl: 'http://localhost:1',
			};
			n8n.address = 'http://localhost:5678';
			await n8n.activate();
			expect(n8n.activation().subscriptions).toHaveLength(3);
		});
	});
});

describe('an activation of what is still there', () => {
	test('changes nothing and keeps the keys', async () => {
		await n8n.activate();
		const [before, keys] = [ids(), n8n.activation()];
		await n8n.reactivateAtStart();
		expect(ids()).toEqual(before);
		expect(n8n.activation()).toMatchObject({ signingKey: keys.signingKey, token: keys.token });
	});

	test('makes the one that was removed at Hero by hand', async () => {
		await n8n.activate();
		const keys = n8n.activation();
		const [first, second, third] = ids();
		hero.webhooks.delete(second);
		await n8n.reactivateAtStart();
		expect(told().sort()).toEqual([...three].sort());
		expect(ids()).toEqual([first, third, expect.any(String)]);
		expect(n8n.activation().subscriptions.map(({ id }) => id)).toEqual(ids());
		for (const { signing_key } of subscriptions()) expect(signing_key).toBe(keys.signingKey);
	});

	test('leaves an ID that Hero has given to another address, and makes its event anew', async () => {
		const [first] = ids();
		hero.webhooks.set(first, { ...hero.webhooks.get(first)!, url: stranger });
		await n8n.reactivateAtStart();
		expect(ids()).toContain(first);
		expect(told().sort()).toEqual([...three].sort());
	});

	test('makes all anew where all were removed by hand', async () => {
		await n8n.activate();
		hero.webhooks.clear();
		await n8n.reactivateAtStart();
		expect(told()).toEqual(three);
	});

	test('removes a second one for an event, and one for an event that is not chosen', async () => {
		await n8n.activate();
		const before = ids();
		subscribe(confirmed, n8n.productionUrl);
		subscribe('prescription.issued', n8n.productionUrl);
		const other = subscribe(confirmed, stranger);
		await n8n.reactivateAtStart();
		expect(ids()).toEqual([...before, other]);
	});

	test('replaces one that it does not know, since Hero signs it with another key', async () => {
		await n8n.activate();
		const [first] = ids();
		hero.webhooks.delete(first);
		const foreign = subscribe(confirmed, n8n.productionUrl);
		await n8n.reactivateAtStart();
		expect(ids()).not.toContain(foreign);
		expect(told().sort()).toEqual([...three].sort());
		for (const { signing_key } of subscriptions()) expect(signing_key).toBe(n8n.activation().signingKey);
	});

	test('replaces one that it does not know and could not remove', async () => {
		await n8n.activate();
		const foreign = subscribe(confirmed, n8n.productionUrl);
		hero.webhooks.delete(ids().find((id) => id !== foreign)!);
		proxy.setFaults(({ method }) => (method === 'DELETE' ? { status: 500 } : undefined));
		await n8n.deactivate();
		proxy.setFaults(() => undefined);
		await n8n.activate();
		expect(ids()).not.toContain(foreign);
		for (const { signing_key } of subscriptions()) expect(signing_key).toBe(n8n.activation().signingKey);
		expect(told().sort()).toEqual([...three].sort());
	});

	test('begins anew where the keys are lost', async () => {
		await n8n.activate();
		const before = ids();
		n8n.staticData = {};
		await n8n.reactivateAtStart();
		expect(told()).toEqual(three);
		for (const id of before) expect(ids()).not.toContain(id);
	});

	test('keeps what is there where Hero refuses the one that is missing, and says so', async () => {
		await n8n.activate();
		const [first, ...others] = ids();
		hero.webhooks.delete(first);
		proxy.setFaults(({ method }) =>
			method === 'POST' ? { status: 400 } : method === 'DELETE' ? { status: 500 } : undefined,
		);
		expect(await refused(n8n.reactivateAtStart())).toContain('Hero did not accept the values');
		expect(ids()).toEqual(others);
	});

	test('says why where Hero cannot be asked, and leaves everything as it is', async () => {
		await n8n.activate();
		const before = ids();
		proxy.setFaults(() => ({ status: 500 }));
		expect(await refused(n8n.reactivateAtStart())).toContain('status 500');
		expect(ids()).toEqual(before);
		proxy.setFaults(() => undefined);
		await n8n.reactivateAtStart();
		expect(ids()).toEqual(before);
	});

	test.each<Fault>([
		{ status: 404 },
		{ status: 405 },
		{ status: 204 },
		{ status: 200, body: { webhooks: [] } },
	])('does without a list where Hero has none: %j', async (fate) => {
		proxy.setFaults(({ method }) => (method === 'GET' ? fate : undefined));
		await n8n.activate();
		const before = ids();
		await n8n.reactivateAtStart();
		expect(ids()).toEqual(before);
		await n8n.deactivate();
		expect(ids()).toEqual([]);
	});

	test('takes a list that is not wrapped', async () => {
		await n8n.activate();
		const before = ids();
		proxy.setFaults(({ method }) =>
			method === 'GET' ? { status: 200, body: subscriptions() } : undefined,
		);
		await n8n.reactivateAtStart();
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
	])('does not mind a row of the list in another form: %j', async (row) => {
		proxy.setFaults(({ method }) =>
			method === 'GET' ? { status: 200, body: { data: [row, ...subscriptions()] } } : undefined,
		);
		await n8n.activate();
		const before = ids();
		await n8n.reactivateAtStart();
		expect(ids()).toEqual(before);
		await n8n.deactivate();
		expect(ids()).toEqual([]);
		expect(n8n.log.filter(({ level }) => level === 'warn')).toEqual([]);
	});

	test('takes IDs that are numbers', async () => {
		await n8n.activate();
		const before = ids();
		proxy.setFaults(({ method }) =>
			method === 'GET'
				? {
						status: 200,
						body: { data: subscriptions().map((one) => ({ ...one, id: Number(one.id) })) },
					}
				: undefined,
		);
		await n8n.reactivateAtStart();
		expect(ids()).toEqual(before);
	});
});

/** The subscriptions from one index on, as a list that shows two at once. */
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
		expect(told().sort()).toEqual([...three].sort());
		const known = n8n.activation().subscriptions.map(({ id }) => id);
		expect(known.sort()).toEqual(ids().sort());
	};
	beforeEach(async () => {
		proxy.setFaults(({ method, path }) => (method === 'GET' ? list(path) : undefined));
		await n8n.activate();
	});

	test('no start of n8n makes one more, and a deactivation leaves none', async () => {
		for (let start = 0; start < 3; start++) {
			await n8n.reactivateAtStart();
			expectThree();
		}
		await n8n.deactivate();
		expect(ids()).toEqual([]);
	});

	test('the one that was removed at Hero by hand is made again', async () => {
		hero.webhooks.delete(ids()[2]);
		await n8n.reactivateAtStart();
		expectThree();
	});

	test('a change of the workflow makes none more', async () => {
		await n8n.publish();
		expectThree();
	});

	test('one that is not listed and could not be removed stays known', async () => {
		proxy.setFaults(({ method, path }) => {
			if (method === 'DELETE') return { status: 500 };
			return method === 'GET' ? list(path) : undefined;
		});
		await n8n.reactivateAtStart();
		proxy.setFaults(({ method, path }) => (method === 'GET' ? list(path) : undefined));
		await n8n.deactivate();
		expect(ids()).toEqual([]);
	});
});

describe('where Hero counts more webhooks than it lists', () => {
	beforeEach(() => n8n.activate());

	test('those of a former address stay known', async () => {
		const before = ids();
		n8n.address = 'http://127.0.0.1:9';
		proxy.setFaults(({ method }) =>
			method === 'GET' ? { status: 200, body: { data: [], count: 6 } } : undefined,
		);
		await n8n.reactivateAtStart();
		n8n.log = [];
		await n8n.reactivateAtStart();
		await n8n.deactivate();
		expectNamed(before);
		expect(ids()).toEqual(before);
	});

	test('a start asks for the further pages, and changes nothing where they hold the others', async () => {
		proxy.setFaults(({ method, path }) =>
			method === 'GET' ? { status: 200, body: twoFrom(2 * pageOf(path)) } : undefined,
		);
		const asked = proxy.requests.length;
		await n8n.reactivateAtStart();
		expect(proxy.requestLog().slice(asked)).toEqual([
			'GET /v1/webhooks',
			'GET /v1/webhooks?page_index=0&page_size=50',
			'GET /v1/webhooks?page_index=1&page_size=50',
		]);
	});

	test('a page that fails stops no start, and is told in the log', async () => {
		proxy.setFaults(({ method, path }) => {
			if (method !== 'GET') return undefined;
			return isPage(path) ? { status: 500 } : { status: 200, body: twoFrom(0) };
		});
		await n8n.reactivateAtStart();
		expect(told().sort()).toEqual([...three].sort());
		expect(n8n.log).toContainEqual({
			level: 'warn',
			message: expect.stringMatching(/counts more webhooks than it lists.*status 500/),
		});
	});
});

describe('the next activation puts right', () => {
	let other: Sandbox | undefined;
	beforeEach(() => n8n.activate());
	afterEach(async () => {
		await other?.stop();
		other = undefined;
	});

	test('changed events', async () => {
		await n8n.publish({ ...n8n.parameters, events: [confirmed, 'prescription.issued'] });
		expect(told()).toEqual([confirmed, 'prescription.issued']);
	});

	test('changed events of a workflow whose subscriptions could not be removed', async () => {
		proxy.setFaults(({ method }) => (method === 'DELETE' ? { status: 500 } : undefined));
		await n8n.deactivate();
		expect(told()).toEqual(three);
		proxy.setFaults(() => undefined);
		n8n.parameters = { ...n8n.parameters, events: ['prescription.issued'] };
		await n8n.activate();
		expect(subscriptions().map(({ event_type }) => event_type)).toEqual(['prescription.issued']);
	});

	test('a changed key', async () => {
		hero.practice.apiKey = 'new-key';
		n8n.credentials.apiKey = 'new-key';
		await n8n.deactivate();
		await n8n.activate();
		expect(told()).toEqual(three);
		expect(ids()).toHaveLength(3);
		hero.practice.apiKey = 'demo-key';
	});

	test('a changed practice group', async () => {
		const before = n8n.activation();
		n8n.credentials.practiceGroupId = '1043';
		await n8n.reactivateAtStart();
		expect(told(n8n.productionUrl, '1043')).toEqual(three);
		expect(n8n.activation().signingKey).not.toBe(before.signingKey);
	});

	test('a changed practice group, of which the former is told no more', async () => {
		n8n.credentials.practiceGroupId = '1043';
		await n8n.reactivateAtStart();
		expect(subscriptions('1042')).toEqual([]);
	});

	test('another practice group in Options, of which the former is told no more', async () => {
		await n8n.publish(options({ practiceGroupId: '1043' }));
		expect(told(n8n.productionUrl, '1043')).toEqual(three);
		expect(subscriptions('1042')).toEqual([]);
	});

	test('a former practice group that would not let go at first', async () => {
		proxy.setFaults(({ method, headers }) =>
			method === 'DELETE' && headers['x-practice-group-id'] === '1042'
				? { status: 403 }
				: undefined,
		);
		n8n.credentials.practiceGroupId = '1043';
		await n8n.reactivateAtStart();
		expect(told(n8n.productionUrl, '1043')).toEqual(three);
		proxy.setFaults(() => undefined);
		await n8n.reactivateAtStart();
		expect(subscriptions('1042')).toEqual([]);
		expect(told(n8n.productionUrl, '1043')).toEqual(three);
	});

	test('a changed address of n8n; what a copy may need stays at the former one, and is named', async () => {
		const [before, former] = [ids(), n8n.productionUrl];
		n8n.address = 'http://127.0.0.1:9';
		await n8n.reactivateAtStart();
		expect(told()).toEqual(three);
		expect(told(former)).toEqual(three);
		expectNamed(before);
		expect(n8n.activation().subscriptions.map(({ url }) => url)).toEqual(
			three.map(() => n8n.productionUrl),
		);
	});

	test('a changed address of n8n with new keys, since a copy may know the old ones', async () => {
		const { signingKey, token } = n8n.activation();
		n8n.address = 'http://127.0.0.1:9';
		await n8n.publish();
		expect([n8n.activation().signingKey, n8n.activation().token]).not.toEqual(
			expect.arrayContaining([signingKey, token].slice(0, 1)),
		);
	});

	test('an address that has changed and changes back, where nothing stays twice', async () => {
		const former = n8n.address;
		n8n.address = 'http://127.0.0.1:9';
		await n8n.reactivateAtStart();
		n8n.address = former;
		await n8n.reactivateAtStart();
		expect(told()).toEqual(three);
		for (const { url, signing_key } of subscriptions()) {
			if (url === n8n.productionUrl) expect(signing_key).toBe(n8n.activation().signingKey);
		}
	});

	test('a changed address, and names no more what was removed by hand', async () => {
		const before = ids();
		n8n.address = 'http://127.0.0.1:9';
		await n8n.reactivateAtStart();
		for (const id of before) hero.webhooks.delete(id);
		n8n.log = [];
		await n8n.deactivate();
		await n8n.activate();
		expect(n8n.log.filter(({ level }) => level === 'warn')).toEqual([]);
	});

	test('a changed address where Hero has no list', async () => {
		const before = ids();
		n8n.address = 'http://127.0.0.1:9';
		proxy.setFaults(({ method }) => (method === 'GET' ? { status: 404 } : undefined));
		await n8n.reactivateAtStart();
		expect(told()).toEqual(three);
		expectNamed(before);
	});

	test('another Hero, where an ID of before is that of somebody else', async () => {
		other = await startSandbox();
		const [first, second] = ids();
		for (const id of [first, second]) {
			other.webhooks.set(id, { ...hero.webhooks.get(id)!, url: stranger });
		}
		// Away from the ids that are given next.
		other.practice.postRoom.subscribed = 100;
		n8n.credentials.baseUrl = other.url;
		await n8n.reactivateAtStart();
		const left = [...other.webhooks.values()];
		expect(left.filter(({ url }) => url === stranger).map(({ id }) => id)).toEqual([first, second]);
		expect(left.filter(({ url }) => url === n8n.productionUrl)).toHaveLength(3);
	});

	test('another Hero and back again, and the first keeps nothing twice', async () => {
		other = await startSandbox();
		n8n.credentials.baseUrl = other.url;
		await n8n.reactivateAtStart();
		n8n.credentials.baseUrl = proxy.url;
		await n8n.reactivateAtStart();
		expect(told()).toEqual(three);
		for (const { signing_key } of subscriptions()) expect(signing_key).toBe(n8n.activation().signingKey);
	});
});

describe('a deactivation', () => {
	beforeEach(() => n8n.activate());

	test('removes the subscriptions', async () => {
		await n8n.deactivate();
		expect(ids()).toEqual([]);
		expect(n8n.activation().subscriptions).toEqual([]);
	});

	test('takes one that Hero does not know for removed', async () => {
		proxy.setFaults(({ method }) => {
			if (method === 'DELETE') hero.webhooks.clear();
			return undefined;
		});
		await n8n.deactivate();
		expect(n8n.activation().subscriptions).toEqual([]);
		expect(n8n.log.filter(({ level }) => level === 'warn')).toEqual([]);
	});

	test('finds them by their address where the IDs are lost', async () => {
		n8n.staticData = {};
		await n8n.deactivate();
		expect(ids()).toEqual([]);
	});

	test('leaves them where n8n has another address, and names them', async () => {
		const before = ids();
		n8n.address = 'http://127.0.0.1:9';
		await n8n.deactivate();
		expect(ids()).toEqual(before);
		expectNamed(before);
	});

	test('leaves what shows no owner at its address, since n8n may have given that to another', async () => {
		const unmarked = subscribe(confirmed, n8n.productionUrl);
		await n8n.deactivate();
		expect(ids()).toEqual([unmarked]);
		await n8n.activate();
		expect(ids()).not.toContain(unmarked);
	});

	test('leaves an ID that Hero has given to another address', async () => {
		const [first] = ids();
		hero.webhooks.set(first, { ...hero.webhooks.get(first)!, url: stranger });
		await n8n.deactivate();
		expect(ids()).toEqual([first]);
	});

	test('keeps the IDs of those that Hero would not remove', async () => {
		const [, second] = ids();
		proxy.setFaults(({ method, path }) =>
			method === 'DELETE' && path.endsWith(`/${second}`) ? { status: 500 } : undefined,
		);
		await n8n.deactivate();
		expect(ids()).toEqual([second]);
		expect(n8n.activation().subscriptions.map(({ id }) => id)).toEqual([second]);
		proxy.setFaults(() => undefined);
		await n8n.activate();
		expect(told().sort()).toEqual([...three].sort());
		expect(n8n.activation().subscriptions.map(({ id }) => id)).toEqual(ids());
	});

	test('keeps all IDs where Hero refuses the key, and the next activation has use for them', async () => {
		const before = ids();
		proxy.setFaults(() => ({ status: 403 }));
		await n8n.deactivate();
		expect(n8n.activation().subscriptions.map(({ id }) => id)).toEqual(before);
		expect(n8n.log).toContainEqual({ level: 'warn', message: expect.stringContaining('key') });
		proxy.setFaults(() => undefined);
		await n8n.activate();
		expect(ids()).toEqual(before);
		expect((await deliverEvent(n8n, eventOf('1'))).status).toBe(200);
	});

	test.each([400, 403, 500, 501, 503])(
		'removes those that it knows where the list is answered with %i, and says so in the log',
		async (status) => {
			proxy.setFaults(({ method }) => (method === 'GET' ? { status } : undefined));
			await n8n.deactivate();
			expect(ids()).toEqual([]);
			expect(n8n.activation()).toMatchObject({ subscriptions: [], left: [] });
			expect(n8n.log).toContainEqual({
				level: 'warn',
				message: expect.stringContaining('webhooks could not be listed'),
			});
		},
		30_000,
	);

	test('removes those that it knows where the list fails, and keeps the IDs of the others', async () => {
		const [, second] = ids();
		proxy.setFaults(({ method, path }) =>
			method === 'GET' || path.endsWith(`/${second}`) ? { status: 500 } : undefined,
		);
		await n8n.deactivate();
		expect(ids()).toEqual([second]);
		expect(n8n.activation().subscriptions.map(({ id }) => id)).toEqual([second]);
	});

	test('leaves what a copy may need where the list fails, and names it', async () => {
		const before = ids();
		n8n.address = 'http://127.0.0.1:9';
		proxy.setFaults(({ method }) => (method === 'GET' ? { status: 500 } : undefined));
		await n8n.deactivate();
		expect(ids()).toEqual(before);
		expectNamed(before);
	});

	test('is no way for an ID to climb to another call', async () => {
		proxy.setFaults(({ method }) =>
			method === 'GET'
				? { status: 200, body: { data: [{ id: '../admins', url: n8n.productionUrl }] } }
				: undefined,
		);
		await n8n.reactivateAtStart();
		const deletes = proxy.requestLog().filter((one) => one.startsWith('DELETE'));
		expect(deletes).toContain('DELETE /v1/webhooks/..%2Fadmins');
		expect(deletes.filter((one) => one.includes('/admins'))).toEqual([]);
	});
});

describe('a change of a published workflow', () => {
	test('keeps the key and the token, lest a delivery that is under way write the old ones back', async () => {
		await n8n.activate();
		const before = n8n.activation();
		await n8n.publish({ ...n8n.parameters, events: [confirmed] });
		expect(n8n.activation()).toMatchObject({ signingKey: before.signingKey, token: before.token });
		expect(subscriptions()).toMatchObject([{ signing_key: before.signingKey }]);
	});

	test('to another practice group makes new ones', async () => {
		await n8n.activate();
		const before = n8n.activation();
		await n8n.publish(options({ practiceGroupId: '1043' }));
		expect(n8n.activation().signingKey).not.toBe(before.signingKey);
	});
});

describe('listening in the editor', () => {
	test('has subscriptions of its own beside those of the published workflow', async () => {
		await n8n.activate();
		const published = ids();
		await n8n.listen();
		expect(told()).toEqual(three);
		expect(told(n8n.testUrl)).toEqual(three);
		await n8n.stopListening();
		expect(ids()).toEqual(published);
	});

	test('has a key of its own, and one event ends it', async () => {
		await n8n.activate();
		await n8n.listen();
		const [test] = subscriptions().filter(({ url }) => url === n8n.testUrl);
		const token = test.headers!['x-n8n-token'];
		expect([test.signing_key, token]).not.toContain(n8n.activation().signingKey);
		const keys = { signingKey: test.signing_key!, token };
		const answer = await deliver(n8n, signDelivery(keys, eventOf('1')), n8n.testUrl);
		expect(answer.status).toBe(200);
		expect(n8n.runs).toHaveLength(1);
		expect(told(n8n.testUrl)).toEqual([]);
		expect(told()).toEqual(three);
	});

	test('is not ended by a delivery that is refused', async () => {
		await n8n.listen();
		const forged = { signingKey: 'forged', token: 'forged' };
		expect((await deliver(n8n, signDelivery(forged, eventOf('1')), n8n.testUrl)).status).toBe(401);
		expect(told(n8n.testUrl)).toEqual(three);
	});

	test('that ends by deactivating leaves the published workflow, and the other way round', async () => {
		await n8n.activate();
		await n8n.listen();
		await n8n.deactivate();
		expect(told()).toEqual([]);
		expect(told(n8n.testUrl)).toEqual(three);
	});

	test('leaves nothing where Hero refuses the third subscription', async () => {
		proxy.setFaults(({ method }, index) =>
			method === 'POST' && index === 2 ? { status: 400 } : undefined,
		);
		await refused(n8n.listen());
		expect(ids()).toEqual([]);
	});
});

test('nothing of the key, the signing key and the token is ever logged', async () => {
	const echo = ({ body, headers }: { body?: object; headers: object }) => ({
		status: 400,
		body: { message: [{ path: ['body', 'x'], expected: JSON.stringify({ ...body, ...headers }) }] },
	});
	await n8n.activate();
	proxy.setFaults((asked, index) =>
		asked.method === 'DELETE' || (asked.method === 'POST' && index === 1) ? echo(asked) : undefined,
	);
	await n8n.deactivate();
	n8n.staticData = {};
	const message = await refused(n8n.activate());
	const log = JSON.stringify([n8n.log, message]);
	const sent = proxy.requests.flatMap(({ body }) => [
		body?.signing_key,
		Object(body?.headers)['x-n8n-token'],
	]);
	for (const secret of [...secrets(), ...sent.filter(Boolean)]) expect(log).not.toContain(secret);
	expect(n8n.log.length).toBeGreaterThan(0);
});

test('an event that comes while the workflow is active starts a run, and none after', async () => {
	await n8n.activate();
	expect((await deliverEvent(n8n, eventOf('1'))).status).toBe(200);
	await n8n.deactivate();
	expect((await deliverEvent(n8n, eventOf('2'))).status).toBe(404);
	expect(n8n.runs).toHaveLength(1);
});
