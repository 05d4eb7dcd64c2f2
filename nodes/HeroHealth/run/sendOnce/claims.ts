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
import type { OwnClaim, Settlement, Settlements } from './settlements';
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
	/**
	 * Waits until the write that this item would repeat is settled. The item can then be claimed again. Returns false if
	 * two runs could wait for each other: an item that is claimed out of turn does not wait for one whose turn is to come.
	 */
	waitForPending(itemIndex: number): Promise<boolean>;
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

/** Creates the claims of a run. */
export function createClaims(store: KeyStore, options: ClaimOptions): Claims {
	const { itemCount, keysOf, isCancelled } = options;
	const run = createRunClaims(store, options);
	const { states, awaited, own, settlements } = run;
	const sizeAfter = (chunked: number) => chunkSize(chunked, store.held());
	const claimChunk = async (itemIndexes: number[]) => await claimItems(run, itemIndexes);
	const chunks = createChunks({ itemCount, sizeAfter, isCancelled, claimItems: claimChunk });
	return {
		async claim(itemIndex) {
			await chunks.claim(itemIndex);
			// Without a state, the item has no keys, and says why.
			if (!states.has(itemIndex)) await keysOf(itemIndex);
			own.get(itemIndex)?.pending.claimed(false);
			return states.get(itemIndex)!;
		},
		async waitForPending(itemIndex) {
			const other = awaited.get(itemIndex)!;
			const isInTurn = !run.outOfTurn.has(itemIndex) || other.run === run.identity;
			let isSettled = false;
			const settling = other.settled.then(() => void (isSettled = true));
			other.hurry();
			while (!isSettled) {
				if (isCancelled()) throw new NotSentError();
				if (other.isQueued && !isInTurn) return false;
				await Promise.race([settling, realClock.sleep(maxSleepMs)]);
			}
			chunks.release(itemIndex);
			states.delete(itemIndex);
			run.outOfTurn.add(itemIndex);
			return true;
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

/** All that a run knows of its claims, by item index. */
interface RunClaims extends ClaimOptions {
	store: KeyStore;
	/** Stands for the run among those of this process. */
	identity: object;
	states: Map<number, ItemClaim>;
	/** The writes of other items that an item would repeat. */
	awaited: Map<number, PendingWrite>;
	/** The items that waited and are claimed again. */
	outOfTurn: Set<number>;
	/** The claims that are not settled. */
	own: Map<number, OwnClaim>;
	/** The item that claimed a key last. */
	firstItems: Map<string, number>;
	settlements: Settlements;
	yieldToOthers(): Promise<void>;
}

const createRunClaims = (store: KeyStore, options: ClaimOptions): RunClaims => ({
	...options,
	...{ store, identity: {}, states: new Map(), awaited: new Map(), own: new Map() },
	...{ outOfTurn: new Set(), firstItems: new Map(), settlements: createSettlements(store) },
	yieldToOthers: createYield(),
});

async function claimItems(run: RunClaims, indexes: number[]): Promise<void> {
	const { store, states, own, settlements, sendUnclearAgain } = run;
	const mine = await addPendingItems(run, indexes);
	if (mine.length === 0) return;
	const writes = mine.map(({ claim }) => claim.keys);
	let results: ClaimState[] = [];
	try {
		await requireRoom(store, writes);
		results = await store.exclusively(
			async (keys) =>
				// Outcomes are recorded with each further claim, so that a crash leaves few unclear.
				await settlements.recordWith(
					async (outcomes) => await claimWrites(keys, writes, { ...outcomes, sendUnclearAgain }),
				),
		);
	} finally {
		for (const [position, { index, claim }] of mine.entries()) {
			const result = results.at(position);
			if (result) states.set(index, { ...result, key: claim.keys.claim });
			if (result?.state === 'claimed') {
				own.set(index, { ...claim, recorded: result.recorded });
				claim.pending.claimed(!run.outOfTurn.has(index));
			} else claim.pending.end();
		}
	}
}

/** Notes as pending what this run wants to send and nobody else is sending. */
async function addPendingItems(run: RunClaims, indexes: number[]) {
	const { identity, awaited, states, firstItems, settlements } = run;
	const mine: Array<{ index: number; claim: OwnClaim }> = [];
	for (const index of indexes) {
		await run.yieldToOthers();
		const keys = await run.keysOf(index).catch(() => undefined);
		if (!keys) continue;
		const other = pendingWrite(keys.claim);
		if (other) {
			awaited.set(index, other);
			const sameAs = other.run === identity ? firstItems.get(keys.claim) : undefined;
			states.set(index, { state: 'pending', sameAs, key: keys.claim });
		} else {
			firstItems.set(keys.claim, index);
			const pending = addPending(keys.claim, identity, settlements.flush);
			mine.push({ index, claim: { keys, recorded: [], pending } });
		}
	}
	return mine;
}
