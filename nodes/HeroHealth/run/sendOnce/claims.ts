import { NotSentError } from '../../transport/apiErrors';
import { realClock } from '../../transport/clock';
import { maxSleepMs } from '../../transport/wait';
import { createYield } from '../concurrency';
import { chunkSize, requireRoom } from './capacity';
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

/** The number of items before the end of a chunk at which the next one is claimed. */
const lookahead = 12;

/** Creates the claims of a run. Items are claimed in chunks, because each call of n8n's store costs its whole size. */
export function createClaims(store: KeyStore, options: ClaimOptions): Claims {
	const { itemCount, keysOf, isCancelled } = options;
	const run = createRunClaims(store, options);
	const { chunks, states, awaited, own, settlements } = run;
	return {
		async claim(itemIndex) {
			await (chunks.get(itemIndex) ?? startChunk(run, itemIndex));
			// The next items are claimed while the last ones of this chunk are sent.
			const isAtEnd = itemIndex + lookahead >= run.chunkedTo && run.chunkedTo < itemCount;
			// The items that wait for it get its error.
			if (isAtEnd && !isCancelled()) startChunk(run, run.chunkedTo).catch(() => undefined);
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
			states.delete(itemIndex);
		},
		settle(itemIndex, settlement) {
			const claim = own.get(itemIndex);
			own.delete(itemIndex);
			if (claim) settlements.add(claim, settlement);
			return claim?.keys.claim;
		},
		async close() {
			await run.lastChunk;
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
	chunks: Map<number, Promise<void>>;
	states: Map<number, ItemClaim>;
	/** The writes of other items that an item would repeat. */
	awaited: Map<number, PendingWrite>;
	/** The claims that are not settled. */
	own: Map<number, OwnClaim>;
	/** The item that claimed a key last. */
	firstItems: Map<string, number>;
	settlements: Settlements;
	/** The number of items in chunks, and the end of the last chunk. */
	chunked: number;
	chunkedTo: number;
	lastChunk: Promise<void>;
	yieldToOthers(): Promise<void>;
}

const createRunClaims = (store: KeyStore, options: ClaimOptions): RunClaims => ({
	...options,
	...{ store, identity: {}, chunks: new Map(), states: new Map(), awaited: new Map() },
	...{ own: new Map(), firstItems: new Map(), settlements: createSettlements(store) },
	...{ chunked: 0, chunkedTo: 0, lastChunk: Promise.resolve(), yieldToOthers: createYield() },
});

/** Claims this item and those that follow, after the chunks that were started before. */
function startChunk(run: RunClaims, first: number): Promise<void> {
	const end = Math.min(run.itemCount, first + chunkSize(run.chunked, run.store.held()));
	const indexes = Array.from({ length: end - first }, (_, offset) => first + offset);
	const unclaimed = indexes.filter((index) => !run.chunks.has(index));
	// One after the other, so that a run never waits for an item that waits for one of its own.
	const chunk = run.lastChunk.then(async () => await claimItems(run, unclaimed));
	run.lastChunk = chunk.catch(() => undefined);
	for (const index of unclaimed) run.chunks.set(index, chunk);
	run.chunked += unclaimed.length;
	run.chunkedTo = Math.max(run.chunkedTo, end);
	return chunk;
}

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
			if (result?.state === 'claimed') own.set(index, { ...claim, recorded: result.recorded });
			else claim.pending.end();
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
