import fc from 'fast-check';
import type { IDataObject, IN8nHttpFullResponse } from 'n8n-workflow';
import { UserError } from 'n8n-workflow';

import { createLimiter } from '../../nodes/HeroHealth/transport/limiter';
import type { RetryOptions, Outcome } from '../../nodes/HeroHealth/transport/retry';
import {
	isRetryable,
	isOutcomeUnknown,
	sendWithRetry,
} from '../../nodes/HeroHealth/transport/retry';
import { retryAfterMs } from '../../nodes/HeroHealth/transport/retryAfter';
import { fakeClock } from '../support/unit/fakeClock';

const answered = (statusCode: number, headers: IDataObject = {}): IN8nHttpFullResponse => ({
	statusCode,
	headers,
	body: {},
});
const broken = (code: string, syscall?: string) =>
	Object.assign(new Error(code), { cause: Object.assign(new Error(), { code, syscall }) });

const saying = (code: string, words: string) => Object.assign(new Error(words), { code });

type Ending = number | string | IN8nHttpFullResponse | Error;

/** A status, a code of the network, or either in full. */
const outcome = (ending: Ending): Outcome => {
	if (typeof ending === 'number') return { response: answered(ending) };
	if (typeof ending === 'string') return { thrown: broken(ending) };
	return ending instanceof Error ? { thrown: ending } : { response: ending };
};

const methods = ['GET', 'PUT', 'DELETE', 'POST', 'PATCH'] as const;
const harmless = ['GET', 'DELETE'];
const reads = ['GET'];

describe('a request may be repeated', () => {
	test.each<[Ending, readonly string[]]>([
		[429, methods],
		[502, harmless],
		[503, harmless],
		[504, harmless],
		...['ECONNRESET', 'ECONNABORTED', 'ETIMEDOUT', 'EPIPE', 'ERR_BAD_RESPONSE'].map(
			(code): [Ending, string[]] => [code, harmless],
		),
		['HPE_INVALID_CONSTANT', harmless],
		...['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'].map(
			(code): [Ending, readonly string[]] => [code, methods],
		),
		[broken('EHOSTUNREACH', 'connect'), methods],
		[broken('EHOSTUNREACH', 'read'), []],
		[broken('ENETUNREACH', 'write'), []],
		...[408, 425, 500, 520, 521, 522, 523, 524, 525, 526, 527].map((status): [Ending, string[]] => [
			status,
			reads,
		]),
		...[200, 204, 302, 400, 401, 403, 404, 405, 409, 422, 501, 505, 519, 528].map(
			(status): [Ending, string[]] => [status, []],
		),
		...['CERT_HAS_EXPIRED', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'ERR_CANCELED'].map(
			(code): [Ending, string[]] => [code, []],
		),
		...['ERR_INVALID_CHAR', 'ERR_INVALID_URL'].map((code): [Ending, string[]] => [code, []]),
		[new UserError('The key is not sent there'), []],
		[new Error('Anything'), []],
	])('after %s by %j', (ending, expected) => {
		expect(methods.filter((method) => isRetryable({ method }, outcome(ending)))).toEqual(expected);
	});

	test('of any method whose operation says that repeating it does nothing, and of no other', () => {
		for (const ending of [502, 503, 504, 'ECONNRESET', 'ECONNABORTED'] as Ending[]) {
			const repeated = (onRepeat: 'nothing' | 'again') =>
				methods.filter((method) => isRetryable({ method, onRepeat }, outcome(ending)));
			expect(repeated('nothing')).toEqual(methods);
			expect(repeated('again')).toEqual(reads);
		}
	});
});

describe('Hero may have carried out', () => {
	test.each<Ending>([
		...[500, 501, 502, 503, 504, 520, 599, 999],
		// Redirects can follow what was carried out, and proxies give up waiting with these.
		...[301, 302, 303, 408, 444, 460, 499],
		...['ECONNRESET', 'ECONNABORTED', 'ETIMEDOUT', 'EPIPE', 'ERR_BAD_RESPONSE', 'ERR_CANCELED'],
		...['EPROTO', 'HPE_INVALID_CONSTANT', 'ERR_SSL_DECRYPTION_FAILED_OR_BAD_RECORD_MAC'],
		broken('EHOSTUNREACH', 'read'),
		new Error('Anything'),
	])('what ended in %s', (ending) => expect(isOutcomeUnknown(outcome(ending))).toBe(true));
});

describe('Hero has not carried out, or has said that it did,', () => {
	test.each<Ending>([
		...[200, 201, 307, 308, 400, 401, 404, 407, 409, 422, 425, 429],
		...['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'CERT_HAS_EXPIRED'],
		...['ERR_INVALID_CHAR', 'ERR_OUT_OF_RANGE', 'ERR_BAD_OPTION_VALUE'],
		...['ERR_SSL_WRONG_VERSION_NUMBER', 'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION'],
		broken('ENETUNREACH', 'connect'),
		broken('ETIMEDOUT', 'connect'),
		saying('EPROTO', 'write EPROTO 80A8:error:0A00010B:SSL routines::wrong version number'),
		saying(
			'ECONNRESET',
			'Client network socket disconnected before secure TLS connection was established',
		),
		new Error('Proxy connection ended before receiving CONNECT response'),
		new UserError('The key is not sent there'),
		new Error('n8n', { cause: new UserError('The key is not sent there') }),
	])('what ended in %s', (ending) => expect(isOutcomeUnknown(outcome(ending))).toBe(false));
});

test('the cause of an error can be that error itself', () => {
	const circular = new Error('Anything');
	circular.cause = circular;
	expect(isOutcomeUnknown({ thrown: circular })).toBe(true);
});

describe('Retry-After', () => {
	const now = Date.parse('2026-03-15T09:30:00Z');
	const seconds = (asked: unknown, date?: string) => {
		const wait = retryAfterMs(answered(429, { 'retry-after': asked as string, date }), now);
		return wait === undefined ? undefined : wait / 1000;
	};

	test.each([
		['0', 0],
		['1', 1],
		[' 30 ', 30],
		[30, 30],
		['1.5', 1.5],
		['3600', 3600],
		['Sun, 15 Mar 2026 09:30:20 GMT', 20],
		['Sunday, 15-Mar-26 09:30:20 GMT', 20],
		['Sun Mar 15 09:30:20 2026 GMT', 20],
		['Sun, 15 Mar 2026 09:29:00 GMT', 0],
		['Mon, 01 Jan 1990 00:00:00 GMT', 0],
	])('%j asks for %d s', (asked, expected) => expect(seconds(asked)).toBe(expected));

	test.each([
		undefined,
		null,
		'',
		'-1',
		'soon',
		'1e9',
		'0x10',
		'NaN',
		'Infinity',
		'3601',
		'99999999999',
		'10 s',
		'May 1',
		'Sun, 15 Mar 2036 09:30:00 GMT',
		`${'x'.repeat(1_000_000)} 15 Mar 2026 09:30:20`,
		'Sun, 99 Mar 2026 09:30:00 GMT',
	])('%j asks for nothing', (asked) => expect(seconds(asked)).toBeUndefined());

	test('as a date is read by the clock of the answer, which may go wrong', () => {
		const asked = 'Sun, 15 Mar 2026 11:00:20 GMT';
		expect(seconds(asked, 'Sun, 15 Mar 2026 11:00:00 GMT')).toBe(20);
		expect(seconds(asked, 'who knows')).toBeUndefined();
	});

	test('of any kind asks for nothing or for at most an hour', () => {
		const anything = fc.oneof(fc.string(), fc.integer(), fc.double(), fc.date().map(String));
		fc.assert(
			fc.property(anything, (asked) => {
				const wait = seconds(asked) ?? 0;
				expect(wait >= 0 && wait <= 3600).toBe(true);
			}),
		);
	});
});

/** Tries until nothing more is tried; the last ending stays. */
async function tryAll(
	endings: Ending[],
	effort: Partial<RetryOptions> = {},
	{ chance = 0.5, takes = 0, pace = createLimiter() } = {},
) {
	const clock = fakeClock(() => chance);
	const began: number[] = [];
	const start = clock.now();
	const tried = await clock.until(
		sendWithRetry(
			async () => {
				began.push(clock.now() - start);
				if (takes) await clock.sleep(takes);
				const { response, thrown } = outcome(endings[Math.min(began.length, endings.length) - 1]);
				if (response) return response;
				throw thrown;
			},
			pace,
			{ method: 'GET', retryWindowMs: 60_000, isCancelled: () => false, ...effort },
			clock,
		),
	);
	return {
		...tried,
		began,
		ended: clock.now() - start,
		status: tried.outcome?.response?.statusCode,
	};
}

describe('more requests go side by side after an answer', () => {
	/** How much wider the pace is after answers that took so many milliseconds, one after another. */
	const widened = async (answers: Array<[milliseconds: number, status?: number]>) => {
		const pace = createLimiter();
		const before = pace.limit;
		for (const [takes, status = 200] of answers) {
			await tryAll([status], { parallel: 50 }, { takes, pace });
		}
		return pace.limit - before;
	};

	test.each<[string, Array<[number, number?]>, number]>([
		['within a second', [[1_000], [20], [900]], 3],
		['that is refused within a second', [[20, 404]], 1],
		['that takes long, as it does at this Hero', [[3_000], [6_000], [3_100]], 3],
	])('%s', async (_, answers, width) => expect(await widened(answers)).toBe(width));

	test.each<[string, Array<[number, number?]>, number]>([
		['takes long, unlike others before', [[20], [1_001], [3_000]], 1],
		['takes more than twice as long as the fastest', [[3_000], [6_001]], 1],
		['is a slow refusal, which says nothing of how long good answers take', [[3_000, 404]], 0],
	])('but not after one that %s', async (_, answers, width) =>
		expect(await widened(answers)).toBe(width),
	);
});

describe('trying again', () => {
	test('waits up to 0.1 s, then up to twice as long each time, by chance', async () => {
		const endings = [503, 503, 503, 503, 200];
		expect((await tryAll(endings, {}, { chance: 0.75 })).began).toEqual([0, 75, 225, 525, 1125]);
		expect((await tryAll(endings, {}, { chance: 0 })).began).toEqual([0, 0, 0, 0, 0]);
	});

	test('never waits more than ten seconds by its own choice', async () => {
		const { began } = await tryAll([503], { retryWindowMs: 600_000 }, { chance: 0.75 });
		const waits = began.slice(1).map((time, index) => time - began[index]);
		expect(Math.max(...waits)).toBe(7_500);
	});

	test('waits as long as Hero asks, and a little more', async () => {
		const busy = answered(429, { 'retry-after': '7' });
		expect((await tryAll([busy, busy, 200])).began).toEqual([0, 7_050, 14_150]);
	});

	test('ends when the time is over', async () => {
		const { attempts, elapsedMs, status, began } = await tryAll([503], { retryWindowMs: 5_000 });
		expect(status).toBe(503);
		expect(attempts).toBe(began.length);
		expect(elapsedMs).toBe(began.at(-1));
		expect(elapsedMs).toBeLessThanOrEqual(5_000);
		expect(attempts).toBe(7);
	});

	test('ends at once where Hero asks for more time than there is', async () => {
		const busy = answered(429, { 'retry-after': '60' });
		expect(await tryAll([busy], { retryWindowMs: 30_000 })).toMatchObject({
			attempts: 1,
			ended: 0,
		});
	});

	test('ends soon where nobody answers at the address', async () => {
		const { elapsedMs, attempts } = await tryAll(['ENOTFOUND'], { retryWindowMs: 600_000 });
		expect(elapsedMs).toBeLessThanOrEqual(10_000);
		expect(attempts).toBeGreaterThan(3);
	});

	test('does not begin where it is not wanted', async () => {
		expect(await tryAll([429], { tryOnce: true })).toMatchObject({ attempts: 1, status: 429 });
		expect(await tryAll([429], { retryWindowMs: 0 })).toMatchObject({ attempts: 1, status: 429 });
	});

	test('ends where the run does, with what is known by then', async () => {
		let asked = 0;
		const isCancelled = () => ++asked > 12;
		const tried = await tryAll([503], { method: 'PUT', isCancelled });
		expect(tried).toMatchObject({ status: 503, mayBeDone: true });
		expect(tried.ended).toBeLessThan(60_000);
	});

	test('does not begin at all where the run is over', async () => {
		for (const parallel of [undefined, 1]) {
			const tried = await tryAll([200], { isCancelled: () => true, parallel });
			expect(tried).toMatchObject({ attempts: 0, began: [] });
		}
	});

	test('waits while Hero has asked another request for quiet, and gives up at once where that is long', async () => {
		const quietFor = (milliseconds: number) => {
			const pace = createLimiter();
			pace.pausedUntil = fakeClock().now() + milliseconds;
			pace.probedAt = fakeClock().now();
			return { pace };
		};
		expect((await tryAll([200], {}, quietFor(3_000))).began).toEqual([3_000]);
		expect(await tryAll([200], {}, quietFor(61_000))).toMatchObject({ began: [], ended: 0 });
	});

	test('asks a Hero that wants a long quiet once in a while, and believes its answer', async () => {
		const pace = createLimiter();
		const hour = answered(503, { 'retry-after': '3600' });
		const clock = fakeClock();
		const send = async (ending: Ending, after: number) => {
			await clock.until(clock.sleep(after));
			let tries = 0;
			const attempt = async () => (tries++, outcome(ending).response!);
			const effort = { method: 'POST' as const, retryWindowMs: 1_000, isCancelled: () => false };
			await clock.until(sendWithRetry(attempt, pace, effort, clock));
			return tries;
		};
		expect(await send(hour, 60_000)).toBe(1);
		expect(await send(200, 29_000)).toBe(0);
		expect(await send(hour, 2_000)).toBe(1);
		expect(await send(200, 1_000)).toBe(0);
		expect(await send(200, 30_000)).toBe(1);
		expect(await send(200, 0)).toBe(1);
	});

	test('tells each moment of waiting', async () => {
		const waited: number[] = [];
		const busy = answered(429, { 'retry-after': '2' });
		await tryAll([busy, 200], { onWait: (from, until) => void waited.push(until - from) });
		expect(waited.reduce((sum, one) => sum + one)).toBe(2_050);
	});
});

describe('whatever Hero and the network do', () => {
	const statuses = [200, 204, 400, 401, 404, 409, 429, 500, 502, 503, 504];
	const codes = ['ECONNRESET', 'ECONNREFUSED', 'ENOTFOUND', 'ETIMEDOUT', 'CERT_HAS_EXPIRED'];
	const asked = fc.constantFrom('0', '1', '5', '-3', '9999999999', 'soon');
	const ending = fc.oneof(
		fc.constantFrom<Ending>(...statuses, ...codes),
		asked.map((wait): Ending => answered(429, { 'retry-after': wait })),
	);
	const endings = fc.array(ending, { minLength: 1, maxLength: 12 });
	const method = fc.constantFrom(...methods);
	const given = [
		endings,
		method,
		fc.integer({ min: 0, max: 20_000 }),
		fc.double({ min: 0.01, max: 0.99, noNaN: true }),
	] as const;

	test('nothing is sent again that may have been done, but what can be done twice', async () => {
		await fc.assert(
			fc.asyncProperty(...given, async (all, verb, retryWindowMs, chance) => {
				const { attempts, mayBeDone } = await tryAll(
					all,
					{ method: verb, retryWindowMs },
					{ chance },
				);
				const made = Array.from({ length: attempts }, (_, index) =>
					outcome(all[Math.min(index, all.length - 1)]),
				);
				const isUnsafe = verb !== 'GET' && verb !== 'DELETE';
				if (isUnsafe) expect(made.slice(0, -1).some(isOutcomeUnknown)).toBe(false);
				expect(mayBeDone).toBe(verb !== 'GET' && made.some(isOutcomeUnknown));
				expect(made.slice(0, -1).every((one) => isRetryable({ method: verb }, one))).toBe(true);
			}),
		);
	});

	test('no try begins after the time that was given', async () => {
		await fc.assert(
			fc.asyncProperty(...given, async (all, verb, retryWindowMs, chance) => {
				const { began } = await tryAll(all, { method: verb, retryWindowMs }, { chance, takes: 50 });
				expect(began.length).toBeGreaterThan(0);
				expect(began.at(-1)).toBeLessThanOrEqual(retryWindowMs);
			}),
		);
	});
});
