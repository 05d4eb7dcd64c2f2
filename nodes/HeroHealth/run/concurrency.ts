import type { Clock } from '../transport/clock';
import { realClock } from '../transport/clock';

/** The longest time in milliseconds for which a run keeps the rest of n8n waiting. */
const maxBlockingMs = 2;

/** Returns a function that lets the rest of n8n work, once the run has kept it waiting for too long. */
export function createYield(clock: Clock = realClock): () => Promise<void> {
	let yieldedAt = 0;
	return async () => {
		if (clock.now() - yieldedAt < maxBlockingMs) return;
		await clock.sleep(0);
		yieldedAt = clock.now();
	};
}

/**
 * Runs `work` for each index below `count`, at most `limit` at once, started in order. Starts none after
 * `isCancelled` is true. The first runs alone, so that an error that concerns all of them occurs once. Throws
 * what `work` throws.
 */
export async function inParallel(
	count: number,
	limit: number,
	isCancelled: () => boolean,
	work: (index: number) => Promise<void>,
): Promise<void> {
	let next = 0;
	// Requests that all start at once would also block n8n at once.
	const yieldToOthers = limit === 1 ? async () => undefined : createYield();
	let turn = Promise.resolve();
	const worker = async () => {
		for (;;) {
			await (turn = turn.then(yieldToOthers));
			if (next >= count || isCancelled()) return;
			await work(next++);
		}
	};
	if (count > 0 && !isCancelled()) await work(next++);
	await Promise.all(Array.from({ length: Math.min(limit, count - 1) }, worker));
}
