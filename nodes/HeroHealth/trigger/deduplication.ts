import { createHash } from 'crypto';

import {
	earlierUntil,
	earlierValueLength,
	findStored,
	keyLength,
	remaining,
	toStored,
	valueLength,
} from './storedEntries';

/** One delivery that is being worked on. */
export interface Delivery {
	/** Names the activation. */
	trigger: string;
	/** What was stored before the last start of n8n, or by another process. */
	kept: string;
	receivedAt: number;
	/** Whether n8n took it; known once n8n has answered. */
	outcome: Promise<boolean>;
	/** n8n has stored its execution. */
	isTaken: boolean;
	entries: Entry[];
}

/** The place of a delivery among those with the same key, such as all events of one record. */
export interface Entry {
	key: string;
	/** The name of the event, by which two are told apart before either record is read. */
	name?: string;
	/** The digest of what happened; waits for the record to be read. */
	value: Promise<string>;
	/** The same, once it is known. */
	decided?: string;
	/** How it is written down, once it is taken. */
	stored?: string;
	decide: (value: string) => void;
	delivery?: Delivery;
	/** In the order of arrival. */
	order: number;
	expiresAt: number;
	/** It does not count: its delivery is a copy of another one. */
	isCopy?: boolean;
	previous?: Entry;
}

interface Memory {
	/** The newest entry of each key. */
	entries: Map<string, Entry>;
	/** The newest entry of each key whose execution n8n has stored; only these are stored. */
	taken: Map<string, Entry>;
	/** The newest entry of each key that still waits, or whose run n8n could not start. */
	open: Map<string, Entry>;
}

const mostInMemory = 10_000;
const mostKept = 400;
const mostTriggers = 1_000;

/**
 * What this process knows: n8n gives each delivery its own copy of the static data, so that alone could
 * not tell two that arrive at the same moment apart.
 */
const memories = new Map<string, Memory>();

let arrivals = 0;

/** Begins to work on a delivery. `isAnswered` tells whether n8n answered it with less than 500. */
export function startDelivery(
	trigger: string,
	stored: unknown,
	receivedAt: number,
	isAnswered: Promise<boolean>,
): Delivery {
	const kept = typeof stored === 'string' ? stored : '';
	const delivery: Delivery = {
		...{ trigger, kept, receivedAt, isTaken: false, entries: [] },
		outcome: Promise.resolve(false),
	};
	delivery.outcome = isAnswered.then((isOk) => {
		if (isOk) take(delivery);
		// What stopped before it was decided is like no other.
		for (const entry of delivery.entries) passBy(entry);
		forget(delivery);
		return delivery.isTaken;
	});
	return delivery;
}

/** Lets go of what only a delivery at work needs: thousands of entries are remembered. */
function forget(delivery: Delivery): void {
	if (delivery.isTaken) for (const entry of delivery.entries) entry.delivery = undefined;
	delivery.kept = '';
	delivery.entries = [];
}

/** Puts a delivery last among those with the same key, at once, so that all stand in the order of arrival. */
export function trackChange(
	delivery: Delivery,
	what: string[],
	keepFor: number,
	name?: string,
): Entry {
	const { trigger, kept, receivedAt } = delivery;
	const { entries, open } = memoryOf(trigger);
	const key = digest(what);
	const stored = findStored(kept, key);
	const own = entries.get(key);
	const isLater = stored && stored.expiresAt > Math.max(receivedAt, own?.expiresAt ?? 0);
	let settle: (value: string) => void = () => undefined;
	const entry: Entry = {
		...{ key, name, delivery, order: ++arrivals, expiresAt: receivedAt + keepFor },
		value: new Promise((resolve) => (settle = resolve)),
		decide: (value) => settle(value),
		// Another process may have stored a later one than this process knows.
		previous: isLater ? keptEntry(key, stored) : own,
	};
	entries.delete(key);
	entries.set(key, entry);
	dropOldest(entries, mostInMemory);
	open.set(key, entry);
	dropOldest(open, mostInMemory);
	delivery.entries.push(entry);
	return entry;
}

/**
 * Whether the delivery before this one, under the same key, was of the same. Waits where n8n has not
 * answered that one yet: it may turn out that it was not taken. `earlier` is what version 0.1.0 stored of it.
 */
export async function isDuplicate(
	entry: Entry,
	what: string[],
	earlier: string[] = [],
): Promise<boolean> {
	const value = digest(what).slice(0, valueLength);
	decide(entry, value);
	const { kept, receivedAt } = entry.delivery!;
	if (!entry.previous) {
		const formerly = digest(earlier).slice(0, earlierValueLength);
		return earlierUntil(kept, formerly) > receivedAt;
	}
	const original = await originalOf(entry, value);
	// A copy does not prolong the time of the first.
	if (original) entry.expiresAt = original.expiresAt;
	return original !== undefined;
}

async function originalOf(entry: Entry, value: string): Promise<Entry | undefined> {
	const { receivedAt } = entry.delivery!;
	for (let other = entry.previous; other; other = other.previous) {
		if (other.isCopy) continue;
		if (other.expiresAt <= receivedAt) return undefined;
		if (other.name !== undefined && other.name !== entry.name) return undefined;
		const isSame = (await other.value) === value;
		if (other.isCopy) continue;
		// One that differs stands in between, also where n8n could not start its run.
		if (!isSame) return undefined;
		// Twice in one delivery: it would wait for itself.
		if (!other.delivery || other.delivery === entry.delivery) return other;
		if (await other.delivery.outcome) return other;
	}
	return undefined;
}

/** Takes an entry out of the order: its delivery is a copy of another. */
export function withdraw(entry: Entry): void {
	const { previous } = entry;
	const { entries, open } = memoryOf(entry.delivery!.trigger);
	entry.isCopy = true;
	decide(entry, unique());
	replace(entries, entry, previous);
	replace(open, entry, previous?.delivery?.isTaken === false ? previous : undefined);
}

function replace(map: Map<string, Entry>, entry: Entry, other: Entry | undefined): void {
	if (map.get(entry.key) !== entry) return;
	map.delete(entry.key);
	if (other) map.set(entry.key, other);
}

/** Lets an entry stand between others without being like any of them. */
export function passBy(entry: Entry): void {
	if (entry.decided === undefined) decide(entry, unique());
}

/**
 * Stands for the stored entries until n8n writes the static data, which it does once it has stored the
 * execution. So a delivery is written down as taken then, and none that still waits for its record.
 */
export const keptLater = (delivery: Delivery): string =>
	Object.create({
		toJSON: () => {
			take(delivery);
			return entriesToKeep(delivery);
		},
	}) as string;

/** The newest entries of this process, and as many of others, as one short text. */
function entriesToKeep({ trigger, kept, receivedAt }: Delivery): string {
	const { taken, open } = memoryOf(trigger);
	const own = new Map<string, string>();
	for (const { key, stored = '', expiresAt } of taken.values()) {
		if (expiresAt > receivedAt) own.set(key.slice(0, keyLength), stored);
	}
	for (const { key, decided, expiresAt } of open.values()) {
		if (expiresAt <= receivedAt) continue;
		const last = taken.get(key)?.decided ?? findStored(kept, key)?.value;
		if (last === undefined || last === decided) continue;
		// What waits came after it, so that the same again is no repeat.
		own.set(key.slice(0, keyLength), toStored(key, { value: unique(), expiresAt }));
	}
	const others = remaining(kept, receivedAt, new Set(own.keys()));
	return [...others, ...own.values()].slice(-mostKept).join(' ');
}

const keptEntry = (
	key: string,
	{ value, expiresAt }: { value: string; expiresAt: number },
): Entry => ({
	...{ key, expiresAt, order: 0, decided: value },
	value: Promise.resolve(value),
	decide: () => undefined,
});

/** Marks all that a delivery has entered as taken; what came before it is of no use any more. */
function take(delivery: Delivery): void {
	if (delivery.isTaken) return;
	delivery.isTaken = true;
	const { taken, open } = memoryOf(delivery.trigger);
	for (const entry of delivery.entries) {
		if (entry.isCopy) continue;
		if (entry.decided === undefined) passBy(entry);
		entry.stored = toStored(entry.key, { value: entry.decided!, expiresAt: entry.expiresAt });
		entry.previous = undefined;
		if ((open.get(entry.key)?.order ?? 0) <= entry.order) open.delete(entry.key);
		// One that came later may have been quicker.
		if ((taken.get(entry.key)?.order ?? 0) > entry.order) continue;
		taken.delete(entry.key);
		taken.set(entry.key, entry);
	}
	dropOldest(taken, mostKept / 2);
}

function decide(entry: Entry, value: string): void {
	if (entry.decided !== undefined) return;
	entry.decided = value;
	entry.decide(value);
}

/** The digest of something that never happens again. */
const unique = (): string => digest([String(++arrivals), String(Date.now())]).slice(0, valueLength);

function memoryOf(trigger: string): Memory {
	const memory = memories.get(trigger) ?? {
		...{ entries: new Map(), taken: new Map(), open: new Map() },
	};
	memories.delete(trigger);
	memories.set(trigger, memory);
	dropOldest(memories, mostTriggers);
	return memory;
}

function dropOldest(map: Map<string, unknown>, most: number): void {
	for (const key of map.keys()) {
		if (map.size <= most) return;
		map.delete(key);
	}
}

/** Without the record's ID in it. */
const digest = (what: string[]): string =>
	createHash('sha256').update(JSON.stringify(what)).digest('base64url');
