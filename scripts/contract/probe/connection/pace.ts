export interface PaceOptions {
	/** The shortest time from the start of one request to the start of the next. */
	intervalMs: number;
	/** Milliseconds of a clock that never goes back. */
	now(): number;
	wait(milliseconds: number): Promise<void>;
}

/** Returns a function that resolves as soon as the next request may start. It is for one request at a time. */
export function createPace({ intervalMs, now, wait }: PaceOptions): () => Promise<void> {
	let next = -Infinity;
	return async () => {
		// A timer may fire early, so the clock decides.
		for (let rest = next - now(); rest > 0; rest = next - now()) await wait(rest);
		next = now() + intervalMs;
	};
}
