/**
 * The deduplication of deliveries. Each delivery adds entries, in the order of arrival, to those that this
 * process remembers. An entry is a duplicate if the last accepted entry with its key has the same content.
 */
import { createHash } from 'crypto';

import { processState } from '../transport/processState';
import { realClock } from '../transport/clock';
import {
	digestLength,
	findEntry,
	formatEntry,
	keyLength,
	legacyDigestLength,
	legacyExpiry,
	unexpiredEntries,
	type StoredEntry,
} from './storedEntries';

/** A delivery that is being processed. */
export interface Delivery {
	/** The entries of its trigger in this process. */
	memory: Memory;
	/** The entries that were stored before the last start of n8n, or by another process. */
	stored: string;
	/** Milliseconds since 1970. */
	receivedAt: number;
	/** Resolves to true if n8n accepted the delivery, once n8n has responded. */
	accepted: Promise<boolean>;
	/** True once n8n has stored its execution. */
	isConfirmed: boolean;
	entries: Entry[];
}

/** An entry for a delivery. Deliveries that can repeat each other, such as events of one record, share its key. */
export interface Entry {
	key: string;
	/** The name of the event. Two entries with different names differ before either record is read. */
	eventName?: string;
	/** The digest of the content; resolves once the record is read. */
	digest: Promise<string>;
	/** The same digest, once it is known. */
	knownDigest?: string;
	resolveDigest: (digest: string) => void;
	/** The stored form of the entry, once it is confirmed. */
	storedForm?: string;
	/** The delivery of the entry; undefined once it is confirmed. */
	delivery?: Delivery;
	/** The ordinal number of the arrival in this process. */
	arrival: number;
	/** Milliseconds since 1970. */
	expiresAt: number;
	/** A retracted entry does not count, since its delivery is a duplicate. */
	isRetracted?: boolean;
	previous?: Entry;
}

/** The newest entry of each key, by its state. */
interface Memory {
	all: Map<string, Entry>;
	/** Entries whose execution n8n has stored. Only these are stored. */
	confirmed: Map<string, Entry>;
	/** Entries that still wait, or whose run n8n could not start. */
	unconfirmed: Map<string, Entry>;
}

/** Limits in entries, and in triggers for each process. */
const maxEntriesInMemory = 10_000;
const maxStoredEntries = 400;
const maxTriggers = 1_000;

/**
 * The memory of each trigger in this process. n8n gives each delivery its own copy of the static data,
 * which alone could not tell apart two deliveries that arrive at the same moment.
 */
const memories = processState(() => new Map<string, Memory>());

let arrivals = 0;

/**
 * Starts a delivery at `receivedAt` (milliseconds since 1970). `trigger` identifies its activation. `stored` is
 * the stored text of accepted deliveries. `succeeded` resolves to true if n8n responded with a status below 500.
 */
export function startDelivery(
	trigger: string,
	stored: unknown,
	receivedAt: number,
	succeeded: Promise<boolean>,
): Delivery {
	const delivery: Delivery = {
		...{ memory: memoryOf(trigger), receivedAt, isConfirmed: false, entries: [] },
		stored: typeof stored === 'string' ? stored : '',
		accepted: Promise.resolve(false),
	};
	delivery.accepted = succeeded.then((isSuccess) => {
		if (isSuccess) confirm(delivery);
		// An entry with unknown content equals no other entry.
		for (const entry of delivery.entries) markUnique(entry);
		release(delivery);
		return delivery.isConfirmed;
	});
	return delivery;
}

/** Frees the data that only a delivery in process needs, since thousands of entries stay in memory. */
function release(delivery: Delivery): void {
	if (delivery.isConfirmed) for (const entry of delivery.entries) entry.delivery = undefined;
	delivery.stored = '';
	delivery.entries = [];
}

/**
 * Adds an entry that expires after `ttlMs`, as the newest with its key. The caller adds events before it awaits
 * anything, so that entries stand in the order of arrival.
 */
export function addEntry(
	delivery: Delivery,
	keyParts: string[],
	ttlMs: number,
	eventName?: string,
): Entry {
	const { memory, stored, receivedAt } = delivery;
	const { all, unconfirmed } = memory;
	const key = hash(keyParts);
	const found = findEntry(stored, key);
	const own = all.get(key);
	const isNewer = found && found.expiresAt > Math.max(receivedAt, own?.expiresAt ?? 0);
	let resolveDigest: (digest: string) => void = () => undefined;
	const entry: Entry = {
		...{ key, eventName, delivery, arrival: ++arrivals, expiresAt: receivedAt + ttlMs },
		digest: new Promise((resolve) => (resolveDigest = resolve)),
		resolveDigest: (digest) => resolveDigest(digest),
		// Another process may have stored a newer entry than this process knows.
		previous: isNewer ? toEntry(key, found) : own,
	};
	all.delete(key);
	all.set(key, entry);
	dropOldest(all, maxEntriesInMemory);
	unconfirmed.set(key, entry);
	dropOldest(unconfirmed, maxEntriesInMemory);
	delivery.entries.push(entry);
	return entry;
}

const toEntry = (key: string, { digest, expiresAt }: StoredEntry): Entry => ({
	...{ key, expiresAt, arrival: 0, knownDigest: digest },
	digest: Promise.resolve(digest),
	resolveDigest: () => undefined,
});

/**
 * Resolves to true if the last accepted entry with the same key has the same content. Waits for n8n's response
 * to that entry, since only an accepted delivery counts. `legacyContent` is the content as version 0.1.0 stored
 * it.
 */
export async function isDuplicate(
	entry: Entry,
	content: string[],
	legacyContent: string[] = [],
): Promise<boolean> {
	const digest = hash(content).slice(0, digestLength);
	setDigest(entry, digest);
	const { stored, receivedAt } = entry.delivery!;
	if (!entry.previous) {
		const legacyDigest = hash(legacyContent).slice(0, legacyDigestLength);
		return legacyExpiry(stored, legacyDigest) > receivedAt;
	}
	const original = await originalOf(entry, digest);
	// A duplicate does not extend the expiry of its original.
	if (original) entry.expiresAt = original.expiresAt;
	return original !== undefined;
}

async function originalOf(entry: Entry, digest: string): Promise<Entry | undefined> {
	const { receivedAt } = entry.delivery!;
	for (let earlier = entry.previous; earlier; earlier = earlier.previous) {
		if (earlier.isRetracted) continue;
		if (earlier.expiresAt <= receivedAt) return undefined;
		if (earlier.eventName !== undefined && earlier.eventName !== entry.eventName) return undefined;
		const isSame = (await earlier.digest) === digest;
		// The entry may have been retracted during the wait.
		if (earlier.isRetracted) continue;
		// Other content came in between, even if n8n could not start its run.
		if (!isSame) return undefined;
		// Two entries of one delivery: waiting for its response would never end.
		if (!earlier.delivery || earlier.delivery === entry.delivery) return earlier;
		if (await earlier.delivery.accepted) return earlier;
	}
	return undefined;
}

/** Retracts an entry whose delivery is a duplicate, as if it had never been added. */
export function retract(entry: Entry): void {
	const { previous } = entry;
	const { all, unconfirmed } = entry.delivery!.memory;
	entry.isRetracted = true;
	setDigest(entry, uniqueDigest());
	replaceEntry(all, entry, previous);
	const isUnconfirmed = previous?.delivery?.isConfirmed === false;
	replaceEntry(unconfirmed, entry, isUnconfirmed ? previous : undefined);
}

function replaceEntry(map: Map<string, Entry>, entry: Entry, replacement: Entry | undefined): void {
	if (map.get(entry.key) !== entry) return;
	map.delete(entry.key);
	if (replacement) map.set(entry.key, replacement);
}

/** Marks an entry as equal to no other. It still counts as a change between two others. */
export function markUnique(entry: Entry): void {
	if (entry.knownDigest === undefined) setDigest(entry, uniqueDigest());
}

/** Sets the digest of an entry, unless it is known already. */
function setDigest(entry: Entry, digest: string): void {
	if (entry.knownDigest !== undefined) return;
	entry.knownDigest = digest;
	entry.resolveDigest(digest);
}

/**
 * Returns a text for the static data that confirms the delivery when n8n serializes it. n8n does so once it has
 * stored the execution, so a delivery that still waits for its record is never stored as accepted.
 */
export const confirmWhenStored = (delivery: Delivery): string =>
	Object.create({
		toJSON: () => {
			confirm(delivery);
			return entriesToStore(delivery);
		},
	}) as string;

/** Confirms the entries of a delivery. Their predecessors are no longer needed. */
function confirm(delivery: Delivery): void {
	if (delivery.isConfirmed) return;
	delivery.isConfirmed = true;
	const { confirmed, unconfirmed } = delivery.memory;
	for (const entry of delivery.entries) {
		if (entry.isRetracted) continue;
		markUnique(entry);
		const { key, knownDigest, expiresAt, arrival } = entry;
		entry.storedForm = formatEntry(key, { digest: knownDigest!, expiresAt });
		entry.previous = undefined;
		if ((unconfirmed.get(key)?.arrival ?? 0) <= arrival) unconfirmed.delete(key);
		// An entry that arrived later may have been confirmed first.
		if ((confirmed.get(key)?.arrival ?? 0) > arrival) continue;
		confirmed.delete(key);
		confirmed.set(key, entry);
	}
	dropOldest(confirmed, maxStoredEntries / 2);
}

/** Formats the newest entries of this process and of other processes, 400 at most, as one text. */
function entriesToStore({ memory, stored, receivedAt }: Delivery): string {
	const { confirmed, unconfirmed } = memory;
	const own = new Map<string, string>();
	for (const { key, storedForm = '', expiresAt } of confirmed.values()) {
		if (expiresAt > receivedAt) own.set(key.slice(0, keyLength), storedForm);
	}
	for (const { key, knownDigest, expiresAt } of unconfirmed.values()) {
		if (expiresAt <= receivedAt) continue;
		const last = confirmed.get(key)?.knownDigest ?? findEntry(stored, key)?.digest;
		if (last === undefined || last === knownDigest) continue;
		// The unconfirmed entry came after it, so the same content again is no duplicate.
		own.set(key.slice(0, keyLength), formatEntry(key, { digest: uniqueDigest(), expiresAt }));
	}
	const foreign = unexpiredEntries(stored, receivedAt, new Set(own.keys()));
	return [...foreign, ...own.values()].slice(-maxStoredEntries).join(' ');
}

const uniqueDigest = (): string =>
	hash([String(++arrivals), String(realClock.now())]).slice(0, digestLength);

function memoryOf(trigger: string): Memory {
	const all = memories();
	const memory = all.get(trigger) ?? {
		...{ all: new Map(), confirmed: new Map(), unconfirmed: new Map() },
	};
	all.delete(trigger);
	all.set(trigger, memory);
	dropOldest(all, maxTriggers);
	return memory;
}

function dropOldest(map: Map<string, unknown>, maxSize: number): void {
	for (const key of map.keys()) {
		if (map.size <= maxSize) return;
		map.delete(key);
	}
}

/** Hashes texts, so that nothing stored holds the ID of a record. */
const hash = (texts: string[]): string =>
	createHash('sha256').update(JSON.stringify(texts)).digest('base64url');
