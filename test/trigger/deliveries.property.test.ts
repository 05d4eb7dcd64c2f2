import fc from 'fast-check';
import { sleep } from 'n8n-workflow';

import { startSandbox, type Sandbox } from '../../sandbox';
import {
	eventOf,
	signDelivery,
	deliver,
	type DeliveryRequest,
} from '../support/trigger/signedDelivery';
import { openFaultyProxy, type FaultyProxy } from '../support/trigger/faultyProxy';
import { openN8n, type N8n } from '../support/trigger/n8n';

const names = ['appointment.confirmed', 'appointment.cancelled', 'appointment.rescheduled'];

let hero: Sandbox;
let proxy: FaultyProxy;
let n8n: N8n;
beforeAll(async () => {
	hero = await startSandbox({ settings: { delivery_tries: 1 } });
	proxy = await openFaultyProxy(hero);
});
afterAll(async () => {
	await proxy.close();
	await hero.stop();
});

/** An event at Hero, and the time since the previous one. */
const stepArbitrary = fc.record({
	record: fc.constantFrom('a', 'b'),
	name: fc.constantFrom(...names),
	start_time: fc.constantFrom('10:00', '11:00'),
	secondsLater: fc.nat(1),
});
type Happening = typeof stepArbitrary extends fc.Arbitrary<infer Value> ? Value : never;

const step = fc.oneof(
	{
		weight: 6,
		arbitrary: fc.record({ act: fc.constant('happens' as const), what: stepArbitrary }),
	},
	fc.record({ act: fc.constant('comes again' as const), record: fc.constantFrom('a', 'b') }),
	fc.record({ act: fc.constant('is signed anew' as const), record: fc.constantFrom('a', 'b') }),
	fc.record({ act: fc.constant('n8n restarts' as const) }),
	fc.record({ act: fc.constant('n8n cannot start it' as const), what: stepArbitrary }),
	fc.record({ act: fc.constant('n8n ends while it reads' as const), what: stepArbitrary }),
);
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

/** The last event of each record, which defines a repeat. */
class Model {
	at = Date.now();
	starts = new Map<string, string>();
	last = new Map<string, { what: Happening; delivery: DeliveryRequest }>();
	others = 0;

	letterOf(what: Happening): DeliveryRequest {
		// Two events of one name within one second have the same bytes, so they are the same delivery.
		const isSameSecond =
			what.secondsLater === 0 && this.last.get(what.record)?.what.name === what.name;
		this.at += (isSameSecond ? 1 : what.secondsLater) * 1000;
		this.starts.set(what.record, what.start_time);
		return signDelivery(n8n.activation(), eventOf(what.record, what.name), { at: this.at });
	}

	/** True for the same event of an unchanged record, with no other event in between. */
	isRepeat({ record, name, start_time }: Happening): boolean {
		const last = this.last.get(record)?.what;
		return last !== undefined && last.name === name && last.start_time === start_time;
	}
}

const runsBy = async (act: () => Promise<unknown>): Promise<number> => {
	const before = n8n.runs.length;
	await act();
	return n8n.runs.length - before;
};

const delivered = async (delivery: DeliveryRequest) =>
	expect((await deliver(n8n, delivery)).status).toBe(200);

/** Restarts n8n during a delivery, after another event was stored. */
async function restartDuringDelivery(
	model: Model,
	delivery: DeliveryRequest,
	record: string,
): Promise<void> {
	const requestCount = proxy.requests.length;
	let release: () => void = () => undefined;
	slow = { record, until: new Promise<void>((resolve) => (release = resolve)) };
	const ended = expect(deliver(n8n, delivery)).rejects.toThrow();
	while (proxy.requests.length === requestCount) await sleep(2);
	slow = undefined;
	const other = eventOf(`other ${model.others++}`);
	await delivered(signDelivery(n8n.activation(), other, { at: model.at }));
	const restarted = n8n.restart();
	release();
	await Promise.all([restarted, ended]);
}

/** The record that Hero gives out only once n8n has restarted. */
let slow: { record: string; until: Promise<void> } | undefined;

async function takeStep(model: Model, one: Step): Promise<void> {
	if (one.act === 'n8n restarts') return await n8n.restart();
	if (one.act === 'comes again' || one.act === 'is signed anew') {
		const last = model.last.get(one.record);
		if (!last) return;
		if (one.act === 'is signed anew')
			last.delivery = model.letterOf({ ...last.what, secondsLater: 1 });
		expect(await runsBy(async () => await delivered(last.delivery))).toBe(0);
		return;
	}
	const { what } = one;
	const isRepeat = model.isRepeat(what);
	const delivery = model.letterOf(what);
	if (one.act === 'n8n cannot start it' && !isRepeat) {
		model.last.set(what.record, { what, delivery });
		n8n.cannotStartRuns = true;
		expect((await deliver(n8n, delivery)).status).toBe(500);
		n8n.cannotStartRuns = false;
		await sleep(5);
	}
	if (one.act === 'n8n ends while it reads' && !isRepeat) {
		model.last.set(what.record, { what, delivery });
		await restartDuringDelivery(model, delivery, what.record);
	}
	const runs = await runsBy(async () => await delivered(delivery));
	expect(runs).toBe(isRepeat ? 0 : 1);
	model.last.set(what.record, { what, delivery });
}

test('every event starts one run, and a repeat starts none, across restarts too', async () => {
	await fc.assert(
		fc.asyncProperty(fc.array(step, { maxLength: 20 }), async (steps) => {
			const parameters = { events: names };
			n8n = await openN8n({ hero: proxy, parameters });
			const model = new Model();
			proxy.setFaults(({ method, path }) => {
				const record = path.split('/').at(-1)!;
				if (method !== 'GET' || !path.includes('/appointments/')) return undefined;
				if (slow?.record === record) return { until: slow.until };
				return { status: 200, body: { id: record, start_time: model.starts.get(record) } };
			});
			try {
				await n8n.activate();
				for (const one of steps) await takeStep(model, one);
			} finally {
				await n8n.stop();
				hero.webhooks.clear();
			}
		}),
		{ numRuns: 30 },
	);
}, 300_000);
