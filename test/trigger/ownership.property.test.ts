import fc from 'fast-check';

import { startSandbox, type Sandbox } from '../../sandbox';
import { openFaultyProxy, type FaultyProxy } from '../support/trigger/faultyProxy';
import { openN8n, type N8n } from '../support/trigger/n8n';

const events = ['appointment.confirmed', 'appointment.cancelled'];

let hero: Sandbox;
beforeAll(async () => {
	hero = await startSandbox({ settings: { delivery_tries: 1 } });
});
afterAll(() => hero.stop());

/** A workflow of an n8n. Each has its own proxy to Hero, which shows its requests. */
interface Member {
	n8n: N8n;
	proxy: FaultyProxy;
	isLive: boolean;
	removed: () => string[];
	/** Its requests to Hero that are no reads. */
	writes: () => string[];
}

/** The workflows: two share an ID, two share a path, and each may move to any URL. */
const identities = [
	{ workflowId: 'w1', webhookId: 'p1' },
	{ workflowId: 'w2', webhookId: 'p1' },
	{ workflowId: 'w1', webhookId: 'p1' },
	{ workflowId: 'w3', webhookId: 'p3' },
];
/** The first two share an n8n; each of the others has its own. */
const nodesOfN8n = [0, 0, 1, 2];
const addresses = (n8n: number) => [`http://127.0.0.1:${n8n + 1}`, `http://127.0.0.1:${n8n + 91}`];

type FaultName =
	| 'none'
	| 'lost'
	| 'refused'
	| 'undeletable'
	| 'list fails'
	| 'list is short'
	| 'list is cut'
	| 'listless'
	| 'listless and lost';
const firstTwo = () => ({ data: [...hero.webhooks.values()].slice(0, 2) });
const faultsByName: Record<FaultName, Parameters<FaultyProxy['setFaults']>[0]> = {
	none: () => undefined,
	lost: ({ method }, index) => (method === 'POST' && index === 1 ? 'responseLost' : undefined),
	refused: ({ method }, index) => (method === 'POST' && index === 1 ? { status: 400 } : undefined),
	undeletable: ({ method }) => (method === 'DELETE' ? { status: 500 } : undefined),
	'list fails': ({ method }) => (method === 'GET' ? { status: 501 } : undefined),
	'list is short': ({ method }) =>
		method === 'GET'
			? { status: 200, body: { ...firstTwo(), count: hero.webhooks.size } }
			: undefined,
	'list is cut': ({ method }) => (method === 'GET' ? { status: 200, body: firstTwo() } : undefined),
	listless: ({ method }) => (method === 'GET' ? { status: 404 } : undefined),
	'listless and lost': ({ method }, index) =>
		method === 'GET'
			? { status: 404 }
			: method === 'POST' && index === 1
				? 'responseLost'
				: undefined,
};

const who = fc.nat(identities.length - 1);
const step = fc.oneof(
	fc.record({ act: fc.constant('publish' as const), who, trouble: anyFault() }),
	fc.record({ act: fc.constant('unpublish' as const), who, trouble: anyFault() }),
	fc.record({ act: fc.constant('change' as const), who, trouble: anyFault() }),
	fc.record({ act: fc.constant('copy' as const), who, from: who }),
	fc.record({ act: fc.constant('lose' as const), who }),
	fc.record({ act: fc.constant('age' as const), who }),
	fc.record({ act: fc.constant('move' as const), who, to: fc.nat(1) }),
	fc.record({
		...{ act: fc.constant('switch' as const), who },
		mode: fc.constantFrom('live', 'rehearsal', 'ownContact'),
	}),
);
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

function anyFault() {
	return fc.constantFrom(...(Object.keys(faultsByName) as FaultName[]));
}

async function openMembers(): Promise<Member[]> {
	const holders = [0, 1, 2].map(() => new Map<string, string>());
	return await Promise.all(
		identities.map(async (identity, index) => {
			const proxy = await openFaultyProxy(hero);
			const place = nodesOfN8n[index];
			const n8n = await openN8n({
				...{ hero: proxy, parameters: { events, fetchRecord: false } },
				...{ ...identity, holders: holders[place] },
			});
			n8n.address = addresses(place)[0];
			const removed = () =>
				proxy.requests
					.filter(({ method }) => method === 'DELETE')
					.map(({ path }) => path.split('/').at(-1)!);
			const writes = () => proxy.requestLog().filter((one) => !one.startsWith('GET '));
			return { n8n, proxy, isLive: false, removed, writes };
		}),
	);
}

/** The data that version 0.1.0 stored, and its subscription at Hero. */
function toEarlierVersion({ n8n }: Member): void {
	const kept = n8n.activation();
	if (!kept) return;
	const others = { ...kept, owner: undefined };
	const subscriptions = (kept.subscriptions ?? []).map(({ id, event_type, url, ...one }) => {
		delete hero.webhooks.get(id)?.headers?.['x-n8n-workflow'];
		return { ...one, id, event_type, url, workflowId: undefined };
	});
	n8n.staticData = { 'node:Hero Health Trigger': { ...others, subscriptions } };
}

const isRehearsal = ({ n8n }: Member) => (n8n.credentials.mode ?? 'live') !== 'live';

/** True if a publication in a rehearsal has the live subscriptions of its address. */
const keepsLive = ({ n8n, isLive }: Member) =>
	isLive && n8n.activation().owner.url === n8n.productionUrl;

async function takeStep(members: Member[], one: Step): Promise<void> {
	const member = members[one.who];
	const { n8n, proxy, writes } = member;
	if ('trouble' in one) proxy.setFaults(faultsByName[one.trouble]);
	if (one.act === 'copy' && !member.isLive) n8n.staticData = members[one.from].n8n.staticData;
	if (one.act === 'lose' && !member.isLive) n8n.staticData = {};
	if (one.act === 'age') toEarlierVersion(member);
	if (one.act === 'move') n8n.address = addresses(nodesOfN8n[one.who])[one.to];
	if (one.act === 'switch') n8n.credentials.mode = one.mode;
	const before = writes();
	if (one.act === 'unpublish' || (one.act === 'change' && !member.isLive)) {
		member.isLive = false;
		await n8n.deactivate();
	}
	if (one.act === 'publish' || (one.act === 'change' && member.isLive)) {
		const isChange = one.act === 'change';
		member.isLive = await (isChange ? n8n.publish() : n8n.activate()).then(
			() => !isRehearsal(member) || keepsLive(member),
			() => false,
		);
	}
	if (isRehearsal(member)) expect(writes()).toEqual(before);
	proxy.setFaults(faultsByName.none);
}

/** The IDs of live subscriptions that were removed, but not by their own workflow. */
const lostSubscriptions = (members: Member[]) =>
	members
		.filter(({ isLive }) => isLive)
		.flatMap(({ n8n, removed }) =>
			n8n
				.activation()
				.subscriptions.map(({ id }) => id)
				.filter((id) => !hero.webhooks.has(id) && !removed().includes(id)),
		);

test('no live workflow ever loses a subscription that it did not remove itself', async () => {
	await fc.assert(
		fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
			hero.webhooks.clear();
			const members = await openMembers();
			try {
				for (const one of steps) {
					await takeStep(members, one);
					expect([one, lostSubscriptions(members)]).toEqual([one, []]);
				}
			} finally {
				for (const { n8n, proxy } of members) {
					await n8n.stop();
					await proxy.close();
				}
			}
		}),
		{ numRuns: 100 },
	);
}, 300_000);
