import { randomUUID } from 'crypto';
import { UserError } from 'n8n-workflow';

import type { WriteKeys } from './keys';
import type { KeyStore } from './store';

/** The state of a write that a run wants to make. */
export type ClaimState =
	/** This run claimed it now. `recorded` are the keys to remove if Hero surely does not carry it out. */
	| { state: 'claimed'; recorded: string[] }
	/** It was sent before. */
	| { state: 'sent' }
	/** It was claimed before, and its outcome was never recorded. */
	| { state: 'open' }
	/** It was claimed before, and Hero's response left its outcome unclear. */
	| { state: 'unclear' };

/** Read-backs until a claim counts as lost. Other processes can overwrite n8n's store at any time. */
const maxReadBacks = 5;

/** The states of writes, in their order. */
export interface ClaimedWrites {
	states: ClaimState[];
	/** The key to remove with the next call. Each call of n8n's store costs its whole size. */
	owner: string;
}

/**
 * Claims writes before they leave, with two calls for all of them unless some were claimed before. A claim counts once
 * it was read back. A write that was sent is open until the caller settles it, because asking for a key records it.
 * Throws if n8n's store fails or loses the claims again and again.
 */
export async function claimWrites(
	store: KeyStore,
	writes: WriteKeys[],
	sendUnclearAgain: boolean,
): Promise<ClaimedWrites> {
	const owner = `owner:${randomUUID()}`;
	const added = await store.record([owner, ...writes.flatMap(({ claim, open }) => [claim, open])]);
	const known = writes.filter(({ claim }) => !added.has(claim));
	const ended = await endedClaims(store, known);
	const states = new Map<WriteKeys, ClaimState>();
	for (const write of known.filter((one) => !ended.has(one))) {
		states.set(write, { state: added.has(write.open) ? 'sent' : 'open' });
	}
	await nameUnclear(store, states, sendUnclearAgain);
	const mine = writes.filter(
		(write) => !states.has(write) || states.get(write)!.state === 'claimed',
	);
	const lost = await readBack(store, owner, mine, added);
	for (const write of mine) {
		const recorded = [write.claim, write.open, ...daysOf(write)].filter((key) => added.has(key));
		const isTakenOver = states.get(write)?.state === 'claimed';
		const claimed = {
			state: 'claimed',
			recorded: isTakenOver ? allKeys(write) : recorded,
		} as const;
		states.set(write, lost.has(write) ? { state: 'open' } : claimed);
	}
	return { states: writes.map((write) => states.get(write)!), owner };
}

const daysOf = ({ days }: WriteKeys): string[] => (days ? [days.dated, ...days.covered] : []);

const allKeys = (write: WriteKeys): string[] => [
	...[write.claim, write.open, write.unclear],
	...daysOf(write),
];

/** Finds the claims whose days are over. A claim without days never ends. */
async function endedClaims(store: KeyStore, known: WriteKeys[]): Promise<Set<WriteKeys>> {
	const questions = known.flatMap(({ days }) => (days ? [days.dated, ...days.today] : []));
	const added = await store.record(questions);
	await store.remove([...added]);
	return new Set(
		known.filter(({ days }) => {
			if (!days || added.has(days.dated)) return false;
			return days.today.every((period) => added.has(period));
		}),
	);
}

/** Tells unclear claims from those that were never settled, or takes them over if they are to be sent again. */
async function nameUnclear(
	store: KeyStore,
	states: Map<WriteKeys, ClaimState>,
	sendAgain: boolean,
): Promise<void> {
	const open = [...states.keys()].filter((write) => states.get(write)!.state === 'open');
	if (sendAgain) {
		for (const write of open) states.set(write, { state: 'claimed', recorded: [] });
		return;
	}
	const added = await store.record(open.map(({ unclear }) => unclear));
	await store.remove([...added]);
	for (const write of open) {
		if (!added.has(write.unclear)) states.set(write, { state: 'unclear' });
	}
}

/**
 * Records all keys of these writes until one call finds every key recorded. Adds the keys that it recorded to
 * `added`. Returns the writes that another process claimed at the same moment: it overwrote the owner's key, and
 * the claim is still there.
 */
async function readBack(
	store: KeyStore,
	owner: string,
	writes: WriteKeys[],
	added: Set<string>,
): Promise<Set<WriteKeys>> {
	const lost = new Set<WriteKeys>();
	if (writes.length === 0) return lost;
	for (let attempt = 1; attempt <= maxReadBacks; attempt++) {
		const mine = writes.filter((write) => !lost.has(write));
		const keys = mine.flatMap((write) => [write.claim, write.open, ...daysOf(write)]);
		const missing = await store.record([owner, ...keys]);
		if (missing.size === 0) return lost;
		for (const key of missing) added.add(key);
		if (!missing.has(owner)) continue;
		for (const write of mine) if (!missing.has(write.claim)) lost.add(write);
	}
	throw new UserError('n8n lost its note of the item several times, so the item was not sent', {
		description:
			'Other executions of this workflow write to the same list at the same time. Retry when they have ended.',
	});
}
