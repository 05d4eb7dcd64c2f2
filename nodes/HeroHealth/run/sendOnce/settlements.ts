import type { Capacity } from './capacity';
import type { WriteKeys } from './keys';
import { daysOf } from './keys';
import type { addPending } from './pending';
import type { KeySet, KeyStore } from './store';

/** How a claim ends. Anything but `sent` and `unclear` surely left nothing at Hero. */
export type Settlement = 'sent' | 'unclear' | 'notSent';

/** A claim of this run. */
export interface OwnClaim {
	keys: WriteKeys;
	/** The keys to remove if Hero surely did not carry out the write. */
	recorded: string[];
	pending: ReturnType<typeof addPending>;
}

/** Outcomes that are recorded together. */
interface Batch {
	claims: OwnClaim[];
	toRemove: string[];
	toRecord: string[];
}

const emptyBatch = (): Batch => ({ claims: [], toRemove: [], toRecord: [] });

/**
 * Records outcomes in n8n's store, several with one call. Until then a crash leaves them unclear, so each call records
 * all that are known by then.
 */
export function createSettlements(store: KeyStore, capacity: Capacity) {
	let batch = emptyBatch();
	let isQueued = false;
	let writing = Promise.resolve();
	let failures = 0;

	const write = async (call: (batch: Batch) => Promise<void>): Promise<void> => {
		const full = batch;
		batch = emptyBatch();
		if (full.claims.length === 0) return;
		await call(full).catch(() => (failures += full.claims.length));
		for (const { pending } of full.claims) pending.end();
	};
	const writeTo = async (keys: KeySet): Promise<void> => {
		isQueued = false;
		await write(async ({ toRemove, toRecord }) => {
			const added = await keys.record(toRecord);
			await keys.remove(toRemove);
			capacity.release(toRemove.length - added.size);
		});
	};
	const fail = async (reason: unknown): Promise<void> => {
		isQueued = false;
		await write(async () => await Promise.reject(reason));
	};
	const flush = async (): Promise<void> => {
		if (batch.claims.length > 0 && !isQueued) {
			isQueued = true;
			writing = store.exclusively(writeTo).catch(fail);
		}
		await writing;
	};
	return {
		flush,
		/** Records outcomes together with something else. */
		writeTo,
		/** Adds the outcome of a claim. */
		add(claim: OwnClaim, settlement: Settlement): void {
			const { keys, recorded, pending } = claim;
			batch.claims.push(claim);
			// Another node of the workflow, in another n8n process, can have overwritten the claim since.
			if (settlement !== 'notSent') batch.toRecord.push(keys.claim, ...daysOf(keys));
			if (settlement === 'unclear') batch.toRecord.push(keys.open, keys.unclear);
			else if (settlement === 'notSent') batch.toRemove.push(...recorded);
			else batch.toRemove.push(keys.open, ...recorded.filter((key) => key === keys.unclear));
			if (pending.answered() || batch.claims.length >= capacity.chunkSize()) void flush();
		},
		/** The number of outcomes that n8n's store did not take. */
		failures: () => failures,
	};
}
