/** Items that are claimed in chunks, because each call of n8n's store costs its whole size. */
export interface Chunks {
	/** Resolves when the chunk of this item is claimed. Throws what claiming it threw. */
	claim(itemIndex: number): Promise<void>;
	/** Lets an item be claimed again. */
	release(itemIndex: number): void;
	/** Resolves when no chunk is being claimed. */
	idle(): Promise<void>;
}

interface ChunkOptions {
	itemCount: number;
	/** Returns the number of items for the next chunk, by the number of items in chunks so far. */
	sizeAfter(chunked: number): number;
	isCancelled(): boolean;
	claimItems(itemIndexes: number[]): Promise<void>;
}

/** The share of a chunk that is left when the next one is claimed, so that nobody waits for n8n's store. */
const shareAhead = 1 / 4;

/** Creates the chunks of a run. They are claimed one after another, in the order in which their items are sent. */
export function createChunks(options: ChunkOptions): Chunks {
	const { itemCount, sizeAfter, isCancelled, claimItems } = options;
	const chunks = new Map<number, Promise<void>>();
	let last = Promise.resolve();
	let chunked = 0;
	/** The end of the chunks, and the item with which the next one is claimed. */
	let end = 0;
	let aheadFrom = 0;

	const startChunk = (first: number): Promise<void> => {
		// Items that are claimed again do not bring others with them that are not being sent yet.
		const limit = first < end ? end : itemCount;
		const length = Math.min(limit - first, sizeAfter(chunked));
		const indexes = Array.from({ length }, (_, offset) => first + offset);
		const unclaimed = indexes.filter((index) => !chunks.has(index));
		const chunk = last.then(async () => await claimItems(unclaimed));
		last = chunk.catch(() => undefined);
		for (const index of unclaimed) chunks.set(index, chunk);
		chunked += unclaimed.length;
		end = Math.max(end, first + length);
		aheadFrom = end - Math.floor(unclaimed.length * shareAhead);
		return chunk;
	};
	return {
		async claim(itemIndex) {
			await (chunks.get(itemIndex) ?? startChunk(itemIndex));
			if (itemIndex < aheadFrom || end === itemCount || isCancelled()) return;
			// The items that wait for it get its error.
			startChunk(end).catch(() => undefined);
		},
		release: (itemIndex) => void chunks.delete(itemIndex),
		idle: async () => await last,
	};
}
