import { UserError } from 'n8n-workflow';

import type { WriteKeys } from './keys';
import type { KeyStore } from './store';

/** The highest number of keys for one workflow. n8n reads and writes all of them at each call. */
export const maxKeys = 100_000;

/** The room in n8n's store. */
export interface Capacity {
	/** The number of keys that the store holds, as far as this run knows. */
	held(): number;
	/** The number of writes that one call claims. */
	chunkSize(): number;
	/** Reserves room for these writes. Throws a UserError if there is none. */
	reserve(writes: WriteKeys[]): Promise<void>;
	/** Notes that so many keys were removed. */
	release(count: number): void;
}

/** Reads the room in n8n's store. The node stops when it is full, because a key must not be dropped. */
export async function readCapacity(store: KeyStore): Promise<Capacity> {
	let held = await store.count();
	return {
		held: () => held,
		/**
		 * A larger chunk costs less, and leaves more items unclear after a crash. It grows with the store, so that
		 * the cost of an item stays the same.
		 */
		chunkSize: () => Math.min(1000, Math.max(minChunkSize, Math.ceil(held / 100))),
		async reserve(writes) {
			const needed = writes.reduce((sum, { days }) => sum + 2 + (days?.covered.length ?? 0), 1);
			if (held + needed > maxKeys) held = await store.count();
			if (held + needed > maxKeys) throw fullError(held);
			held += needed;
		},
		release: (count) => {
			held -= count;
		},
	};
}

const minChunkSize = 16;

const fullError = (held: number): UserError =>
	new UserError(`The item was not sent, because 'Send Only Once' is full`, {
		description: `n8n holds ${format(held)} of ${format(maxKeys)} entries for this workflow. n8n drops none by itself, because that patient could then get it again. To make room, run Forget What Was Sent for the whole workflow: everything can then be sent again. Or copy the workflow for the next campaign: the copy starts empty.`,
	});

/** Formats a count with separators, such as 100,000. */
export const format = (count: number): string => count.toLocaleString('en-GB');
