import type { IN8nHttpFullResponse } from 'n8n-workflow';
import { UserError } from 'n8n-workflow';

import type { HeroRequest, SendOptions } from './request';
import {
	networkErrorOf,
	isTransient,
	isHandshakeError,
	isInvalidRequest,
	isTlsError,
	neverSent,
} from './networkErrors';
import type { Clock, ConcurrencyLimiter, Cancellation } from './limiter';
import { acquire, release, mayProbe, decrease, realClock, waitUntil, increase } from './limiter';
import { retryAfterMs } from './retryAfter';

/** How one try ended: Hero's answer, or what n8n's request helper threw instead. */
export type Outcome =
	| { response: IN8nHttpFullResponse; thrown?: undefined }
	| { response?: undefined; thrown: unknown };

/** How hard to try. */
export interface RetryOptions extends Cancellation {
	method: HeroRequest['method'];
	/** What the request does when it arrives twice; left out, it is what its method promises. */
	onRepeat?: SendOptions['onRepeat'];
	/** Milliseconds within which a further try may begin. */
	retryWindowMs: number;
	/** Nothing is repeated. */
	tryOnce?: boolean;
	/** How many requests may be under way at once; left out, this one goes ahead of those that queue. */
	parallel?: number;
}

export interface RetryResult {
	/** How the last try ended; undefined where none was made. */
	outcome?: Outcome;
	attempts: number;
	/** Milliseconds from the first try to the end of the last. */
	elapsedMs: number;
	/** A try may have been carried out without an answer that says so. */
	mayBeDone: boolean;
}

/** The first wait is up to this, each further one up to twice the one before. In milliseconds. */
const firstBackoffMs = 100;
const longestBackoffMs = 10_000;

/**
 * An address where nobody answers is most often a wrong one, and data that cannot be read are most often so
 * every time: the user learns it soon. In milliseconds.
 */
const shortWindowMs = 10_000;

/** A 500 is most often one every time, and somebody may wait before the editor. In milliseconds. */
const shortestWindowMs = 1_000;

/** An answer within this is quick, in milliseconds; so is one that took at most twice as long as another. */
const fastMs = 1_000;

/**
 * Sends a request, in its turn, until it is answered, cannot be repeated without doing it twice, or
 * patience ends. What `attempt` throws is an outcome; this never throws itself.
 */
export async function sendWithRetry(
	attempt: () => Promise<IN8nHttpFullResponse>,
	pace: ConcurrencyLimiter,
	effort: RetryOptions,
	clock: Clock = realClock,
): Promise<RetryResult> {
	const { method, parallel, retryWindowMs } = effort;
	const tried: RetryResult = { attempts: 0, elapsedMs: 0, mayBeDone: false };
	let began = Infinity;
	for (;;) {
		if (parallel !== undefined && !(await acquire(pace, effort, clock))) return tried;
		began = Math.min(began, clock.now());
		const isQuiet = await waitUntil(() => pace.pausedUntil, began + retryWindowMs, effort, clock);
		const isProbe = !isQuiet && !effort.isCancelled() && mayProbe(pace, clock.now());
		const mayGo = isQuiet || isProbe;
		const outcome = mayGo
			? await attemptOnce(attempt, pace, { ...effort, isProbe }, clock)
			: undefined;
		if (parallel !== undefined) release(pace);
		if (!outcome) return tried;

		tried.outcome = outcome;
		tried.attempts++;
		tried.elapsedMs = clock.now() - began;
		tried.mayBeDone ||= method !== 'GET' && isOutcomeUnknown(outcome);
		if (effort.tryOnce || !isRetryable(effort, outcome)) return tried;
		const next = clock.now() + backoffMs(tried.attempts, outcome, clock);
		const deadline = began + Math.min(retryWindowMs, retryWindowFor(outcome));
		if (!(await waitUntil(() => next, deadline, effort, clock))) return tried;
	}
}

/** Makes one try and lets the pace learn from it. */
async function attemptOnce(
	attempt: () => Promise<IN8nHttpFullResponse>,
	pace: ConcurrencyLimiter,
	{ parallel, isProbe }: RetryOptions & { isProbe: boolean },
	clock: Clock,
): Promise<Outcome> {
	const began = clock.now();
	const { decreases } = pace;
	const outcome = await attempt().then(
		(response): Outcome => ({ response }),
		(thrown: unknown): Outcome => ({ thrown }),
	);
	const now = clock.now();
	const took = now - began;
	const { response } = outcome;
	if (response && response.statusCode < 300)
		pace.fastestMs = Math.min(pace.fastestMs || took, took);
	if (response?.statusCode === 429 || response?.statusCode === 503) {
		decrease(pace, decreases);
		pace.pausedUntil = Math.max(pace.pausedUntil, now + (retryAfterMs(response, now) ?? 0));
		pace.probedAt = now;
	} else if (response && isProbe) {
		pace.pausedUntil = now;
	} else if (response && parallel !== undefined && took <= Math.max(fastMs, 2 * pace.fastestMs)) {
		increase(pace, parallel);
	}
	return outcome;
}

/** How long a further try may help, in milliseconds. */
function retryWindowFor(outcome: Outcome): number {
	if (outcome.response?.statusCode === 500) return shortestWindowMs;
	return hasLeft(outcome) && !isTruncated(outcome) ? Infinity : shortWindowMs;
}

/** Full jitter on top of what Hero asks for, so that those who wait do not come back together. */
function backoffMs(tries: number, { response }: Outcome, clock: Clock): number {
	const asked = response && retryAfterMs(response, clock.now());
	const most = Math.min(longestBackoffMs, firstBackoffMs * 2 ** (tries - 1));
	return (asked ?? 0) + clock.random() * most;
}

/** Statuses after which a request that changes nothing is sent again. */
const retryableStatuses = new Set([502, 503, 504]);

/** The same for reads, of which no repetition can be one too many. */
const retryableStatusesForReads = new Set([408, 425, 500, 520, 521, 522, 523, 524, 525, 526, 527]);

/** Sending it again cannot do it twice, and may end better. */
export function isRetryable(
	effort: Pick<RetryOptions, 'method' | 'onRepeat'>,
	outcome: Outcome,
): boolean {
	const isRead = effort.method === 'GET';
	const isHarmless = isRead || (effort.onRepeat ?? promisedBy(effort.method)) === 'nothing';
	if (outcome.response) {
		const { statusCode } = outcome.response;
		// A 429 means that the request was not processed, so any method may be repeated.
		if (statusCode === 429) return true;
		if (isHarmless && retryableStatuses.has(statusCode)) return true;
		return isRead && (retryableStatusesForReads.has(statusCode) || isTruncated(outcome));
	}
	const fault = networkErrorOf(outcome.thrown);
	return fault !== undefined && (neverSent(fault) || (isHarmless && isTransient(fault)));
}

/** A record that is gone cannot go once more; what else a method does is for each operation to say. */
const promisedBy = (method: HeroRequest['method']): SendOptions['onRepeat'] =>
	method === 'DELETE' ? 'nothing' : 'again';

/** Data that a proxy or the network cut short: n8n's helper leaves as a text what it cannot read. */
function isTruncated({ response }: Outcome): boolean {
	if (!response || response.statusCode > 299 || typeof response.body !== 'string') return false;
	return response.body !== '' && String(response.headers['content-type']).includes('json');
}

/** Answers of proxies that gave up waiting, and redirects, which can follow what was carried out. */
const unclear = new Set([300, 301, 302, 303, 304, 305, 306, 408, 444, 460, 499]);

/** Whether a status leaves open what became of a write. */
export const isUnknownOutcomeStatus = (status: number): boolean =>
	status >= 500 || status < 200 || unclear.has(status);

/** Hero may have carried it out. */
export function isOutcomeUnknown({ response, thrown }: Outcome): boolean {
	if (response) return isUnknownOutcomeStatus(response.statusCode);
	const fault = networkErrorOf(thrown);
	if (!fault) return !blockedLocally(thrown);
	return ![neverSent, isTlsError, isHandshakeError, isInvalidRequest].some((isNever) =>
		isNever(fault),
	);
}

/**
 * What kept a request from leaving: the credential, which does not send the key to other hosts, or an n8n
 * that calls no inner addresses. Undefined where it was something else.
 */
export function blockedLocally(thrown: unknown): UserError | undefined {
	let level = thrown;
	for (let depth = 0; depth < 10 && level instanceof Error; depth++) {
		if (level instanceof UserError) return level;
		level = level.cause;
	}
	return undefined;
}

function hasLeft({ thrown }: Outcome): boolean {
	const fault = networkErrorOf(thrown);
	return !fault || !neverSent(fault);
}
