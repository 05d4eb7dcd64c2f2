import { sleep } from 'n8n-workflow';

/** The longest time in milliseconds for which items are started without a pause for the rest of n8n. */
const maxBlockingMs = 2;

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
	let pausedAt = 0;
	// Requests that all start at once would also block n8n at once.
	const yieldToOthers = async () => {
		if (limit === 1 || Date.now() - pausedAt < maxBlockingMs) return;
		await sleep(0);
		pausedAt = Date.now();
	};
	let turn = Promise.resolve();
	const worker = async () => {
		for (;;) {
			await (turn = turn.then(yieldToOthers));
			if (next >= count || isCancelled()) return;
			await work(next++);
		}
	};
	if (count > 0 && !isCancelled()) await work(next++);
	await Promise.all(Array.from({ length: Math.min(limit, count) }, worker));
}
