import type { Clock } from '../../../nodes/HeroHealth/transport/limiter';

export interface FakeClock extends Clock {
	/** How long each sleep was, in milliseconds. */
	slept: number[];
	/** Lets time pass until the promise has ended, and gives what it gives. */
	until<T>(promise: Promise<T>): Promise<T>;
}

/** A clock that leaps to the next moment at which somebody wakes, once nothing else is left to do. */
export function fakeClock(random: Clock['random'] = () => 0.5): FakeClock {
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
			let isCancelled = false;
			const end = () => (isCancelled = true);
			promise.then(end, end);
			for (;;) {
				for (let round = 0; round < 25; round++) await undefined;
				if (isCancelled) return await promise;
				if (sleepers.length === 0) throw new Error('Nothing will ever happen');
				sleepers.sort((one, other) => one.wakes - other.wakes);
				const next = sleepers.shift()!;
				time = Math.max(time, next.wakes);
				next.wake();
			}
		},
	};
}
