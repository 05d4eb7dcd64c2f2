import type { IN8nHttpFullResponse } from 'n8n-workflow';
import { UserError } from 'n8n-workflow';

import type { HeroRequest } from './client';
import {
	faultOf,
	isBroken,
	isHandshake,
	isMalformed,
	isUntrusted,
	neverLeft,
} from './networkErrors';
import type { Clock, Pace, Waiter } from './limiter';
import { enter, leave, mayProbe, narrow, realClock, waitUntil, widen } from './limiter';
import { askedQuiet } from './retryAfter';

/** How one try ended: Hero's answer, or what n8n's request helper threw instead. */
export type Outcome =
	| { answer: IN8nHttpFullResponse; thrown?: undefined }
	| { answer?: undefined; thrown: unknown };

/** How hard to try. */
export interface Effort extends Waiter {
	method: HeroRequest['method'];
	/** What the request does when it arrives twice; left out, it is what its method promises. */
	onRepeat?: HeroRequest['onRepeat'];
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

/** A 500 is most often one every time, and somebody may wait before the editor. In milliseconds. */
const shortestPatience = 1_000;

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
		const isProbe = !isQuiet && !effort.isOver() && mayProbe(pace, clock.now());
		const mayGo = isQuiet || isProbe;
		const outcome = mayGo ? await oneTry(attempt, pace, { ...effort, isProbe }, clock) : undefined;
		if (parallel !== undefined) leave(pace);
		if (!outcome) return tried;

		tried.outcome = outcome;
		tried.tries++;
		tried.took = clock.now() - began;
		tried.mayBeDone ||= method !== 'GET' && isUnknown(outcome);
		if (effort.tryOnce || !isRepeatable(effort, outcome)) return tried;
		const next = clock.now() + waitBeforeNext(tried.tries, outcome, clock);
		const deadline = began + Math.min(patience, patienceFor(outcome));
		if (!(await waitUntil(() => next, deadline, effort, clock))) return tried;
	}
}

/** Makes one try and lets the pace learn from it. */
async function oneTry(
	attempt: () => Promise<IN8nHttpFullResponse>,
	pace: Pace,
	{ parallel, isProbe }: Effort & { isProbe: boolean },
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
		pace.probedAt = now;
	} else if (answer && isProbe) {
		pace.quietUntil = now;
	} else if (answer && parallel !== undefined && took <= Math.max(quick, 2 * pace.fastest)) {
		widen(pace, parallel);
	}
	return outcome;
}

/** How long a further try may help, in milliseconds. */
function patienceFor(outcome: Outcome): number {
	if (outcome.answer?.statusCode === 500) return shortestPatience;
	return hasLeft(outcome) && !isTorn(outcome) ? Infinity : shortPatience;
}

/** Full jitter on top of what Hero asks for, so that those who wait do not come back together. */
function waitBeforeNext(tries: number, { answer }: Outcome, clock: Clock): number {
	const asked = answer && askedQuiet(answer, clock.now());
	const most = Math.min(longestWait, firstWait * 2 ** (tries - 1));
	return (asked ?? 0) + clock.random() * most;
}

/** Statuses after which a request that changes nothing is sent again. */
const passing = new Set([502, 503, 504]);

/** The same for reads, of which no repetition can be one too many. */
const passingForReads = new Set([408, 425, 500, 520, 521, 522, 523, 524, 525, 526, 527]);

/** Sending it again cannot do it twice, and may end better. */
export function isRepeatable(
	effort: Pick<Effort, 'method' | 'onRepeat'>,
	outcome: Outcome,
): boolean {
	const isRead = effort.method === 'GET';
	const isHarmless = isRead || (effort.onRepeat ?? promisedBy(effort.method)) === 'nothing';
	if (outcome.answer) {
		const { statusCode } = outcome.answer;
		// A 429 means that the request was not processed, so any method may be repeated.
		if (statusCode === 429) return true;
		if (isHarmless && passing.has(statusCode)) return true;
		return isRead && (passingForReads.has(statusCode) || isTorn(outcome));
	}
	const fault = faultOf(outcome.thrown);
	return fault !== undefined && (neverLeft(fault) || (isHarmless && isBroken(fault)));
}

/** A record that is gone cannot go once more; what else a method does is for each operation to say. */
const promisedBy = (method: HeroRequest['method']): HeroRequest['onRepeat'] =>
	method === 'DELETE' ? 'nothing' : 'again';

/** Data that a proxy or the network cut short: n8n's helper leaves as a text what it cannot read. */
function isTorn({ answer }: Outcome): boolean {
	if (!answer || answer.statusCode > 299 || typeof answer.body !== 'string') return false;
	return answer.body !== '' && String(answer.headers['content-type']).includes('json');
}

/** Answers of proxies that gave up waiting, and redirects, which can follow what was carried out. */
const unclear = new Set([300, 301, 302, 303, 304, 305, 306, 408, 444, 460, 499]);

/** Whether a status leaves open what became of a write. */
export const isUnclearStatus = (status: number): boolean =>
	status >= 500 || status < 200 || unclear.has(status);

/** Hero may have carried it out. */
export function isUnknown({ answer, thrown }: Outcome): boolean {
	if (answer) return isUnclearStatus(answer.statusCode);
	const fault = faultOf(thrown);
	if (!fault) return !refusalHere(thrown);
	return ![neverLeft, isUntrusted, isHandshake, isMalformed].some((isNever) => isNever(fault));
}

/**
 * What kept a request from leaving: the credential, which does not send the key to other hosts, or an n8n
 * that calls no inner addresses. Undefined where it was something else.
 */
export function refusalHere(thrown: unknown): UserError | undefined {
	let level = thrown;
	for (let depth = 0; depth < 10 && level instanceof Error; depth++) {
		if (level instanceof UserError) return level;
		level = level.cause;
	}
	return undefined;
}

function hasLeft({ thrown }: Outcome): boolean {
	const fault = faultOf(thrown);
	return !fault || !neverLeft(fault);
}
