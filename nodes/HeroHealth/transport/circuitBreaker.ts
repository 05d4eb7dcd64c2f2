import { UserError } from 'n8n-workflow';

import type { Clock } from './clock';
import { hasTimedOut } from './networkErrors';

/** Stops sending while Hero does not respond, so that not each of a thousand items waits for a timeout. */
export interface CircuitBreaker {
	/** The number of rounds in a row in which all requests in flight timed out. */
	failedRounds: number;
	/** The start of the first request of these rounds, in milliseconds since 1970. */
	failingSince: number;
	/** The end of the first request of the last such round, in milliseconds since 1970. */
	roundEndedAt: number;
	/** The time from which one request may probe whether Hero responds again, in milliseconds since 1970. */
	nextProbeAt: number;
}

/** Thrown in place of a request while the circuit is open. */
export class CircuitOpenError extends UserError {
	constructor() {
		super('Not sent: Hero does not answer', {
			description:
				'The last requests got no answer, so this one was not sent. Run it again when Hero answers.',
		});
	}
}

/** A brief outage loses all requests in flight at once, so the circuit opens after several rounds. */
const maxFailedRounds = 3;

/** The circuit stays closed during an outage shorter than this, however short the timeouts are. */
const maxFailingMs = 10_000;

const probeIntervalMs = 10_000;

/** Creates a closed circuit breaker, one for each run. */
export const createCircuitBreaker = (): CircuitBreaker => ({
	failedRounds: 0,
	failingSince: 0,
	roundEndedAt: 0,
	nextProbeAt: 0,
});

/**
 * Allows each request while the circuit is closed, and one probe per interval while it is open. `now` is in
 * milliseconds since 1970.
 */
export function allowsRequest(breaker: CircuitBreaker, now: number): boolean {
	const failingMs = now - breaker.failingSince;
	if (breaker.failedRounds < maxFailedRounds || failingMs < maxFailingMs) return true;
	if (now < breaker.nextProbeAt) return false;
	breaker.nextProbeAt = now + probeIntervalMs;
	return true;
}

/** Closes the circuit: Hero responded, with whatever status. */
export function recordResponse(breaker: CircuitBreaker): void {
	breaker.failedRounds = 0;
}

/** Counts a request that timed out. Both times are in milliseconds since 1970. */
export function recordTimeout(breaker: CircuitBreaker, startedAt: number, now: number): void {
	if (breaker.failedRounds === 0) breaker.failingSince = startedAt;
	if (startedAt >= breaker.roundEndedAt) {
		breaker.failedRounds++;
		breaker.roundEndedAt = now;
	}
	breaker.nextProbeAt = now + probeIntervalMs;
}

/**
 * Wraps the attempts of one request. The first one throws a CircuitOpenError while the circuit is open.
 * Retries pass, since that error means that nothing was sent.
 */
export function withCircuitBreaker<Result>(
	attempt: () => Promise<Result>,
	breaker: CircuitBreaker | undefined,
	clock: Clock,
): () => Promise<Result> {
	if (!breaker) return attempt;
	let isFirst = true;
	return async () => {
		const startedAt = clock.now();
		if (isFirst && !allowsRequest(breaker, startedAt)) throw new CircuitOpenError();
		isFirst = false;
		const result = attempt();
		result.then(
			() => recordResponse(breaker),
			(thrown) => hasTimedOut(thrown) && recordTimeout(breaker, startedAt, clock.now()),
		);
		return await result;
	};
}
