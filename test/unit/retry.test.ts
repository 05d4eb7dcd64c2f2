import fc from 'fast-check';
import type { IDataObject, IN8nHttpFullResponse } from 'n8n-workflow';

import { createLimiter } from '../../nodes/HeroHealth/transport/limiter';
import type { Outcome } from '../../nodes/HeroHealth/transport/outcome';
import { isOutcomeUnknown, isRetryable } from '../../nodes/HeroHealth/transport/outcome';
import type { RetryOptions } from '../../nodes/HeroHealth/transport/retry';
import { sendWithRetry } from '../../nodes/HeroHealth/transport/retry';
import { fakeClock } from '../support/unit/fakeClock';

const responseWith = (statusCode: number, headers: IDataObject = {}): IN8nHttpFullResponse => ({
	statusCode,
	headers,
	body: {},
});
const networkError = (code: string, syscall?: string) =>
	Object.assign(new Error(code), { cause: Object.assign(new Error(), { code, syscall }) });

type Result = number | string | IN8nHttpFullResponse | Error;

/** The outcome of an attempt by its status, its network code, or either in full. */
const outcomeOf = (result: Result): Outcome => {
	if (typeof result === 'number') return { response: responseWith(result) };
	if (typeof result === 'string') return { thrown: networkError(result) };
	return result instanceof Error ? { thrown: result } : { response: result };
};

const methods = ['GET', 'PUT', 'DELETE', 'POST', 'PATCH'] as const;

/** Sends with retries. Attempts have these results in turn; the last one repeats. */
async function sendAll(
	results: Result[],
	options: Partial<RetryOptions> = {},
	{ chance = 0.5, takes = 0, limiter = createLimiter() } = {},
) {
	const clock = fakeClock(() => chance);
	const startedAt: number[] = [];
	const start = clock.now();
	const result = await clock.until(
		sendWithRetry(
			async () => {
				startedAt.push(clock.now() - start);
				if (takes) await clock.sleep(takes);
				const { response, thrown } = outcomeOf(
					results[Math.min(startedAt.length, results.length) - 1],
				);
				if (response) return response;
				throw thrown;
			},
			limiter,
			{ method: 'GET', retryWindowMs: 60_000, isCancelled: () => false, ...options },
			clock,
		),
	);
	return {
		...result,
		startedAt,
		endedAt: clock.now() - start,
		status: result.outcome?.response?.statusCode,
	};
}

describe('the limit of requests in flight grows after a response', () => {
	/** The growth of the limit after successive responses that take so many milliseconds. */
	const growthAfter = async (responses: Array<[milliseconds: number, status?: number]>) => {
		const limiter = createLimiter();
		const before = limiter.limit;
		for (const [takes, status = 200] of responses) {
			await sendAll([status], { parallel: 50 }, { takes, limiter });
		}
		return limiter.limit - before;
	};

	test.each<[string, Array<[number, number?]>, number]>([
		['within a second', [[1_000], [20], [900]], 3],
		['with an error status within a second', [[20, 404]], 1],
		['that is slow, but no slower than others of this Hero', [[3_000], [6_000], [3_100]], 3],
	])('%s', async (_, responses, growth) => expect(await growthAfter(responses)).toBe(growth));

	test.each<[string, Array<[number, number?]>, number]>([
		['is slow, unlike earlier ones', [[20], [1_001], [3_000]], 1],
		['takes more than twice as long as the fastest', [[3_000], [6_001]], 1],
		[
			'is slow and has an error status, which says nothing about successful responses',
			[[3_000, 404]],
			0,
		],
	])('but not after one that %s', async (_, responses, growth) =>
		expect(await growthAfter(responses)).toBe(growth),
	);
});

describe('a retry', () => {
	test('has an exponential backoff from 0.1 s, with full jitter', async () => {
		const results = [503, 503, 503, 503, 200];
		expect((await sendAll(results, {}, { chance: 0.75 })).startedAt).toEqual([
			0, 75, 225, 525, 1125,
		]);
		expect((await sendAll(results, {}, { chance: 0 })).startedAt).toEqual([0, 0, 0, 0, 0]);
	});

	test('has a backoff of at most ten seconds', async () => {
		const { startedAt } = await sendAll([503], { retryWindowMs: 600_000 }, { chance: 0.75 });
		const waits = startedAt.slice(1).map((time, index) => time - startedAt[index]);
		expect(Math.max(...waits)).toBe(7_500);
	});

	test('waits for Retry-After plus the backoff', async () => {
		const busy = responseWith(429, { 'retry-after': '7' });
		expect((await sendAll([busy, busy, 200])).startedAt).toEqual([0, 7_050, 14_150]);
	});

	test('does not begin after the retry window', async () => {
		const { attempts, elapsedMs, status, startedAt } = await sendAll([503], {
			retryWindowMs: 5_000,
		});
		expect(status).toBe(503);
		expect(attempts).toBe(startedAt.length);
		expect(elapsedMs).toBe(startedAt.at(-1));
		expect(elapsedMs).toBeLessThanOrEqual(5_000);
		expect(attempts).toBe(7);
	});

	test('does not wait for a Retry-After longer than the retry window', async () => {
		const busy = responseWith(429, { 'retry-after': '60' });
		expect(await sendAll([busy], { retryWindowMs: 30_000 })).toMatchObject({
			attempts: 1,
			endedAt: 0,
		});
	});

	test('is given up within ten seconds where no server is at the address', async () => {
		const { elapsedMs, attempts } = await sendAll(['ENOTFOUND'], { retryWindowMs: 600_000 });
		expect(elapsedMs).toBeLessThanOrEqual(10_000);
		expect(attempts).toBeGreaterThan(3);
	});

	test('is not made where retries are disabled', async () => {
		expect(await sendAll([429], { isRetryDisabled: true })).toMatchObject({
			attempts: 1,
			status: 429,
		});
		expect(await sendAll([429], { retryWindowMs: 0 })).toMatchObject({ attempts: 1, status: 429 });
	});

	test('ends with the run, and the result so far is returned', async () => {
		let checks = 0;
		const isCancelled = () => ++checks > 12;
		const result = await sendAll([503], { method: 'PUT', isCancelled });
		expect(result).toMatchObject({ status: 503, mayBeDone: true });
		expect(result.endedAt).toBeLessThan(60_000);
	});

	test('and a first attempt are not made after the run was canceled', async () => {
		for (const parallel of [undefined, 1]) {
			const result = await sendAll([200], { isCancelled: () => true, parallel });
			expect(result).toMatchObject({ attempts: 0, startedAt: [] });
		}
	});

	test('waits for a pause (Retry-After) of another request, unless it is longer than the retry window', async () => {
		const pausedFor = (milliseconds: number) => {
			const limiter = createLimiter();
			limiter.pausedUntil = fakeClock().now() + milliseconds;
			limiter.probedAt = fakeClock().now();
			return { limiter };
		};
		expect((await sendAll([200], {}, pausedFor(3_000))).startedAt).toEqual([3_000]);
		expect(await sendAll([200], {}, pausedFor(61_000))).toMatchObject({
			startedAt: [],
			endedAt: 0,
		});
	});

	test('probes a long pause from time to time, and ends it after a success', async () => {
		const limiter = createLimiter();
		const hour = responseWith(503, { 'retry-after': '3600' });
		const clock = fakeClock();
		const send = async (result: Result, after: number) => {
			await clock.until(clock.sleep(after));
			let attempts = 0;
			const attempt = async () => (attempts++, outcomeOf(result).response!);
			const options = { method: 'POST' as const, retryWindowMs: 1_000, isCancelled: () => false };
			await clock.until(sendWithRetry(attempt, limiter, options, clock));
			return attempts;
		};
		expect(await send(hour, 60_000)).toBe(1);
		expect(await send(200, 29_000)).toBe(0);
		expect(await send(hour, 2_000)).toBe(1);
		expect(await send(200, 1_000)).toBe(0);
		expect(await send(200, 30_000)).toBe(1);
		expect(await send(200, 0)).toBe(1);
	});

	test('reports each period of waiting', async () => {
		const waited: number[] = [];
		const busy = responseWith(429, { 'retry-after': '2' });
		await sendAll([busy, 200], { onWait: (from, until) => void waited.push(until - from) });
		expect(waited.reduce((sum, one) => sum + one)).toBe(2_050);
	});
});

describe('whatever Hero and the network do', () => {
	const statuses = [200, 204, 400, 401, 404, 409, 429, 500, 502, 503, 504];
	const codes = ['ECONNRESET', 'ECONNREFUSED', 'ENOTFOUND', 'ETIMEDOUT', 'CERT_HAS_EXPIRED'];
	const retryAfter = fc.constantFrom('0', '1', '5', '-3', '9999999999', 'soon');
	const result = fc.oneof(
		fc.constantFrom<Result>(...statuses, ...codes),
		retryAfter.map((wait): Result => responseWith(429, { 'retry-after': wait })),
	);
	const results = fc.array(result, { minLength: 1, maxLength: 12 });
	const method = fc.constantFrom(...methods);
	const inputs = [
		results,
		method,
		fc.integer({ min: 0, max: 20_000 }),
		fc.double({ min: 0.01, max: 0.99, noNaN: true }),
	] as const;

	test('a write is not retried once Hero may have carried it out, unless a second delivery has no effect', async () => {
		await fc.assert(
			fc.asyncProperty(...inputs, async (all, verb, retryWindowMs, chance) => {
				const { attempts, mayBeDone } = await sendAll(
					all,
					{ method: verb, retryWindowMs },
					{ chance },
				);
				const made = Array.from({ length: attempts }, (_, index) =>
					outcomeOf(all[Math.min(index, all.length - 1)]),
				);
				const isUnsafe = verb !== 'GET' && verb !== 'DELETE';
				if (isUnsafe) expect(made.slice(0, -1).some(isOutcomeUnknown)).toBe(false);
				expect(mayBeDone).toBe(verb !== 'GET' && made.some(isOutcomeUnknown));
				expect(made.slice(0, -1).every((one) => isRetryable({ method: verb }, one))).toBe(true);
			}),
		);
	});

	test('no attempt begins after the retry window', async () => {
		await fc.assert(
			fc.asyncProperty(...inputs, async (all, verb, retryWindowMs, chance) => {
				const { startedAt } = await sendAll(
					all,
					{ method: verb, retryWindowMs },
					{ chance, takes: 50 },
				);
				expect(startedAt.length).toBeGreaterThan(0);
				expect(startedAt.at(-1)).toBeLessThanOrEqual(retryWindowMs);
			}),
		);
	});
});
