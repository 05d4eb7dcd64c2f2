import { NotSentError } from '../../transport/apiErrors';
import { realClock } from '../../transport/clock';
import { maxSleepMs } from '../../transport/wait';
import { createYield } from '../concurrency';
import { chunkSize, requireRoom } from './capacity';
import { createChunks } from './chunks';
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
	/** The index of the other item if it belongs to the same run. */
	sameAs?: number;
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
	isCancelled(): boolean;
}

/** An item whose write this run wants to claim. */
interface PendingItem {
	index: number;
	claim: OwnClaim;
}

/** Creates the claims of a run. */
export function createClaims(store: KeyStore, options: ClaimOptions): Claims {
	const { itemCount, keysOf, sendUnclearAgain, isCancelled } = options;
	const run = {};
	const states = new Map<number, ItemClaim>();
	const awaited = new Map<number, PendingWrite>();
	const own = new Map<number, OwnClaim>();
	/** The last item that claimed a key. */
	const firstItems = new Map<string, number>();
	const settlements = createSettlements(store);
	const yieldToOthers = createYield();

	/** Notes as pending what this run wants to send and nobody else is sending. */
	const addPendingItems = async (indexes: number[]): Promise<PendingItem[]> => {
		const mine: PendingItem[] = [];
		for (const index of indexes) {
			await yieldToOthers();
			const keys = await keysOf(index).catch(() => undefined);
			if (!keys) continue;
			const other = pendingWrite(keys.claim);
			if (other) {
				awaited.set(index, other);
				const sameAs = other.run === run ? firstItems.get(keys.claim) : undefined;
				states.set(index, { state: 'pending', sameAs, key: keys.claim });
			} else {
				firstItems.set(keys.claim, index);
				const pending = addPending(keys.claim, run, settlements.flush);
				mine.push({ index, claim: { keys, recorded: [], pending } });
			}
		}
		return mine;
	};
	const claimItems = async (indexes: number[]): Promise<void> => {
		const mine = await addPendingItems(indexes);
		let results: ClaimState[] = [];
		try {
			// Outcomes are recorded before each further claim, so that a crash leaves few unclear.
			void settlements.flush();
			const writes = mine.map(({ claim }) => claim.keys);
			await requireRoom(store, writes);
			const { owner, states: claimed } = await claimWrites(store, writes, sendUnclearAgain);
			settlements.discard(owner);
			results = claimed;
		} finally {
			for (const [position, { index, claim }] of mine.entries()) {
				const result = results.at(position);
				if (result) states.set(index, { ...result, key: claim.keys.claim });
				if (result?.state === 'claimed') own.set(index, { ...claim, recorded: result.recorded });
				else if (result?.state === 'sent') settlements.add(claim, 'sent');
				else claim.pending.end();
			}
		}
	};

	const sizeAfter = (chunked: number) => chunkSize(chunked, store.held());
	const chunks = createChunks({ itemCount, sizeAfter, isCancelled, claimItems });
	return {
		async claim(itemIndex) {
			await chunks.claim(itemIndex);
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
			chunks.release(itemIndex);
		},
		settle(itemIndex, settlement) {
			const claim = own.get(itemIndex);
			own.delete(itemIndex);
			if (claim) settlements.add(claim, settlement);
			return claim?.keys.claim;
		},
		async close() {
			await chunks.idle();
			for (const claim of own.values()) settlements.add(claim, 'notSent');
			own.clear();
			await settlements.flush();
			return settlements.failures();
		},
	};
}
