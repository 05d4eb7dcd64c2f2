import { randomUUID } from 'crypto';
import { UserError } from 'n8n-workflow';

import type { WriteKeys } from './keys';
import { daysOf } from './keys';
import type { KeySet } from './store';

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

/** Outcomes of earlier writes, to be recorded with the same calls. */
export interface Outcomes {
	toRecord: string[];
	toRemove: string[];
}

/**
 * Claims writes before they leave, and records outcomes of earlier ones. That takes three calls, unless some writes
 * were claimed before. Returns the state of each write, in their order. A claim counts once it was read back. Throws
 * if n8n's store fails or loses the claims again and again.
 */
export async function claimWrites(
	store: KeySet,
	writes: WriteKeys[],
	{ sendUnclearAgain, toRecord, toRemove }: Outcomes & { sendUnclearAgain: boolean },
): Promise<ClaimState[]> {
	const owner = `owner:${randomUUID()}`;
	const claimed = writes.flatMap(({ claim, open }) => [claim, open]);
	const added = await store.record([...toRecord, owner, ...claimed]);
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
	// A write that was sent is not open. Its key was recorded by the question alone.
	const sent = writes.filter((write) => states.get(write)!.state === 'sent');
	await store.remove([...toRemove, owner, ...sent.map(({ open }) => open)]);
	return writes.map((write) => states.get(write)!);
}

const allKeys = (write: WriteKeys): string[] => [
	...[write.claim, write.open, write.unclear],
	...daysOf(write),
];

/** Finds the claims whose days are over. A claim without days never ends. */
async function endedClaims(store: KeySet, known: WriteKeys[]): Promise<Set<WriteKeys>> {
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
	store: KeySet,
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
	store: KeySet,
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
