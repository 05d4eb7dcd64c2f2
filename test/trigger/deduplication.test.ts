import axios from 'axios';
import type { INodeParameters } from 'n8n-workflow';
import { sleep } from 'n8n-workflow';

import { startSandbox, type Sandbox } from '../../sandbox';
import { clientOf } from '../support/sandbox/client';
import {
	eventOf,
	signDelivery,
	deliver,
	deliverEvent,
	withoutHeader,
	type Signing,
} from '../support/trigger/signedDelivery';
import { openFaultyProxy, type FaultyProxy } from '../support/trigger/faultyProxy';
import { openN8n, type N8n } from '../support/trigger/n8n';

const confirmed = 'appointment.confirmed';
const rescheduled = 'appointment.rescheduled';
const events = [confirmed, 'appointment.cancelled', rescheduled];
const minute = 60_000;

let hero: Sandbox;
let proxy: FaultyProxy;
let n8n: N8n;

beforeAll(async () => {
	hero = await startSandbox({ settings: { delivery_tries: 1 } });
});
afterAll(() => hero.stop());
beforeEach(async () => {
	proxy = await openFaultyProxy(hero);
	n8n = await openN8n({ hero: proxy, parameters: { events, fetchRecord: false } });
	await n8n.activate();
});
afterEach(async () => {
	jest.restoreAllMocks();
	hero.webhooks.clear();
	await n8n.stop();
	await proxy.close();
});

/** The hands of all clocks go forward. */
function pass(milliseconds: number) {
	const now = Date.now() + milliseconds;
	jest.restoreAllMocks();
	jest.spyOn(Date, 'now').mockReturnValue(now);
}

const publish = async (options: INodeParameters, more: INodeParameters = {}) =>
	await n8n.publish({ ...n8n.parameters, ...more, options });

const genuine = (event: unknown = eventOf('48213'), signing?: Signing) =>
	signDelivery(n8n.activation(), event, signing);

const ids = () => n8n.runs.map((items) => items?.[0].id);

const repeated = { status: 200, body: '{"message":"Received before, nothing started"}' };

describe('a delivery that comes again', () => {
	test('is taken, and starts nothing', async () => {
		const letter = genuine();
		expect((await deliver(n8n, letter)).status).toBe(200);
		expect(await deliver(n8n, letter)).toEqual(repeated);
		expect(n8n.runs).toHaveLength(1);
	});

	test.each(['duplicates', 'resigned_duplicates'])(
		'many times at once (%s) starts one run',
		async (kind) => {
			hero.changeSettings({ [kind]: 19 });
			await clientOf(hero).post('/_sandbox/events', { event: confirmed, id: kind });
			await hero.settled();
			hero.changeSettings({ [kind]: 0 });
			const answers = hero.deliveries.filter(({ object_id }) => object_id === kind);
			expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(200));
			expect(ids()).toEqual([kind]);
		},
	);

	test('is known for as long as its timestamp is good', async () => {
		await publish({ toleranceMinutes: 60, repeatMinutes: 0 });
		const letter = genuine(undefined, { at: Date.now() + 50 * minute });
		await deliver(n8n, letter);
		pass(100 * minute);
		expect(await deliver(n8n, letter)).toEqual(repeated);
		pass(11 * minute);
		expect((await deliver(n8n, letter)).status).toBe(401);
		expect(n8n.runs).toHaveLength(1);
	});

	test('in another writing of its signature is the same', async () => {
		await publish({ repeatMinutes: 0 });
		const at = Date.now();
		await deliverEvent(n8n, eventOf('1'), { at, encoding: 'hex' });
		expect(await deliverEvent(n8n, eventOf('1'), { at, encoding: 'base64' })).toEqual(repeated);
	});

	test('after a restart starts nothing', async () => {
		const letter = genuine();
		await deliver(n8n, letter);
		await n8n.restart();
		expect(await deliver(n8n, letter)).toEqual(repeated);
		expect(await deliverEvent(n8n, eventOf('48213'), { at: Date.now() + 1000 })).toEqual(repeated);
		await deliverEvent(n8n, eventOf('2'));
		expect(ids()).toEqual(['48213', '2']);
	});

	test('after a change of the workflow starts nothing', async () => {
		const letter = genuine();
		await deliver(n8n, letter);
		await publish({});
		expect(await deliver(n8n, letter)).toEqual(repeated);
	});

	test('after a new activation is refused: it has another key', async () => {
		const letter = genuine();
		await deliver(n8n, letter);
		await n8n.deactivate();
		await n8n.activate();
		expect((await deliver(n8n, letter)).status).toBe(401);
	});
});

describe('the same event of the same record', () => {
	const later = async (milliseconds: number) => {
		pass(milliseconds);
		return await deliverEvent(n8n, eventOf('1'));
	};

	test('within five minutes starts nothing', async () => {
		await deliverEvent(n8n, eventOf('1'));
		expect(await later(5 * minute - 1000)).toEqual(repeated);
		await later(2000);
		expect(ids()).toEqual(['1', '1']);
	});

	test.each([
		[1, 1],
		[60, 60],
		[1440, 1440],
		[100_000, 1440],
	])('with %i minutes in Options: for %i', async (repeatMinutes, minutes) => {
		await publish({ repeatMinutes });
		await deliverEvent(n8n, eventOf('1'));
		expect(await later(minutes * minute - 1000)).toEqual(repeated);
		await later(2000);
		expect(ids()).toEqual(['1', '1']);
	});

	test.each([0, -1])('with %i starts a run each time it is signed anew', async (repeatMinutes) => {
		await publish({ repeatMinutes });
		await deliverEvent(n8n, eventOf('1'));
		await deliverEvent(n8n, eventOf('1'), { at: Date.now() + 1000 });
		await later(10_000);
		expect(ids()).toEqual(['1', '1', '1']);
	});

	test('is neither that of another record nor another event', async () => {
		await deliverEvent(n8n, eventOf('1'));
		await deliverEvent(n8n, eventOf('2'));
		await deliverEvent(n8n, eventOf('1', 'appointment.cancelled'));
		expect(n8n.runs).toHaveLength(3);
	});

	test('of two triggers starts a run of each', async () => {
		const other = await openN8n({ hero: proxy, parameters: { events, fetchRecord: false } });
		await other.activate();
		await deliverEvent(n8n, eventOf('1'));
		await deliverEvent(other, eventOf('1'));
		expect([n8n.runs.length, other.runs.length]).toEqual([1, 1]);
		await other.stop();
	});
});

describe('an appointment that moves again', () => {
	const nine = '2026-03-16T09:00:00Z';
	const ten = '2026-03-16T10:00:00Z';
	const moved = eventOf('48213', rescheduled);
	const record = (start_time: string) => ({ status: 200, body: { id: '48213', start_time } });
	const movesTo = (start_time: string) => proxy.setFaults(() => record(start_time));
	const tellOf = async (seconds: number) =>
		await deliverEvent(n8n, moved, { at: Date.now() + seconds * 1000 });
	beforeEach(async () => await publish({}, { fetchRecord: true }));

	test('to another time starts another run', async () => {
		movesTo(nine);
		await tellOf(0);
		movesTo(ten);
		await tellOf(1);
		expect(n8n.runs).toMatchObject([
			[{ record: { start_time: nine } }],
			[{ record: { start_time: ten } }],
		]);
	});

	test('is no other than told twice while it stands at the same time', async () => {
		movesTo(nine);
		await tellOf(0);
		expect(await tellOf(1)).toEqual(repeated);
		expect(n8n.runs).toHaveLength(1);
	});

	test('is not lost because its record cannot be read', async () => {
		proxy.setFaults(() => ({ status: 500 }));
		await tellOf(0);
		await tellOf(60);
		expect(n8n.runs).toHaveLength(2);
	});

	test('is taken for told twice without its record', async () => {
		await publish({}, { fetchRecord: false });
		await tellOf(0);
		expect(await tellOf(1)).toEqual(repeated);
	});

	test('and back to where it was starts a third run', async () => {
		for (const [seconds, start_time] of [nine, ten, nine].entries()) {
			movesTo(start_time);
			await tellOf(seconds);
		}
		expect(n8n.runs.map((items) => Object(items?.[0].record).start_time)).toEqual([
			nine,
			ten,
			nine,
		]);
		expect(await tellOf(3)).toEqual(repeated);
	});

	test('and back, where n8n was restarted in between, starts a third run', async () => {
		for (const [seconds, start_time] of [nine, ten, nine].entries()) {
			movesTo(start_time);
			await tellOf(seconds);
			await n8n.restart();
		}
		expect(n8n.runs).toHaveLength(3);
		expect(await tellOf(3)).toEqual(repeated);
	});
});

describe('where n8n cannot start the run, the event is not lost', () => {
	const failsOnce = async (act: () => Promise<unknown>) => {
		n8n.cannotStartRuns = true;
		await act();
		n8n.cannotStartRuns = false;
		await sleep(20);
	};

	test('when Hero delivers it again', async () => {
		const letter = genuine();
		await failsOnce(async () => expect((await deliver(n8n, letter)).status).toBe(500));
		expect((await deliver(n8n, letter)).status).toBe(200);
		expect(ids()).toEqual(['48213']);
	});

	test('when Hero signs it anew', async () => {
		await failsOnce(async () => await deliver(n8n, genuine()));
		await deliverEvent(n8n, eventOf('48213'), { at: Date.now() + 1000 });
		expect(ids()).toEqual(['48213']);
	});

	test('when another event was stored meanwhile', async () => {
		const letter = genuine();
		await failsOnce(async () => {
			n8n.beforeRun = async () => {
				n8n.beforeRun = () => sleep(5);
				n8n.cannotStartRuns = false;
				await deliverEvent(n8n, eventOf('other'));
				n8n.cannotStartRuns = true;
			};
			expect((await deliver(n8n, letter)).status).toBe(500);
		});
		expect((await deliver(n8n, letter)).status).toBe(200);
		expect(ids()).toEqual(['other', '48213']);
	});

	test('when Hero has given up waiting before n8n did', async () => {
		const letter = genuine();
		const hanging = new AbortController();
		await failsOnce(async () => {
			n8n.beforeRun = async () => {
				hanging.abort();
				await sleep(50);
			};
			const { headers, body } = letter;
			const sent = axios.post(n8n.productionUrl, body, { headers, signal: hanging.signal });
			await expect(sent).rejects.toThrow('canceled');
			await sleep(100);
			n8n.beforeRun = () => sleep(5);
		});
		expect((await deliver(n8n, letter)).status).toBe(200);
		expect(ids()).toEqual(['48213']);
	});

	test('when Hero delivers it again before n8n has given up', async () => {
		await failsOnce(async () => {
			n8n.beforeRun = async () => {
				n8n.beforeRun = () => sleep(5);
				await sleep(100);
			};
			const first = deliver(n8n, genuine());
			await sleep(50);
			const second = deliverEvent(n8n, eventOf('48213'), { at: Date.now() + 1000 });
			expect((await first).status).toBe(500);
			n8n.cannotStartRuns = false;
			// Either this one starts the run, or it is refused in a way that has Hero deliver it again.
			const { status } = await second;
			if (status !== 200) await deliverEvent(n8n, eventOf('48213'), { at: Date.now() + 2000 });
		});
		expect(ids()).toEqual(['48213']);
	});
});

describe('what is kept with the workflow', () => {
	test('is bounded, and tells nothing of the records', async () => {
		const until = Math.ceil(Date.now() / 1000 + 60).toString(36);
		const claim = (index: number) => String(index).padStart(12, 'x') + until;
		const claims = Array.from({ length: 2_000 }, (_, index) => claim(index)).join(' ');
		n8n.staticData = { 'node:Hero Health Trigger': { ...n8n.activation(), claims } };
		await deliverEvent(n8n, eventOf('secret-id'));
		expect(n8n.activation().claims.split(' ')).toHaveLength(400);
		expect(n8n.activation().claims).toContain(claim(1_999));
		expect(n8n.activation().claims).not.toMatch(/secret-id|appointment/);
	});

	test('is not written for a delivery that is refused, repeated or not wanted', async () => {
		const letter = genuine();
		await deliver(n8n, letter);
		const before = JSON.stringify(n8n.staticData);
		await deliver(n8n, letter);
		await deliver(n8n, withoutHeader(genuine(), 'x-n8n-token'));
		await deliverEvent(n8n, eventOf('9', 'prescription.issued'));
		expect(JSON.stringify(n8n.staticData)).toBe(before);
	});

	test('holds every claim of deliveries that came at once', async () => {
		await Promise.all(['1', '2', '3', '4', '5'].map((id) => deliverEvent(n8n, eventOf(id))));
		await deliverEvent(n8n, eventOf('6'));
		await n8n.restart();
		for (const id of ['1', '2', '3', '4', '5', '6']) {
			expect(await deliverEvent(n8n, eventOf(id), { at: Date.now() + 1000 })).toEqual(repeated);
		}
	});

	test('is that of the newest activation, even while a delivery of before is at work', async () => {
		await publish({}, { fetchRecord: true });
		proxy.setFaults(({ path }) => (path.includes('/appointments/') ? { delayMs: 300 } : undefined));
		const slow = deliver(n8n, genuine());
		await sleep(100);
		await n8n.deactivate();
		await n8n.activate();
		const { signingKey, token, subscriptions } = n8n.activation();
		await slow;
		expect(n8n.activation()).toMatchObject({ signingKey, token, subscriptions });
		await clientOf(hero).post('/_sandbox/events', { event: confirmed, id: 'later' });
		await hero.settled();
		expect(ids()).toContain('later');
	});
});

describe('with Token Only and a Hero that sends no timestamp', () => {
	const plain = () =>
		['x-herohealth-timestamp', 'x-herohealth-signature'].reduce(withoutHeader, genuine());
	const tellPlainly = async () => await deliver(n8n, plain());

	test('the same event is a repeat for as long as Options say', async () => {
		await publish({ verification: 'token', repeatMinutes: 1 });
		await tellPlainly();
		expect(await tellPlainly()).toEqual(repeated);
		pass(minute + 1000);
		await tellPlainly();
		expect(n8n.runs).toHaveLength(2);
	});

	test('an appointment that moves again is another event', async () => {
		await publish({ verification: 'token' }, { fetchRecord: true });
		const moves = [9, 10].map((hour) => `2026-03-16T${hour}:00:00Z`);
		for (const start_time of moves) {
			proxy.setFaults(() => ({ status: 200, body: { id: '48213', start_time } }));
			const letter = genuine(eventOf('48213', rescheduled));
			await deliver(
				n8n,
				['x-herohealth-timestamp', 'x-herohealth-signature'].reduce(withoutHeader, letter),
			);
		}
		expect(n8n.runs).toHaveLength(2);
	});
});
