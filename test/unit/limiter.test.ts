import fc from 'fast-check';

import type { ConcurrencyLimiter } from '../../nodes/HeroHealth/transport/limiter';
import {
	acquire,
	release,
	decrease,
	createLimiter,
	limiterKey,
	limiterFor,
	waitUntil,
	increase,
} from '../../nodes/HeroHealth/transport/limiter';
import { fakeClock } from '../support/unit/fakeClock';

const always = { isCancelled: () => false };
const address = 'https://api.herohealth.net';

describe('a limiter', () => {
	const paceFor = (at: string, key: string) => limiterFor(limiterKey(at, key));

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
		const name = limiterKey(address, 'canary-key');
		expect(name).toMatch(/^[0-9a-f]{64}$/);
		expect(JSON.stringify(limiterFor(name))).not.toContain('canary');
	});

	describe('is forgotten after a minute', () => {
		const after = (
			milliseconds: number,
			keep: (limiter: ConcurrencyLimiter) => void = () => {},
		) => {
			let time = 1_000_000;
			const clock = { ...fakeClock(), now: () => time };
			const limiter = limiterFor('forgotten', 1, clock);
			keep(limiter);
			time += milliseconds;
			limiterFor('another', 1, clock);
			const isKept = limiterFor('forgotten', 1, clock) === limiter;
			limiter.inFlight = 0;
			limiter.queue.length = 0;
			limiter.pausedUntil = 0;
			time += 1e9;
			limiterFor('another', 1, clock);
			return isKept;
		};

		test('in which nobody used it', () => {
			expect(after(59_999)).toBe(true);
			expect(after(60_001)).toBe(false);
		});

		test('but not while something is under way or waits', () => {
			expect(after(1e6, (limiter) => limiter.inFlight++)).toBe(true);
			expect(after(1e6, (limiter) => limiter.queue.push(() => {}))).toBe(true);
		});

		test('but not before the quiet that Hero asked for is over', () => {
			const quiet = (limiter: ConcurrencyLimiter) => (limiter.pausedUntil = 1_000_000 + 3_600_000);
			expect(after(3_599_999, quiet)).toBe(true);
			expect(after(3_600_001, quiet)).toBe(false);
		});
	});
});

describe('the limit', () => {
	test('doubles with each round of quick answers', () => {
		const limiter = createLimiter();
		const limits = Array.from({ length: 5 }, () => {
			const before = limiter.limit;
			for (let answer = 0; answer < before; answer++) increase(limiter, 20);
			return limiter.limit;
		});
		expect(limits).toEqual([2, 4, 8, 16, 20]);
	});

	test.each([
		[1, 1],
		[5, 5],
		[50, 8],
	])('begins, where %i are wanted, at %i', (most, width) => {
		expect(limiterFor(limiterKey(address, `key for ${most}`), most).limit).toBe(width);
	});

	test('grows by about one a round once Hero was busy', () => {
		const limiter = { ...createLimiter(), limit: 8 };
		decrease(limiter, 0);
		expect(limiter.limit).toBe(4);
		for (let answer = 0; answer < 4; answer++) increase(limiter, 20);
		expect(limiter.limit).toBeGreaterThan(4.8);
		expect(limiter.limit).toBeLessThanOrEqual(5);
	});

	test('halves once for all requests that were under way together', () => {
		const limiter = { ...createLimiter(), limit: 16 };
		for (let refusal = 0; refusal < 16; refusal++) decrease(limiter, 0);
		expect(limiter.limit).toBe(8);
		decrease(limiter, 1);
		expect(limiter.limit).toBe(4);
	});

	test('is left as it is by those who want less', () => {
		const limiter = { ...createLimiter(), limit: 10 };
		increase(limiter, 3);
		expect(limiter.limit).toBe(10);
	});

	test('stays between 1 and the most that was wanted', () => {
		const event = fc.oneof(fc.constant('busy'), fc.integer({ min: 1, max: 50 }));
		fc.assert(
			fc.property(fc.array(event, { maxLength: 200 }), (events) => {
				const limiter = createLimiter();
				let most = 1;
				for (const one of events) {
					if (typeof one === 'string') decrease(limiter, limiter.decreases);
					else increase(limiter, (most = Math.max(most, one)));
					expect(limiter.limit >= 1 && limiter.limit <= most).toBe(true);
				}
			}),
		);
	});
});

describe('places', () => {
	test('are taken in the order of asking', async () => {
		const clock = fakeClock();
		const limiter = createLimiter();
		const order: number[] = [];
		const all = Array.from({ length: 6 }, async (_, index) => {
			await acquire(limiter, always, clock);
			order.push(index);
			await clock.sleep(10);
			release(limiter);
		});
		await clock.until(Promise.all(all));
		expect(order).toEqual([0, 1, 2, 3, 4, 5]);
	});

	test('are never more than the limit, and all are given back', async () => {
		const steps = fc.array(fc.record({ takes: fc.nat(50), busy: fc.boolean() }), { maxLength: 60 });
		await fc.assert(
			fc.asyncProperty(steps, fc.integer({ min: 1, max: 12 }), async (requests, most) => {
				const clock = fakeClock();
				const limiter = createLimiter();
				const all = requests.map(async ({ takes, busy }) => {
					await acquire(limiter, always, clock);
					expect(limiter.inFlight).toBeLessThanOrEqual(most);
					const { decreases } = limiter;
					await clock.sleep(takes);
					if (busy) decrease(limiter, decreases);
					else increase(limiter, most);
					release(limiter);
				});
				await clock.until(Promise.all(all));
				expect([limiter.inFlight, limiter.queue]).toEqual([0, []]);
			}),
			{ numRuns: 50 },
		);
	});

	test('are not kept by those whose run ends while they wait', async () => {
		const clock = fakeClock();
		const limiter = createLimiter();
		await acquire(limiter, always, clock);
		let isCancelled = false;
		const waiting = acquire(limiter, { isCancelled: () => isCancelled }, clock);
		const next = acquire(limiter, always, clock);
		isCancelled = true;
		expect(await clock.until(waiting)).toBe(false);
		release(limiter);
		expect(await clock.until(next)).toBe(true);
		expect([limiter.inFlight, limiter.queue]).toEqual([1, []]);
	});

	test('are not kept by those whose run ends as they get one', async () => {
		const clock = fakeClock();
		const limiter = createLimiter();
		await acquire(limiter, always, clock);
		let isCancelled = false;
		const waiting = acquire(limiter, { isCancelled: () => isCancelled }, clock);
		release(limiter);
		isCancelled = true;
		expect(await clock.until(waiting)).toBe(false);
		expect(limiter.inFlight).toBe(0);
	});
});

describe('waiting', () => {
	test('is done in short steps, so that a canceled run ends soon', async () => {
		const clock = fakeClock();
		const start = clock.now();
		const isCancelled = () => clock.now() >= start + 450;
		const moment = () => start + 60_000;
		const waited = clock.until(waitUntil(moment, Infinity, { isCancelled }, clock));
		expect(await waited).toBe(false);
		expect(clock.now() - start).toBe(500);
	});

	test('goes on where the moment moves, and not beyond the deadline', async () => {
		const clock = fakeClock();
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
