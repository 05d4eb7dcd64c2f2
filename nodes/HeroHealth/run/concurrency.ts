import { sleep } from 'n8n-workflow';

/** How long items are begun without a pause for the rest of n8n, in milliseconds. */
const longestStretch = 2;

/**
 * Does `work` for each index below `count`, up to `width` at once, begun in order. Begins no more once
 * `isCancelled`. The first goes alone: what is wrong with all of them then shows on one.
 */
export async function inParallel(
	count: number,
	width: number,
	isCancelled: () => boolean,
	work: (index: number) => Promise<void>,
): Promise<void> {
	let next = 0;
	let paused = 0;
	// Begun all at once, requests would also leave, be answered and be read all at once.
	const breathe = async () => {
		if (width === 1 || Date.now() - paused < longestStretch) return;
		await sleep(0);
		paused = Date.now();
	};
	let turn = Promise.resolve();
	const worker = async () => {
		for (;;) {
			await (turn = turn.then(breathe));
			if (next >= count || isCancelled()) return;
			await work(next++);
		}
	};
	if (count > 0 && !isCancelled()) await work(next++);
	await Promise.all(Array.from({ length: Math.min(width, count) }, worker));
}
