import {
	allowsRequest,
	createCircuitBreaker,
	recordResponse,
	recordTimeout,
} from '../../nodes/HeroHealth/transport/circuitBreaker';

/** Rounds of requests under way together, none of which is answered, each as long as a timeout. */
function silentRounds(count: number, { width = 8, timeout = 4_000 } = {}) {
	const breaker = createCircuitBreaker();
	let now = 1_000_000;
	for (let round = 0; round < count; round++) {
		const began = now;
		now += timeout;
		// Each ends a little later, when the first ones of the next round are under way.
		for (let one = 0; one < width; one++) recordTimeout(breaker, began + one, now + one);
	}
	return { breaker, now };
}

test('requests are let through while Hero loses no more than two rounds of them', () => {
	const { breaker, now } = silentRounds(2);
	expect(allowsRequest(breaker, now)).toBe(true);
});

test('after three rounds in a row one request in ten seconds finds out whether Hero is back', () => {
	const { breaker, now } = silentRounds(3);
	const passed = [0, 1, 5_000, 10_007, 10_008, 20_006, 20_007].filter((after) =>
		allowsRequest(breaker, now + after),
	);
	expect(passed).toEqual([10_007, 20_007]);
});

test('one answer in between, and they are counted anew', () => {
	const { breaker, now } = silentRounds(3);
	recordResponse(breaker);
	expect(allowsRequest(breaker, now)).toBe(true);
	recordTimeout(breaker, now, now + 1_000);
	expect(allowsRequest(breaker, now + 1_000)).toBe(true);
});

test('a hiccup that loses fifty requests at once is one round', () => {
	const { breaker, now } = silentRounds(1, { width: 50, timeout: 60_000 });
	expect(allowsRequest(breaker, now)).toBe(true);
});

test('so is one of a few seconds, though many short timeouts pass in it', () => {
	const { breaker, now } = silentRounds(30, { timeout: 300 });
	expect(allowsRequest(breaker, now)).toBe(true);
	recordTimeout(breaker, now, now + 1_000);
	expect(allowsRequest(breaker, now + 1_000)).toBe(false);
});
