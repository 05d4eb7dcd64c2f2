import fc from 'fast-check';

import type { Pace } from '../../nodes/HeroHealth/transport/limiter';
import {
	enter,
	leave,
	narrow,
	newPace,
	paceName,
	paceOf,
	waitUntil,
	widen,
} from '../../nodes/HeroHealth/transport/limiter';
import { testClock } from '../support/unit/clock';

const always = { isOver: () => false };
const address = 'https://api.herohealth.net';

describe('a pace', () => {
	const paceFor = (at: string, key: string) => paceOf(paceName(at, key));

	test('is shared by all who use the key at the address', () => {
		expect(paceFor(address, 'canary-key')).toBe(paceFor(address, 'canary-key'));
	});

	test.each([
		[address, 'other-key'],
		['http://127.0.0.1:3100', 'canary-key'],
		[`${address}\ncanary`, '-key'],
	])('is not shared with %s and %s', (otherAddress, otherKey) => {
		expect(paceFor(otherAddress, otherKey)).not.toBe(paceFor(address, 'canary-key'));
	});

	test('is kept without the key', () => {
		const name = paceName(address, 'canary-key');
		expect(name).toMatch(/^[0-9a-f]{64}$/);
		expect(JSON.stringify(paceOf(name))).not.toContain('canary');
	});

	describe('is forgotten after a minute', () => {
		const after = (milliseconds: number, keep: (pace: Pace) => void = () => {}) => {
			let time = 1_000_000;
			const clock = { ...testClock(), now: () => time };
			const pace = paceOf('forgotten', 1, clock);
			keep(pace);
			time += milliseconds;
			paceOf('another', 1, clock);
			const isKept = paceOf('forgotten', 1, clock) === pace;
			pace.underWay = 0;
			pace.queue.length = 0;
			pace.quietUntil = 0;
			time += 1e9;
			paceOf('another', 1, clock);
			return isKept;
		};

		test('in which nobody used it', () => {
			expect(after(59_999)).toBe(true);
			expect(after(60_001)).toBe(false);
		});

		test('but not while something is under way or waits', () => {
			expect(after(1e6, (pace) => pace.underWay++)).toBe(true);
			expect(after(1e6, (pace) => pace.queue.push(() => {}))).toBe(true);
		});

		test('but not before the quiet that Hero asked for is over', () => {
			const quiet = (pace: Pace) => (pace.quietUntil = 1_000_000 + 3_600_000);
			expect(after(3_599_999, quiet)).toBe(true);
			expect(after(3_600_001, quiet)).toBe(false);
		});
	});
});

describe('the width', () => {
	test('doubles with each round of quick answers', () => {
		const pace = newPace();
		const widths = Array.from({ length: 5 }, () => {
			const before = pace.width;
			for (let answer = 0; answer < before; answer++) widen(pace, 20);
			return pace.width;
		});
		expect(widths).toEqual([2, 4, 8, 16, 20]);
	});

	test.each([
		[1, 1],
		[5, 5],
		[50, 8],
	])('begins, where %i are wanted, at %i', (most, width) => {
		expect(paceOf(paceName(address, `key for ${most}`), most).width).toBe(width);
	});

	test('grows by about one a round once Hero was busy', () => {
		const pace = { ...newPace(), width: 8 };
		narrow(pace, 0);
		expect(pace.width).toBe(4);
		for (let answer = 0; answer < 4; answer++) widen(pace, 20);
		expect(pace.width).toBeGreaterThan(4.8);
		expect(pace.width).toBeLessThanOrEqual(5);
	});

	test('halves once for all requests that were under way together', () => {
		const pace = { ...newPace(), width: 16 };
		for (let refusal = 0; refusal < 16; refusal++) narrow(pace, 0);
		expect(pace.width).toBe(8);
		narrow(pace, 1);
		expect(pace.width).toBe(4);
	});

	test('is left as it is by those who want less', () => {
		const pace = { ...newPace(), width: 10 };
		widen(pace, 3);
		expect(pace.width).toBe(10);
	});

	test('stays between 1 and the most that was wanted', () => {
		const event = fc.oneof(fc.constant('busy'), fc.integer({ min: 1, max: 50 }));
		fc.assert(
			fc.property(fc.array(event, { maxLength: 200 }), (events) => {
				const pace = newPace();
				let most = 1;
				for (const one of events) {
					if (typeof one === 'string') narrow(pace, pace.narrowings);
					else widen(pace, (most = Math.max(most, one)));
					expect(pace.width >= 1 && pace.width <= most).toBe(true);
				}
			}),
		);
	});
});

describe('places', () => {
	test('are taken in the order of asking', async () => {
		const clock = testClock();
		const pace = newPace();
		const order: number[] = [];
		const all = Array.from({ length: 6 }, async (_, index) => {
			await enter(pace, always, clock);
			order.push(index);
			await clock.sleep(10);
			leave(pace);
		});
		await clock.until(Promise.all(all));
		expect(order).toEqual([0, 1, 2, 3, 4, 5]);
	});

	test('are never more than the width, and all are given back', async () => {
		const steps = fc.array(fc.record({ takes: fc.nat(50), busy: fc.boolean() }), { maxLength: 60 });
		await fc.assert(
			fc.asyncProperty(steps, fc.integer({ min: 1, max: 12 }), async (requests, most) => {
				const clock = testClock();
				const pace = newPace();
				const all = requests.map(async ({ takes, busy }) => {
					await enter(pace, always, clock);
					expect(pace.underWay).toBeLessThanOrEqual(most);
					const { narrowings } = pace;
					await clock.sleep(takes);
					if (busy) narrow(pace, narrowings);
					else widen(pace, most);
					leave(pace);
				});
				await clock.until(Promise.all(all));
				expect([pace.underWay, pace.queue]).toEqual([0, []]);
			}),
			{ numRuns: 50 },
		);
	});

	test('are not kept by those whose run ends while they wait', async () => {
		const clock = testClock();
		const pace = newPace();
		await enter(pace, always, clock);
		let isOver = false;
		const waiting = enter(pace, { isOver: () => isOver }, clock);
		const next = enter(pace, always, clock);
		isOver = true;
		expect(await clock.until(waiting)).toBe(false);
		leave(pace);
		expect(await clock.until(next)).toBe(true);
		expect([pace.underWay, pace.queue]).toEqual([1, []]);
	});

	test('are not kept by those whose run ends as they get one', async () => {
		const clock = testClock();
		const pace = newPace();
		await enter(pace, always, clock);
		let isOver = false;
		const waiting = enter(pace, { isOver: () => isOver }, clock);
		leave(pace);
		isOver = true;
		expect(await clock.until(waiting)).toBe(false);
		expect(pace.underWay).toBe(0);
	});
});

describe('waiting', () => {
	test('is done in short steps, so that a canceled run ends soon', async () => {
		const clock = testClock();
		const start = clock.now();
		const isOver = () => clock.now() >= start + 450;
		const moment = () => start + 60_000;
		const waited = clock.until(waitUntil(moment, Infinity, { isOver }, clock));
		expect(await waited).toBe(false);
		expect(clock.now() - start).toBe(500);
	});

	test('goes on where the moment moves, and not beyond the deadline', async () => {
		const clock = testClock();
		const start = clock.now();
		let moment = start + 200;
		const move = async () => {
			await clock.sleep(150);
			moment = start + 1_000;
		};
		void move();
		expect(await clock.until(waitUntil(() => moment, start + 1_000, always, clock))).toBe(true);
		expect(clock.now()).toBe(start + 1_000);
		expect(await clock.until(waitUntil(() => start + 9_000, start + 8_000, always, clock))).toBe(
			false,
		);
		expect(clock.now()).toBe(start + 1_000);
	});
});
