import { createHash } from 'crypto';

import type { Clock } from './clock';
import { realClock } from './clock';
import { processState } from './processState';
import type { Cancellation } from './wait';
import { maxSleepMs } from './wait';

/** Limits the requests in flight with one API key, across all nodes and runs. */
export interface ConcurrencyLimiter {
	/** The highest number of requests in flight; it grows by fractions. */
	limit: number;
	inFlight: number;
	/** Callers that wait for a slot, first come first served. */
	queue: Array<() => void>;
	/** Hero asked for a pause until then (Retry-After), in milliseconds since 1970. */
	pausedUntil: number;
	/** The last response that asked for a pause, or the last probe during one, in milliseconds since 1970. */
	probedAt: number;
	/** The shortest time of a successful response, in milliseconds; 0 before the first one. */
	fastestMs: number;
	/** The number of times the limit was decreased. */
	decreases: number;
	/** Milliseconds since 1970. */
	lastUsedAt: number;
}

/** The highest limit at the start, in requests. It is fast enough and causes no burst. */
const initialLimit = 8;

/** An unused limiter is deleted after this time. */
const idleMs = 60_000;

const limiters = processState(() => new Map<string, ConcurrencyLimiter>());

/** The key of a limiter: a digest, so that no API key stays in memory. */
export const limiterKey = (baseUrl: string, apiKey: string): string =>
	createHash('sha256').update(`${baseUrl}\n${apiKey}`).digest('hex');

/** The limiter of this key, shared by the whole process; a new one begins for `parallel` requests. */
export function limiterFor(key: string, parallel = 1, clock = realClock): ConcurrencyLimiter {
	const now = clock.now();
	for (const [storedKey, { inFlight, queue, pausedUntil, lastUsedAt }] of limiters()) {
		const isIdle = inFlight === 0 && queue.length === 0;
		if (isIdle && Math.max(pausedUntil, lastUsedAt + idleMs) < now) limiters().delete(storedKey);
	}
	const limiter = limiters().get(key) ?? createLimiter(parallel);
	limiters().set(key, limiter);
	limiter.lastUsedAt = now;
	return limiter;
}

/** Creates a limiter for at most `parallel` requests in flight. */
export const createLimiter = (parallel = 1): ConcurrencyLimiter => ({
	limit: Math.min(parallel, initialLimit),
	inFlight: 0,
	queue: [],
	pausedUntil: 0,
	probedAt: 0,
	fastestMs: 0,
	decreases: 0,
	lastUsedAt: 0,
});

/** Waits for a slot. Returns false, without a slot, when the run is canceled first. */
export async function acquire(
	limiter: ConcurrencyLimiter,
	{ isCancelled }: Cancellation,
	clock: Clock,
): Promise<boolean> {
	let isAdmitted = false;
	let admit = () => {};
	const admission = new Promise<void>((resolve) => {
		admit = () => resolve(void (isAdmitted = true));
	});
	limiter.queue.push(admit);
	admitNext(limiter);
	while (!isAdmitted && !isCancelled()) await Promise.race([admission, clock.sleep(maxSleepMs)]);
	if (!isCancelled()) return true;
	if (isAdmitted) release(limiter);
	else limiter.queue.splice(limiter.queue.indexOf(admit), 1);
	return false;
}

/** Releases a slot and admits the next caller in the queue. */
export function release(limiter: ConcurrencyLimiter): void {
	limiter.inFlight--;
	admitNext(limiter);
}

function admitNext(limiter: ConcurrencyLimiter): void {
	while (limiter.queue.length > 0 && limiter.inFlight < Math.floor(limiter.limit)) {
		limiter.inFlight++;
		limiter.queue.shift()!();
	}
}

/**
 * Raises the limit after a fast response, up to `parallel`: doubles per round trip until the first 429 or
 * 503 (slow start), then adds one (additive increase).
 */
export function increase(limiter: ConcurrencyLimiter, parallel: number): void {
	const raised = limiter.limit + (limiter.decreases === 0 ? 1 : 1 / limiter.limit);
	limiter.limit = Math.max(limiter.limit, Math.min(parallel, raised));
}

/**
 * Halves the limit after a 429 or 503 (multiplicative decrease). Requests in flight together halve it once,
 * so `decreasesBefore` is the number of decreases when the request was sent.
 */
export function decrease(limiter: ConcurrencyLimiter, decreasesBefore: number): void {
	if (decreasesBefore !== limiter.decreases) return;
	limiter.decreases++;
	limiter.limit = Math.max(1, limiter.limit / 2);
}

/** The time between two probes during a pause, since Hero may ask for an hour by mistake. */
const probeIntervalMs = 30_000;

/**
 * Admits one probe per interval during a pause that is longer than the retry window. `now` is in milliseconds
 * since 1970.
 */
export function mayProbe(limiter: ConcurrencyLimiter, now: number): boolean {
	if (now - limiter.probedAt < probeIntervalMs) return false;
	limiter.probedAt = now;
	return true;
}
