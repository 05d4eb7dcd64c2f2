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
export interface Pace {
	/** How many may be under way at once; it grows by fractions. */
	width: number;
	underWay: number;
	/** Those that wait for a place, first come first served. */
	queue: Array<() => void>;
	/** Hero asked for quiet until then, in milliseconds since 1970. */
	quietUntil: number;
	/** When Hero last asked for quiet, or was asked whether it still does, in milliseconds since 1970. */
	probedAt: number;
	/** The shortest time that a good answer took, in milliseconds; 0 where none came yet. */
	fastest: number;
	/** How often it was narrowed. */
	narrowings: number;
	lastUse: number;
}

/** For whom something waits. */
export interface Waiter {
	/** Nothing more is to be sent. */
	isOver(): boolean;
	/** Told of each piece of waiting for Hero, in milliseconds since 1970. */
	waits?(from: number, until: number): void;
}

/** n8n's `sleep` cannot be ended early, so none is long. In milliseconds. */
const longestSleep = 100;

/** Enough to be fast soon, and no crowd. */
const firstWidth = 8;

/** What an unused pace has learned is forgotten after this, in milliseconds. */
const memory = 60_000;

const paces = new Map<string, Pace>();

/** Under which a pace is kept: the key itself is not. */
export const paceName = (address: string, apiKey: string): string =>
	createHash('sha256').update(`${address}\n${apiKey}`).digest('hex');

/** The pace of this name, which all of this process share; a new one is for `most` requests at once. */
export function paceOf(name: string, most = 1, clock = realClock): Pace {
	const now = clock.now();
	for (const [other, { underWay, queue, quietUntil, lastUse }] of paces) {
		const isIdle = underWay === 0 && queue.length === 0;
		if (isIdle && Math.max(quietUntil, lastUse + memory) < now) paces.delete(other);
	}
	const pace = paces.get(name) ?? newPace(most);
	paces.set(name, pace);
	pace.lastUse = now;
	return pace;
}

export const newPace = (most = 1): Pace => ({
	width: Math.min(most, firstWidth),
	underWay: 0,
	queue: [],
	quietUntil: 0,
	probedAt: 0,
	fastest: 0,
	narrowings: 0,
	lastUse: 0,
});

/** Waits for a place among the requests under way. False, without a place, where all is over before. */
export async function enter(pace: Pace, { isOver }: Waiter, clock: Clock): Promise<boolean> {
	let isIn = false;
	let admit = () => {};
	const turn = new Promise<void>((resolve) => {
		admit = () => resolve(void (isIn = true));
	});
	pace.queue.push(admit);
	admitNext(pace);
	while (!isIn && !isOver()) await Promise.race([turn, clock.sleep(longestSleep)]);
	if (!isOver()) return true;
	if (isIn) leave(pace);
	else pace.queue.splice(pace.queue.indexOf(admit), 1);
	return false;
}

/** Gives the place back. */
export function leave(pace: Pace): void {
	pace.underWay--;
	admitNext(pace);
}

function admitNext(pace: Pace): void {
	while (pace.queue.length > 0 && pace.underWay < Math.floor(pace.width)) {
		pace.underWay++;
		pace.queue.shift()!();
	}
}

/** An answer came quickly: twice as many a round until Hero is busy for the first time, then one more. */
export function widen(pace: Pace, most: number): void {
	const wider = pace.width + (pace.narrowings === 0 ? 1 : 1 / pace.width);
	pace.width = Math.max(pace.width, Math.min(most, wider));
}

/** Hero is busy. Requests that were under way together narrow once: `since` is how often it was before. */
export function narrow(pace: Pace, since: number): void {
	if (since !== pace.narrowings) return;
	pace.narrowings++;
	pace.width = Math.max(1, pace.width / 2);
}

/** A pause of an hour may have been asked for by mistake. In milliseconds. */
const probeEvery = 30_000;

/** Whether one request may find out if Hero still wants quiet, for which nobody has the patience. */
export function mayProbe(pace: Pace, now: number): boolean {
	if (now - pace.probedAt < probeEvery) return false;
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
	{ isOver, waits }: Waiter,
	clock: Clock,
): Promise<boolean> {
	while (!isOver() && moment() <= deadline) {
		const now = clock.now();
		if (now >= moment()) return true;
		const until = Math.min(moment(), now + longestSleep);
		waits?.(now, until);
		await clock.sleep(until - now);
	}
	return false;
}
