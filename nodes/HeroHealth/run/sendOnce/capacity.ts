import { UserError } from 'n8n-workflow';

import type { WriteKeys } from './keys';
import type { KeyStore } from './store';

/** The highest number of keys for one workflow. n8n reads and writes all of them at each call. */
export const maxKeys = 100_000;

/** Requires room for these writes in n8n's store. Throws a UserError if there is none: no key must be dropped. */
export async function requireRoom(store: KeyStore, writes: WriteKeys[]): Promise<void> {
	const needed = writes.reduce((sum, { days }) => sum + 2 + (days?.covered.length ?? 0), 1);
	if (store.held() + needed > maxKeys) await store.count();
	if (store.held() + needed > maxKeys) throw fullError(store.held());
}

const fullError = (held: number): UserError =>
	new UserError(`The item was not sent, because 'Send Only Once' is full`, {
		description: `n8n holds ${format(held)} of ${format(maxKeys)} entries for this workflow. n8n drops none by itself, because that patient could then get it again. To make room, run Forget What Was Sent for the whole workflow: everything can then be sent again. Or copy the workflow for the next campaign: the copy starts empty.`,
	});

/** Formats a count with separators, such as 100,000. */
export const format = (count: number): string => count.toLocaleString('en-GB');

const firstChunk = 16;
const usualChunk = 50;

/** The store for which a usual chunk is large enough. Each call of a larger one costs more. */
const usualStore = 10_000;

/**
 * Returns how many writes to claim with the next calls. A larger chunk costs less, and leaves more items unclear after
 * a crash. So it is no larger than what the run has claimed before, and beyond the usual one it only grows with the
 * store.
 */
export function chunkSize(claimed: number, held: number): number {
	const largest = Math.max(usualChunk, Math.ceil((usualChunk * held) / usualStore));
	return Math.min(largest, Math.max(firstChunk, claimed));
}
