import type { IN8nHttpFullResponse } from 'n8n-workflow';

import type { Clock } from './clock';
import { realClock } from './clock';
import type { ConcurrencyLimiter } from './limiter';
import { acquire, decrease, increase, mayProbe, release } from './limiter';
import type { Outcome } from './outcome';
import { isOutcomeUnknown, isRetryable, isTruncated, wasSent } from './outcome';
import type { HeroRequest, SendOptions } from './request';
import { retryAfterMs } from './retryAfter';
import type { Cancellation } from './wait';
import { waitUntil } from './wait';

/** The options for retrying one request. */
export interface RetryOptions extends Cancellation {
	method: HeroRequest['method'];
	/** The effect of a second delivery; by default that of the method. */
	onRepeat?: SendOptions['onRepeat'];
	/** Milliseconds within which a further attempt may begin. */
	retryWindowMs: number;
	/** Disables retries. */
	isRetryDisabled?: boolean;
	/** The highest number of requests in flight; without it, the request does not queue. */
	parallel?: number;
}

/** The result of all attempts of one request. */
export interface RetryResult {
	/** The end of the last attempt; undefined if there was none. */
	outcome?: Outcome;
	attempts: number;
	/** Milliseconds from the start of the first attempt to the end of the last. */
	elapsedMs: number;
	/** True if Hero may have carried out an attempt without a response that says so. */
	mayBeDone: boolean;
}

/** The highest first backoff. The maximum doubles with each attempt. */
const firstBackoffMs = 100;
const maxBackoffMs = 10_000;

/** The retry window for wrong addresses and truncated data, which rarely recover. */
const shortWindowMs = 10_000;

/** The retry window for a 500, which mostly repeats while somebody may be waiting in the editor. */
const shortestWindowMs = 1_000;

/** A response is fast within this time, or within twice the time of the fastest response. */
const fastMs = 1_000;

/**
 * Sends a request until it succeeds, a retry is not safe, or the retry window ends. Each attempt takes a
 * slot of the limiter. What `attempt` throws becomes an outcome; this function never throws.
 */
export async function sendWithRetry(
	attempt: () => Promise<IN8nHttpFullResponse>,
	limiter: ConcurrencyLimiter,
	options: RetryOptions,
	clock: Clock = realClock,
): Promise<RetryResult> {
	const { method, parallel, retryWindowMs } = options;
	const result: RetryResult = { attempts: 0, elapsedMs: 0, mayBeDone: false };
	let startedAt = Infinity;
	for (;;) {
		if (parallel !== undefined && !(await acquire(limiter, options, clock))) return result;
		startedAt = Math.min(startedAt, clock.now());
		const deadline = startedAt + retryWindowMs;
		const outcome = await attemptAfterPause(attempt, limiter, deadline, options, clock);
		if (parallel !== undefined) release(limiter);
		if (!outcome) return result;

		result.outcome = outcome;
		result.attempts++;
		result.elapsedMs = clock.now() - startedAt;
		result.mayBeDone ||= method !== 'GET' && isOutcomeUnknown(outcome);
		if (options.isRetryDisabled || !isRetryable(options, outcome)) return result;
		const next = clock.now() + backoffMs(result.attempts, outcome, clock);
		const end = startedAt + Math.min(retryWindowMs, retryWindowFor(outcome));
		if (!(await waitUntil(() => next, end, options, clock))) return result;
	}
}

/** Makes an attempt once the limiter's pause is over, or as a probe. Returns undefined if neither is possible. */
async function attemptAfterPause(
	attempt: () => Promise<IN8nHttpFullResponse>,
	limiter: ConcurrencyLimiter,
	deadline: number,
	options: RetryOptions,
	clock: Clock,
): Promise<Outcome | undefined> {
	const { parallel, isCancelled } = options;
	if (await waitUntil(() => limiter.pausedUntil, deadline, options, clock)) {
		return await attemptOnce(attempt, limiter, { parallel, isProbe: false }, clock);
	}
	if (isCancelled() || !mayProbe(limiter, clock.now())) return undefined;
	return await attemptOnce(attempt, limiter, { parallel, isProbe: true }, clock);
}

/** Makes one attempt and adjusts the limiter to its response. */
async function attemptOnce(
	attempt: () => Promise<IN8nHttpFullResponse>,
	limiter: ConcurrencyLimiter,
	{ parallel, isProbe }: { parallel?: number; isProbe: boolean },
	clock: Clock,
): Promise<Outcome> {
	const startedAt = clock.now();
	const { decreases } = limiter;
	const outcome = await attempt().then(
		(response): Outcome => ({ response }),
		(thrown: unknown): Outcome => ({ thrown }),
	);
	const now = clock.now();
	const elapsedMs = now - startedAt;
	const { response } = outcome;
	if (!response) return outcome;
	if (response.statusCode < 300) {
		limiter.fastestMs = Math.min(limiter.fastestMs || elapsedMs, elapsedMs);
	}
	if (response.statusCode === 429 || response.statusCode === 503) {
		decrease(limiter, decreases);
		limiter.pausedUntil = Math.max(limiter.pausedUntil, now + (retryAfterMs(response, now) ?? 0));
		limiter.probedAt = now;
	} else if (isProbe) {
		limiter.pausedUntil = now;
	} else if (parallel !== undefined && elapsedMs <= Math.max(fastMs, 2 * limiter.fastestMs)) {
		increase(limiter, parallel);
	}
	return outcome;
}

/** Returns the milliseconds during which retries may help after this outcome. */
function retryWindowFor(outcome: Outcome): number {
	if (outcome.response?.statusCode === 500) return shortestWindowMs;
	return wasSent(outcome) && !isTruncated(outcome) ? Infinity : shortWindowMs;
}

/** Returns Retry-After plus exponential backoff with full jitter, so that retries do not all start at once. */
function backoffMs(attempts: number, { response }: Outcome, clock: Clock): number {
	const retryAfter = response && retryAfterMs(response, clock.now());
	const backoff = Math.min(maxBackoffMs, firstBackoffMs * 2 ** (attempts - 1));
	return (retryAfter ?? 0) + clock.random() * backoff;
}
