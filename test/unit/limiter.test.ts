import fc from 'fast-check';

import type { ConcurrencyLimiter } from '../../nodes/HeroHealth/transport/limiter';
import {
	acquire,
	release,
	decrease,
	createLimiter,
	limiterKey,
	limiterFor,
	increase,
} from '../../nodes/HeroHealth/transport/limiter';
import { resetProcessState } from '../../nodes/HeroHealth/transport/processState';
import { waitUntil } from '../../nodes/HeroHealth/transport/wait';
import { testClock } from '../support/unit/fakeClock';

const neverCanceled = { isCancelled: () => false };
const baseUrl = 'https://api.herohealth.net';

beforeEach(resetProcessState);

describe('a limiter', () => {
	const limiterOf = (url: string, key: string) => limiterFor(limiterKey(url, key));

	test('is shared by all requests with the same base URL and key', () => {
		expect(limiterOf(baseUrl, 'canary-key')).toBe(limiterOf(baseUrl, 'canary-key'));
	});

	test.each([
		[baseUrl, 'other-key'],
		['http://127.0.0.1:3100', 'canary-key'],
		[`${baseUrl}\ncanary`, '-key'],
	])('is not shared with requests to %s with %s', (otherUrl, otherKey) => {
		expect(limiterOf(otherUrl, otherKey)).not.toBe(limiterOf(baseUrl, 'canary-key'));
	});

	test('does not hold the API key', () => {
		const digest = limiterKey(baseUrl, 'canary-key');
		expect(digest).toMatch(/^[0-9a-f]{64}$/);
		expect(JSON.stringify(limiterFor(digest))).not.toContain('canary');
	});

	describe('is forgotten after a minute without use', () => {
		const after = (milliseconds: number, use: (limiter: ConcurrencyLimiter) => void = () => {}) => {
			resetProcessState();
			let time = 1_000_000;
			const clock = { ...testClock(), now: () => time };
			const limiter = limiterFor('forgotten', 1, clock);
			use(limiter);
			time += milliseconds;
			limiterFor('another', 1, clock);
			return limiterFor('forgotten', 1, clock) === limiter;
		};

		test('and not before', () => {
			expect(after(59_999)).toBe(true);
			expect(after(60_001)).toBe(false);
		});

		test('but not while requests are in flight or queued', () => {
			expect(after(1e6, (limiter) => limiter.inFlight++)).toBe(true);
			expect(after(1e6, (limiter) => limiter.queue.push(() => {}))).toBe(true);
		});

		test('but not before the end of a pause (Retry-After)', () => {
			const pause = (limiter: ConcurrencyLimiter) => (limiter.pausedUntil = 1_000_000 + 3_600_000);
			expect(after(3_599_999, pause)).toBe(true);
			expect(after(3_600_001, pause)).toBe(false);
		});
	});
});

describe('the limit', () => {
	test('doubles with each round of fast responses (slow start)', () => {
		const limiter = createLimiter();
		const limits = Array.from({ length: 5 }, () => {
			const before = limiter.limit;
			for (let response = 0; response < before; response++) increase(limiter, 20);
			return limiter.limit;
		});
		expect(limits).toEqual([2, 4, 8, 16, 20]);
	});

	test.each([
		[1, 1],
		[5, 5],
		[50, 8],
	])('for %i items in parallel begins at %i', (parallel, limit) => {
		expect(limiterFor(limiterKey(baseUrl, `key for ${parallel}`), parallel).limit).toBe(limit);
	});

	test('grows by about one per round after a first decrease', () => {
		const limiter = { ...createLimiter(), limit: 8 };
		decrease(limiter, 0);
		expect(limiter.limit).toBe(4);
		for (let response = 0; response < 4; response++) increase(limiter, 20);
		expect(limiter.limit).toBeGreaterThan(4.8);
		expect(limiter.limit).toBeLessThanOrEqual(5);
	});

	test('halves once for all requests that were in flight together', () => {
		const limiter = { ...createLimiter(), limit: 16 };
		for (let response = 0; response < 16; response++) decrease(limiter, 0);
		expect(limiter.limit).toBe(8);
		decrease(limiter, 1);
		expect(limiter.limit).toBe(4);
	});

	test('is not lowered by a run with fewer items in parallel', () => {
		const limiter = { ...createLimiter(), limit: 10 };
		increase(limiter, 3);
		expect(limiter.limit).toBe(10);
	});

	test('stays between 1 and the highest number of items in parallel', () => {
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

describe('slots', () => {
	test('are given in the order of requests', async () => {
		const clock = testClock();
		const limiter = createLimiter();
		const order: number[] = [];
		const all = Array.from({ length: 6 }, async (_, index) => {
			await acquire(limiter, neverCanceled, clock);
			order.push(index);
			await clock.sleep(10);
			release(limiter);
		});
		await clock.until(Promise.all(all));
		expect(order).toEqual([0, 1, 2, 3, 4, 5]);
	});

	test('never exceed the limit, and all are released', async () => {
		const steps = fc.array(fc.record({ takes: fc.nat(50), busy: fc.boolean() }), { maxLength: 60 });
		await fc.assert(
			fc.asyncProperty(steps, fc.integer({ min: 1, max: 12 }), async (requests, most) => {
				const clock = testClock();
				const limiter = createLimiter();
				const all = requests.map(async ({ takes, busy }) => {
					await acquire(limiter, neverCanceled, clock);
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

	test('are not taken by a run that is canceled while it waits', async () => {
		const clock = testClock();
		const limiter = createLimiter();
		await acquire(limiter, neverCanceled, clock);
		let isCancelled = false;
		const waiting = acquire(limiter, { isCancelled: () => isCancelled }, clock);
		const next = acquire(limiter, neverCanceled, clock);
		isCancelled = true;
		expect(await clock.until(waiting)).toBe(false);
		release(limiter);
		expect(await clock.until(next)).toBe(true);
		expect([limiter.inFlight, limiter.queue]).toEqual([1, []]);
	});

	test('are released by a run that is canceled as it gets one', async () => {
		const clock = testClock();
		const limiter = createLimiter();
		await acquire(limiter, neverCanceled, clock);
		let isCancelled = false;
		const waiting = acquire(limiter, { isCancelled: () => isCancelled }, clock);
		release(limiter);
		isCancelled = true;
		expect(await clock.until(waiting)).toBe(false);
		expect(limiter.inFlight).toBe(0);
	});
});

describe('waiting', () => {
	test('happens in short sleeps, so that a canceled run ends soon', async () => {
		const clock = testClock();
		const start = clock.now();
		const isCancelled = () => clock.now() >= start + 450;
		const moment = () => start + 60_000;
		const waited = clock.until(waitUntil(moment, Infinity, { isCancelled }, clock));
		expect(await waited).toBe(false);
		expect(clock.now() - start).toBe(500);
	});

	test('continues when the moment moves, up to the deadline', async () => {
		const clock = testClock();
		const start = clock.now();
		let moment = start + 200;
		const move = async () => {
			await clock.sleep(150);
			moment = start + 1_000;
		};
		void move();
		expect(await clock.until(waitUntil(() => moment, start + 1_000, neverCanceled, clock))).toBe(
			true,
		);
		expect(clock.now()).toBe(start + 1_000);
		expect(
			await clock.until(waitUntil(() => start + 9_000, start + 8_000, neverCanceled, clock)),
		).toBe(false);
		expect(clock.now()).toBe(start + 1_000);
	});
});
