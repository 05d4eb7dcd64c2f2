import { clientOf } from '../support/sandbox/client';
import { openN8n } from '../support/trigger/n8n';
import { deliver, deliverEvent, eventOf, withoutHeader } from '../support/trigger/signedDelivery';
import {
	cancelled,
	confirmed,
	duplicateResponse,
	rescheduled,
	setUpTrigger,
} from '../support/trigger/triggerSetup';

const minute = 60_000;

afterEach(() => jest.restoreAllMocks());
const trigger = setUpTrigger({
	events: [confirmed, cancelled, rescheduled],
	fetchRecord: false,
});

/** Moves all clocks forward. */
function pass(milliseconds: number) {
	const now = Date.now() + milliseconds;
	jest.restoreAllMocks();
	jest.spyOn(Date, 'now').mockReturnValue(now);
}

describe('a repeated delivery', () => {
	test('is accepted, and starts no run', async () => {
		const delivery = trigger.signed();
		expect((await deliver(trigger.n8n, delivery)).status).toBe(200);
		expect(await deliver(trigger.n8n, delivery)).toEqual(duplicateResponse);
		expect(trigger.n8n.runs).toHaveLength(1);
	});

	test.each(['duplicates', 'resigned_duplicates'])(
		'many times at once (%s) starts one run',
		async (kind) => {
			trigger.hero.changeSettings({ [kind]: 19 });
			await clientOf(trigger.hero).post('/_sandbox/events', { event: confirmed, id: kind });
			await trigger.hero.whenIdle();
			trigger.hero.changeSettings({ [kind]: 0 });
			const answers = trigger.hero.deliveries.filter(({ object_id }) => object_id === kind);
			expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(200));
			expect(trigger.ids()).toEqual([kind]);
		},
	);

	test('is recognized for as long as its timestamp is valid', async () => {
		await trigger.publish({ toleranceMinutes: 60, repeatMinutes: 0 });
		const delivery = trigger.signed(undefined, { at: Date.now() + 50 * minute });
		await deliver(trigger.n8n, delivery);
		pass(100 * minute);
		expect(await deliver(trigger.n8n, delivery)).toEqual(duplicateResponse);
		pass(11 * minute);
		expect((await deliver(trigger.n8n, delivery)).status).toBe(401);
		expect(trigger.n8n.runs).toHaveLength(1);
	});

	test('with another encoding of its signature is the same', async () => {
		await trigger.publish({ repeatMinutes: 0 });
		const at = Date.now();
		await deliverEvent(trigger.n8n, eventOf('1'), { at, encoding: 'hex' });
		expect(await deliverEvent(trigger.n8n, eventOf('1'), { at, encoding: 'base64' })).toEqual(
			duplicateResponse,
		);
	});

	test('after a restart starts no run', async () => {
		const delivery = trigger.signed();
		await deliver(trigger.n8n, delivery);
		await trigger.n8n.restart();
		expect(await deliver(trigger.n8n, delivery)).toEqual(duplicateResponse);
		expect(await deliverEvent(trigger.n8n, eventOf('48213'), { at: Date.now() + 1000 })).toEqual(
			duplicateResponse,
		);
		await deliverEvent(trigger.n8n, eventOf('2'));
		expect(trigger.ids()).toEqual(['48213', '2']);
	});

	test('after a change of the workflow starts no run', async () => {
		const delivery = trigger.signed();
		await deliver(trigger.n8n, delivery);
		await trigger.publish({});
		expect(await deliver(trigger.n8n, delivery)).toEqual(duplicateResponse);
	});

	test('after a new activation is rejected, because the key is a new one', async () => {
		const delivery = trigger.signed();
		await deliver(trigger.n8n, delivery);
		await trigger.n8n.deactivate();
		await trigger.n8n.activate();
		expect((await deliver(trigger.n8n, delivery)).status).toBe(401);
	});
});

describe('the same event of the same record', () => {
	const later = async (milliseconds: number) => {
		pass(milliseconds);
		return await deliverEvent(trigger.n8n, eventOf('1'));
	};

	test('within five minutes starts no run', async () => {
		await deliverEvent(trigger.n8n, eventOf('1'));
		expect(await later(5 * minute - 1000)).toEqual(duplicateResponse);
		await later(2000);
		expect(trigger.ids()).toEqual(['1', '1']);
	});

	test.each([
		[1, 1],
		[60, 60],
		[1440, 1440],
		[100_000, 1440],
	])('with %i minutes in Options: for %i', async (repeatMinutes, minutes) => {
		await trigger.publish({ repeatMinutes });
		await deliverEvent(trigger.n8n, eventOf('1'));
		expect(await later(minutes * minute - 1000)).toEqual(duplicateResponse);
		await later(2000);
		expect(trigger.ids()).toEqual(['1', '1']);
	});

	test.each([0, -1])('with %i starts a run for each new signature', async (repeatMinutes) => {
		await trigger.publish({ repeatMinutes });
		await deliverEvent(trigger.n8n, eventOf('1'));
		await deliverEvent(trigger.n8n, eventOf('1'), { at: Date.now() + 1000 });
		await later(10_000);
		expect(trigger.ids()).toEqual(['1', '1', '1']);
	});

	test('does not include other records or other events', async () => {
		await deliverEvent(trigger.n8n, eventOf('1'));
		await deliverEvent(trigger.n8n, eventOf('2'));
		await deliverEvent(trigger.n8n, eventOf('1', cancelled));
		expect(trigger.n8n.runs).toHaveLength(3);
	});

	test('starts a run of each of two triggers', async () => {
		const other = await openN8n({ hero: trigger.proxy, parameters: trigger.n8n.parameters });
		await other.activate();
		await deliverEvent(trigger.n8n, eventOf('1'));
		await deliverEvent(other, eventOf('1'));
		expect([trigger.n8n.runs.length, other.runs.length]).toEqual([1, 1]);
		await other.stop();
	});
});

describe('an appointment that is rescheduled again', () => {
	const nine = '2026-03-16T09:00:00Z';
	const ten = '2026-03-16T10:00:00Z';
	const moved = eventOf('48213', rescheduled);
	const record = (start_time: string) => ({ status: 200, body: { id: '48213', start_time } });
	const movesTo = (start_time: string) => trigger.proxy.setFaults(() => record(start_time));
	const deliverMoved = async (seconds: number) =>
		await deliverEvent(trigger.n8n, moved, { at: Date.now() + seconds * 1000 });
	beforeEach(async () => await trigger.publish({}, { fetchRecord: true }));

	test('to another time starts another run', async () => {
		movesTo(nine);
		await deliverMoved(0);
		movesTo(ten);
		await deliverMoved(1);
		expect(trigger.n8n.runs).toMatchObject([
			[{ record: { start_time: nine } }],
			[{ record: { start_time: ten } }],
		]);
	});

	test('to the same time is a repeat', async () => {
		movesTo(nine);
		await deliverMoved(0);
		expect(await deliverMoved(1)).toEqual(duplicateResponse);
		expect(trigger.n8n.runs).toHaveLength(1);
	});

	test('is not lost when its record cannot be read', async () => {
		trigger.proxy.setFaults(() => ({ status: 500 }));
		await deliverMoved(0);
		await deliverMoved(60);
		expect(trigger.n8n.runs).toHaveLength(2);
	});

	test('is a repeat when the record is not fetched', async () => {
		await trigger.publish({}, { fetchRecord: false });
		await deliverMoved(0);
		expect(await deliverMoved(1)).toEqual(duplicateResponse);
	});

	test('back to its first time starts a third run', async () => {
		for (const [seconds, start_time] of [nine, ten, nine].entries()) {
			movesTo(start_time);
			await deliverMoved(seconds);
		}
		expect(trigger.n8n.runs.map((items) => Object(items?.[0].record).start_time)).toEqual([
			nine,
			ten,
			nine,
		]);
		expect(await deliverMoved(3)).toEqual(duplicateResponse);
	});

	test('back to its first time starts a third run after a restart of n8n', async () => {
		for (const [seconds, start_time] of [nine, ten, nine].entries()) {
			movesTo(start_time);
			await deliverMoved(seconds);
			await trigger.n8n.restart();
		}
		expect(trigger.n8n.runs).toHaveLength(3);
		expect(await deliverMoved(3)).toEqual(duplicateResponse);
	});
});

describe('with Token Only, when Hero sends no timestamp', () => {
	const plain = () =>
		['x-herohealth-timestamp', 'x-herohealth-signature'].reduce(withoutHeader, trigger.signed());
	const deliverUnsigned = async () => await deliver(trigger.n8n, plain());

	test('the same event is a repeat for the time in Options', async () => {
		await trigger.publish({ verification: 'token', repeatMinutes: 1 });
		await deliverUnsigned();
		expect(await deliverUnsigned()).toEqual(duplicateResponse);
		pass(minute + 1000);
		await deliverUnsigned();
		expect(trigger.n8n.runs).toHaveLength(2);
	});

	test('an appointment that is rescheduled again is another event', async () => {
		await trigger.publish({ verification: 'token' }, { fetchRecord: true });
		const moves = [9, 10].map((hour) => `2026-03-16T${hour}:00:00Z`);
		for (const start_time of moves) {
			trigger.proxy.setFaults(() => ({ status: 200, body: { id: '48213', start_time } }));
			const delivery = trigger.signed(eventOf('48213', rescheduled));
			await deliver(
				trigger.n8n,
				['x-herohealth-timestamp', 'x-herohealth-signature'].reduce(withoutHeader, delivery),
			);
		}
		expect(trigger.n8n.runs).toHaveLength(2);
	});
});
