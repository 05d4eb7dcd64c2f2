import { createHash } from 'crypto';
import { sleep } from 'n8n-workflow';

/** The time and the chance on which waiting depends. */
export interface Clock {
	/** Milliseconds since 1970. */
	now(): number;
	sleep(milliseconds: number): Promise<void>;
	/** At least 0, below 1. */
	random(): number;
}

export const realClock: Clock = { now: () => Date.now(), sleep, random: () => Math.random() };

/** How fast requests with one key may follow each other, whatever node or run they come from. */
export interface ConcurrencyLimiter {
	/** How many may be under way at once; it grows by fractions. */
	limit: number;
	inFlight: number;
	/** Those that wait for a place, first come first served. */
	queue: Array<() => void>;
	/** Hero asked for quiet until then, in milliseconds since 1970. */
	pausedUntil: number;
	/** When Hero last asked for quiet, or was asked whether it still does, in milliseconds since 1970. */
	probedAt: number;
	/** The shortest time that a good answer took, in milliseconds; 0 where none came yet. */
	fastestMs: number;
	/** How often it was narrowed. */
	decreases: number;
	lastUsedAt: number;
}

/** For whom something waits. */
export interface Cancellation {
	/** Nothing more is to be sent. */
	isCancelled(): boolean;
	/** Told of each piece of waiting for Hero, in milliseconds since 1970. */
	onWait?(from: number, until: number): void;
}

/** n8n's `sleep` cannot be ended early, so none is long. In milliseconds. */
const longestSleepMs = 100;

/** Enough to be fast soon, and no crowd. */
const initialLimit = 8;

/** What an unused pace has learned is forgotten after this, in milliseconds. */
const idleMs = 60_000;

const limiters = new Map<string, ConcurrencyLimiter>();

/** Under which a pace is kept: the key itself is not. */
export const limiterKey = (address: string, apiKey: string): string =>
	createHash('sha256').update(`${address}\n${apiKey}`).digest('hex');

/** The pace of this name, which all of this process share; a new one is for `most` requests at once. */
export function limiterFor(name: string, most = 1, clock = realClock): ConcurrencyLimiter {
	const now = clock.now();
	for (const [other, { inFlight, queue, pausedUntil, lastUsedAt }] of limiters) {
		const isIdle = inFlight === 0 && queue.length === 0;
		if (isIdle && Math.max(pausedUntil, lastUsedAt + idleMs) < now) limiters.delete(other);
	}
	const pace = limiters.get(name) ?? createLimiter(most);
	limiters.set(name, pace);
	pace.lastUsedAt = now;
	return pace;
}

export const createLimiter = (most = 1): ConcurrencyLimiter => ({
	limit: Math.min(most, initialLimit),
	inFlight: 0,
	queue: [],
	pausedUntil: 0,
	probedAt: 0,
	fastestMs: 0,
	decreases: 0,
	lastUsedAt: 0,
});

/** Waits for a place among the requests under way. False, without a place, where all is over before. */
export async function acquire(
	pace: ConcurrencyLimiter,
	{ isCancelled }: Cancellation,
	clock: Clock,
): Promise<boolean> {
	let isIn = false;
	let admit = () => {};
	const turn = new Promise<void>((resolve) => {
		admit = () => resolve(void (isIn = true));
	});
	pace.queue.push(admit);
	admitNext(pace);
	while (!isIn && !isCancelled()) await Promise.race([turn, clock.sleep(longestSleepMs)]);
	if (!isCancelled()) return true;
	if (isIn) release(pace);
	else pace.queue.splice(pace.queue.indexOf(admit), 1);
	return false;
}

/** Gives the place back. */
export function release(pace: ConcurrencyLimiter): void {
	pace.inFlight--;
	admitNext(pace);
}

function admitNext(pace: ConcurrencyLimiter): void {
	while (pace.queue.length > 0 && pace.inFlight < Math.floor(pace.limit)) {
		pace.inFlight++;
		pace.queue.shift()!();
	}
}

/** An answer came quickly: twice as many a round until Hero is busy for the first time, then one more. */
export function increase(pace: ConcurrencyLimiter, most: number): void {
	const wider = pace.limit + (pace.decreases === 0 ? 1 : 1 / pace.limit);
	pace.limit = Math.max(pace.limit, Math.min(most, wider));
}

/** Hero is busy. Requests that were under way together narrow once: `since` is how often it was before. */
export function decrease(pace: ConcurrencyLimiter, since: number): void {
	if (since !== pace.decreases) return;
	pace.decreases++;
	pace.limit = Math.max(1, pace.limit / 2);
}

/** A pause of an hour may have been asked for by mistake. In milliseconds. */
const probeIntervalMs = 30_000;

/** Whether one request may find out if Hero still wants quiet, for which nobody has the patience. */
export function mayProbe(pace: ConcurrencyLimiter, now: number): boolean {
	if (now - pace.probedAt < probeIntervalMs) return false;
	pace.probedAt = now;
	return true;
}

/**
 * Waits until a moment, which may move meanwhile. False at once where it lies behind the deadline, and
 * where all is over before.
 */
export async function waitUntil(
	moment: () => number,
	deadline: number,
	{ isCancelled, onWait }: Cancellation,
	clock: Clock,
): Promise<boolean> {
	while (!isCancelled() && moment() <= deadline) {
		const now = clock.now();
		if (now >= moment()) return true;
		const until = Math.min(moment(), now + longestSleepMs);
		onWait?.(now, until);
		await clock.sleep(until - now);
	}
	return false;
}
