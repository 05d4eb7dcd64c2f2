import type { Clock } from '../../transport/clock';
import { realClock } from '../../transport/clock';
import type { WriteKeys } from './keys';
import type { addPending } from './pending';
import type { KeyStore } from './store';

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

/** The longest time in milliseconds for which a run that claims nothing keeps outcomes to itself. */
const maxDelayMs = 1000;

/** Records outcomes in n8n's store, several with one call. Until then a crash leaves them unclear. */
export function createSettlements(store: KeyStore, clock: Clock = realClock) {
	let flushedAt = clock.now();
	let batch = emptyBatch();
	let writing = Promise.resolve();
	let failures = 0;

	const write = async ({ claims, toRemove, toRecord }: Batch): Promise<void> => {
		try {
			await store.remove(toRemove);
			await store.record(toRecord);
		} catch {
			failures += claims.length;
		}
		for (const { pending } of claims) pending.end();
	};
	const flush = async (): Promise<void> => {
		const full = batch;
		batch = emptyBatch();
		flushedAt = clock.now();
		const isEmpty = full.claims.length === 0 && full.toRemove.length === 0;
		if (!isEmpty) writing = writing.then(async () => await write(full));
		await writing;
	};
	return {
		/** Records all outcomes that are known. */
		flush,
		/** Removes a key with the next outcomes. */
		discard: (key: string): void => void batch.toRemove.push(key),
		/** Adds the outcome of a claim. */
		add(claim: OwnClaim, settlement: Settlement): void {
			const { keys, recorded, pending } = claim;
			batch.claims.push(claim);
			if (settlement === 'unclear') batch.toRecord.push(keys.unclear);
			else if (settlement === 'notSent') batch.toRemove.push(...recorded);
			else batch.toRemove.push(keys.open, ...recorded.filter((key) => key === keys.unclear));
			const isLate = clock.now() - flushedAt > maxDelayMs;
			if (pending.answered() || isLate) void flush();
		},
		/** The number of outcomes that n8n's store did not take. */
		failures: () => failures,
	};
}
