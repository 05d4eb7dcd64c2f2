import {
	allowsRequest,
	CircuitOpenError,
	createCircuitBreaker,
	recordResponse,
	recordTimeout,
	withCircuitBreaker,
} from '../../nodes/HeroHealth/transport/circuitBreaker';
import { RequestTimeoutError } from '../../nodes/HeroHealth/transport/networkErrors';
import { testClock } from '../support/unit/fakeClock';

/** Records rounds of `parallel` requests in flight, all of which time out. */
function failedRounds(count: number, { parallel = 8, timeout = 4_000 } = {}) {
	const breaker = createCircuitBreaker();
	let now = 1_000_000;
	for (let round = 0; round < count; round++) {
		const startedAt = now;
		now += timeout;
		// Each ends a little later, when the first ones of the next round are in flight.
		for (let one = 0; one < parallel; one++) recordTimeout(breaker, startedAt + one, now + one);
	}
	return { breaker, now };
}

test('requests are allowed after two rounds of timeouts', () => {
	const { breaker, now } = failedRounds(2);
	expect(allowsRequest(breaker, now)).toBe(true);
});

test('after three rounds in a row, one request in ten seconds probes whether Hero responds', () => {
	const { breaker, now } = failedRounds(3);
	const allowed = [0, 1, 5_000, 10_007, 10_008, 20_006, 20_007].filter((after) =>
		allowsRequest(breaker, now + after),
	);
	expect(allowed).toEqual([10_007, 20_007]);
});

test('a response resets the count of rounds', () => {
	const { breaker, now } = failedRounds(3);
	recordResponse(breaker);
	expect(allowsRequest(breaker, now)).toBe(true);
	recordTimeout(breaker, now, now + 1_000);
	expect(allowsRequest(breaker, now + 1_000)).toBe(true);
});

test('fifty requests that time out together are one round', () => {
	const { breaker, now } = failedRounds(1, { parallel: 50, timeout: 60_000 });
	expect(allowsRequest(breaker, now)).toBe(true);
});

test('an outage of less than ten seconds keeps the circuit closed, however short the timeouts are', () => {
	const { breaker, now } = failedRounds(30, { timeout: 300 });
	expect(allowsRequest(breaker, now)).toBe(true);
	recordTimeout(breaker, now, now + 1_000);
	expect(allowsRequest(breaker, now + 1_000)).toBe(false);
});

test('only the first attempt of a request is stopped by an open circuit', async () => {
	const { breaker, now } = failedRounds(3);
	const clock = { ...testClock(), now: () => now };
	const results = [
		async () => await Promise.reject(new RequestTimeoutError()),
		async () => await Promise.resolve('response'),
	];
	const probe = withCircuitBreaker(async () => await results.shift()!(), breaker, clock);
	breaker.nextProbeAt = now;
	await expect(probe()).rejects.toThrow(RequestTimeoutError);
	const stopped = withCircuitBreaker(async () => await Promise.resolve(), breaker, clock);
	await expect(stopped()).rejects.toThrow(CircuitOpenError);
	await expect(probe()).resolves.toBe('response');
	await expect(stopped()).resolves.toBeUndefined();
});
