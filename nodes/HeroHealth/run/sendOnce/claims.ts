import { NotSentError } from '../../transport/apiErrors';
import { realClock } from '../../transport/clock';
import { maxSleepMs } from '../../transport/wait';
import type { Capacity } from './capacity';
import type { WriteKeys } from './keys';
import type { PendingWrite } from './pending';
import { addPending, pendingWrite } from './pending';
import type { ClaimState } from './protocol';
import { claimWrites } from './protocol';
import type { OwnClaim, Settlement } from './settlements';
import { createSettlements } from './settlements';
import type { KeyStore } from './store';

/** Another item of this process makes the same write just now. */
export interface PendingState {
	state: 'pending';
	/** True if the other item belongs to the same run. */
	isOwn: boolean;
}

/** The claim of an item. `key` identifies its write. */
export type ItemClaim = (ClaimState | PendingState) & { key: string };

/** The claims of one run. */
export interface Claims {
	/** Claims the write of an item, and with it those of the items that follow. Throws if n8n's store fails. */
	claim(itemIndex: number): Promise<ItemClaim>;
	/** Waits until the write that this item would repeat is settled. The item can then be claimed again. */
	waitForPending(itemIndex: number): Promise<void>;
	/** Settles the claim of an item, and returns its key; undefined if there is none. */
	settle(itemIndex: number, settlement: Settlement): string | undefined;
	/** Releases what was claimed and not sent. Returns the number of outcomes that could not be recorded. */
	close(): Promise<number>;
}

interface ClaimOptions {
	itemCount: number;
	/** Returns the keys of an item. Throws if the item makes no write. */
	keysOf(itemIndex: number): Promise<WriteKeys>;
	sendUnclearAgain: boolean;
	capacity: Capacity;
	isCancelled(): boolean;
}

/** Creates the claims of a run. Items are claimed in chunks, because each call of n8n's store costs its whole size. */
export function createClaims(store: KeyStore, options: ClaimOptions): Claims {
	const { itemCount, keysOf, sendUnclearAgain, capacity, isCancelled } = options;
	const run = {};
	const chunks = new Map<number, Promise<void>>();
	const states = new Map<number, ItemClaim>();
	const awaited = new Map<number, PendingWrite>();
	const own = new Map<number, OwnClaim>();
	const settlements = createSettlements(store, capacity);

	const startChunk = (first: number): Promise<void> => {
		const end = Math.min(itemCount, first + capacity.chunkSize());
		const indexes = Array.from({ length: end - first }, (_, offset) => first + offset);
		const unclaimed = indexes.filter((index) => !chunks.has(index));
		const chunk = claimItems(unclaimed);
		for (const index of unclaimed) chunks.set(index, chunk);
		return chunk;
	};
	const claimItems = async (indexes: number[]): Promise<void> => {
		const mine: Array<{ index: number; claim: OwnClaim }> = [];
		for (const index of indexes) {
			const keys = await keysOf(index).catch(() => undefined);
			if (!keys) continue;
			const other = pendingWrite(keys.claim);
			if (other) {
				awaited.set(index, other);
				states.set(index, { state: 'pending', isOwn: other.run === run, key: keys.claim });
			} else {
				const pending = addPending(keys.claim, run, settlements.flush);
				mine.push({ index, claim: { keys, recorded: [], pending } });
			}
		}
		let results: ClaimState[] = [];
		try {
			const writes = mine.map(({ claim }) => claim.keys);
			await capacity.reserve(writes);
			results = await store.exclusively(async (keys) => {
				await settlements.writeTo(keys);
				return await claimWrites(keys, writes, sendUnclearAgain);
			});
		} finally {
			for (const [position, { index, claim }] of mine.entries()) {
				const result = results.at(position);
				if (result) states.set(index, { ...result, key: claim.keys.claim });
				if (result?.state === 'claimed') own.set(index, { ...claim, recorded: result.recorded });
				else claim.pending.end();
			}
		}
	};

	return {
		async claim(itemIndex) {
			await (chunks.get(itemIndex) ?? startChunk(itemIndex));
			// Without a state, the item has no keys, and says why.
			if (!states.has(itemIndex)) await keysOf(itemIndex);
			return states.get(itemIndex)!;
		},
		async waitForPending(itemIndex) {
			const { settled, hurry } = awaited.get(itemIndex)!;
			let isSettled = false;
			const settling = settled.then(() => void (isSettled = true));
			hurry();
			while (!isSettled) {
				if (isCancelled()) throw new NotSentError();
				await Promise.race([settling, realClock.sleep(maxSleepMs)]);
			}
			chunks.delete(itemIndex);
		},
		settle(itemIndex, settlement) {
			const claim = own.get(itemIndex);
			own.delete(itemIndex);
			if (claim) settlements.add(claim, settlement);
			return claim?.keys.claim;
		},
		async close() {
			for (const claim of own.values()) settlements.add(claim, 'notSent');
			own.clear();
			await settlements.flush();
			return settlements.failures();
		},
	};
}
