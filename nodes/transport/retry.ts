import type { IN8nHttpFullResponse } from 'n8n-workflow';
import { UserError } from 'n8n-workflow';

import type { HeroRequest } from './client';
import { faultOf, isBroken, isUntrusted, neverLeft } from './network';
import type { Clock, Pace, Waiter } from './pace';
import { enter, leave, narrow, realClock, waitUntil, widen } from './pace';

/** How one try ended: Hero's answer, or what n8n's request helper threw instead. */
export type Outcome =
	| { answer: IN8nHttpFullResponse; thrown?: undefined }
	| { answer?: undefined; thrown: unknown };

/** How hard to try. */
export interface Effort extends Waiter {
	method: HeroRequest['method'];
	/** Milliseconds within which a further try may begin. */
	patience: number;
	/** Nothing is repeated. */
	tryOnce?: boolean;
	/** How many requests may be under way at once; left out, this one goes ahead of those that queue. */
	parallel?: number;
}

export interface Tried {
	/** How the last try ended; undefined where none was made. */
	outcome?: Outcome;
	tries: number;
	/** Milliseconds from the first try to the end of the last. */
	took: number;
	/** A try may have been carried out without an answer that says so. */
	mayBeDone: boolean;
}

/** The first wait is up to this, each further one up to twice the one before. In milliseconds. */
const firstWait = 100;
const longestWait = 10_000;

/**
 * An address where nobody answers is most often a wrong one, and data that cannot be read are most often so
 * every time: the user learns it soon. In milliseconds.
 */
const shortPatience = 10_000;

/** A longer time is not meant for a request that waits. In milliseconds. */
const longestQuiet = 3_600_000;

/** An answer within this is quick, in milliseconds; so is one that took at most twice as long as another. */
const quick = 1_000;

/**
 * Sends a request, in its turn, until it is answered, cannot be repeated without doing it twice, or
 * patience ends. What `attempt` throws is an outcome; this never throws itself.
 */
export async function keepTrying(
	attempt: () => Promise<IN8nHttpFullResponse>,
	pace: Pace,
	effort: Effort,
	clock: Clock = realClock,
): Promise<Tried> {
	const { method, parallel, patience } = effort;
	const tried: Tried = { tries: 0, took: 0, mayBeDone: false };
	let began = Infinity;
	for (;;) {
		if (parallel !== undefined && !(await enter(pace, effort, clock))) return tried;
		began = Math.min(began, clock.now());
		const isQuiet = await waitUntil(() => pace.quietUntil, began + patience, effort, clock);
		const outcome = isQuiet ? await oneTry(attempt, pace, effort, clock) : undefined;
		if (parallel !== undefined) leave(pace);
		if (!outcome) return tried;

		tried.outcome = outcome;
		tried.tries++;
		tried.took = clock.now() - began;
		tried.mayBeDone ||= method !== 'GET' && isUnknown(outcome);
		if (effort.tryOnce || !isRepeatable(method, outcome)) return tried;
		const next = clock.now() + waitBeforeNext(tried.tries, outcome, clock);
		const isHopeful = hasLeft(outcome) && !isTorn(outcome);
		const deadline = began + Math.min(patience, isHopeful ? Infinity : shortPatience);
		if (!(await waitUntil(() => next, deadline, effort, clock))) return tried;
	}
}

/** Makes one try and lets the pace learn from it. */
async function oneTry(
	attempt: () => Promise<IN8nHttpFullResponse>,
	pace: Pace,
	{ parallel }: Effort,
	clock: Clock,
): Promise<Outcome> {
	const began = clock.now();
	const { narrowings } = pace;
	const outcome = await attempt().then(
		(answer): Outcome => ({ answer }),
		(thrown: unknown): Outcome => ({ thrown }),
	);
	const now = clock.now();
	const took = now - began;
	const { answer } = outcome;
	if (answer && answer.statusCode < 300) pace.fastest = Math.min(pace.fastest || took, took);
	if (answer?.statusCode === 429 || answer?.statusCode === 503) {
		narrow(pace, narrowings);
		pace.quietUntil = Math.max(pace.quietUntil, now + (askedQuiet(answer, now) ?? 0));
	} else if (answer && parallel !== undefined && took <= Math.max(quick, 2 * pace.fastest)) {
		widen(pace, parallel);
	}
	return outcome;
}

/** Full jitter on top of what Hero asks for, so that those who wait do not come back together. */
function waitBeforeNext(tries: number, { answer }: Outcome, clock: Clock): number {
	const asked = answer && askedQuiet(answer, clock.now());
	const most = Math.min(longestWait, firstWait * 2 ** (tries - 1));
	return (asked ?? 0) + clock.random() * most;
}

/**
 * The milliseconds for which an answer asks to wait: Retry-After in seconds or as a date (RFC 9110,
 * 10.2.3), which is read by the answer's own clock. Undefined where it asks for no time that makes sense.
 */
export function askedQuiet(answer: IN8nHttpFullResponse, now: number): number | undefined {
	const { 'retry-after': asked, date } = answer.headers;
	const text = String(asked ?? '').trim();
	const sent = Date.parse(String(date));
	const milliseconds = /^\d+(\.\d+)?$/.test(text)
		? Number(text) * 1000
		: // A date of a calendar: other words and numbers are read as one, too.
			/[a-z]{3}.*\d\d:\d\d/i.test(text)
			? Math.max(0, Date.parse(text) - (Number.isNaN(sent) ? now : sent))
			: NaN;
	return milliseconds <= longestQuiet ? milliseconds : undefined;
}

/** Sending it again cannot do it twice, and may end better. */
export function isRepeatable(method: HeroRequest['method'], outcome: Outcome): boolean {
	const isHarmless = method === 'GET' || method === 'PUT' || method === 'DELETE';
	if (outcome.answer) {
		const { statusCode } = outcome.answer;
		// Of what it has no time for Hero does nothing.
		if (statusCode === 429) return true;
		if (isHarmless && [502, 503, 504].includes(statusCode)) return true;
		return method === 'GET' && isTorn(outcome);
	}
	const fault = faultOf(outcome.thrown);
	return fault !== undefined && (neverLeft(fault) || (isHarmless && isBroken(fault)));
}

/** Data that a proxy or the network cut short: n8n's helper leaves as a text what it cannot read. */
function isTorn({ answer }: Outcome): boolean {
	if (!answer || answer.statusCode > 299 || typeof answer.body !== 'string') return false;
	return answer.body !== '' && String(answer.headers['content-type']).includes('json');
}

/** Hero may have carried it out. */
export function isUnknown({ answer, thrown }: Outcome): boolean {
	if (answer) return answer.statusCode >= 500;
	const fault = faultOf(thrown);
	return fault ? !neverLeft(fault) && !isUntrusted(fault) : !refusalHere(thrown);
}

/**
 * What kept a request from leaving: the credential, which does not send the key to other hosts, or an n8n
 * that calls no inner addresses. Undefined where it was something else.
 */
export function refusalHere(thrown: unknown): UserError | undefined {
	if (thrown instanceof UserError) return thrown;
	return thrown instanceof Error ? refusalHere(thrown.cause) : undefined;
}

function hasLeft({ thrown }: Outcome): boolean {
	const fault = faultOf(thrown);
	return !fault || !neverLeft(fault);
}
