import type { Clock } from '../../../nodes/HeroHealth/transport/clock';

export interface TestClock extends Clock {
	/** The milliseconds of each sleep. */
	slept: number[];
	/** Advances time until the promise settles, and returns its result. */
	until<T>(promise: Promise<T>): Promise<T>;
}

/** A fake clock. Once no other work is left, it jumps to the time at which the next sleep ends. */
export function testClock(random: Clock['random'] = () => 0.5): TestClock {
	let time = 1_000_000;
	const slept: number[] = [];
	const sleepers: Array<{ wakes: number; wake: () => void }> = [];
	return {
		now: () => time,
		random,
		slept,
		sleep: async (milliseconds) => {
			slept.push(milliseconds);
			await new Promise<void>((wake) => sleepers.push({ wakes: time + milliseconds, wake }));
		},
		async until(promise) {
			let isSettled = false;
			const end = () => (isSettled = true);
			promise.then(end, end);
			for (;;) {
				// Lets all promises that are ready continue.
				for (let round = 0; round < 100; round++) await undefined;
				if (isSettled) return await promise;
				if (sleepers.length === 0) throw new Error('Nothing sleeps, so the promise never settles');
				sleepers.sort((one, other) => one.wakes - other.wakes);
				const next = sleepers.shift()!;
				time = Math.max(time, next.wakes);
				next.wake();
			}
		},
	};
}
