import { UserError } from 'n8n-workflow';

/** Thrown in place of a request while the circuit is open, as Hero has not answered the last ones. */
export class CircuitOpenError extends UserError {
	constructor() {
		super('Not sent: Hero does not answer', {
			description:
				'The last requests got no answer, so no more wait for one. Run it again when Hero answers.',
		});
	}
}

/** Stops sending to a Hero that hangs, so that not each of a thousand items waits for its own timeout. */
export interface CircuitBreaker {
	/** How many times in a row all requests under way ended without an answer. */
	silentRounds: number;
	/** When the first of all these requests began, in milliseconds since 1970. */
	silentSince: number;
	/** When the first request of the last such round ended, in milliseconds since 1970. */
	roundEnded: number;
	/** When one request may find out whether Hero answers again, in milliseconds since 1970. */
	nextProbe: number;
}

/** A hiccup loses all requests that are under way at once, and the next ones are answered. */
const mostRounds = 3;

/** Nor is this long a hiccup, however short the timeouts are. In milliseconds. */
const longestSilence = 10_000;

/** In milliseconds. */
const probeEvery = 10_000;

export const createCircuitBreaker = (): CircuitBreaker => ({
	silentRounds: 0,
	silentSince: 0,
	roundEnded: 0,
	nextProbe: 0,
});

/** Whether a request may be sent; of those that may not, one is let through from time to time. */
export function allowsRequest(breaker: CircuitBreaker, now: number): boolean {
	const silence = now - breaker.silentSince;
	if (breaker.silentRounds < mostRounds || silence < longestSilence) return true;
	if (now < breaker.nextProbe) return false;
	breaker.nextProbe = now + probeEvery;
	return true;
}

/** Hero answered something. */
export function recordResponse(breaker: CircuitBreaker): void {
	breaker.silentRounds = 0;
}

/** A request that began then ended without an answer. */
export function recordTimeout(breaker: CircuitBreaker, began: number, now: number): void {
	if (breaker.silentRounds === 0) breaker.silentSince = began;
	if (began >= breaker.roundEnded) {
		breaker.silentRounds++;
		breaker.roundEnded = now;
	}
	breaker.nextProbe = now + probeEvery;
}
