/** The deduplication rules: the key and the content by which a delivery and its events are compared. */
import {
	addEntry,
	isDuplicate,
	markUnique,
	retract,
	type Delivery,
	type Entry,
} from './deduplication';
import { canFollowItself, readerOf } from './events';
import type { Options } from './options';
import { contentOf, type ReceivedEvent } from './receivedEvents';
import type { FetchResult } from './record';

/** The entries of one event. */
export interface EventEntries {
	/** Compares the bytes of the delivery. Undefined if the event is not chosen or has no timestamp. */
	bytes?: Entry;
	/** Compares the event with the last one of its record. Undefined if it has no ID or window. */
	event?: Entry;
}

/**
 * Adds the entries of an event. Bytes are compared while their timestamp is valid, which is twice the tolerance,
 * since it may lie ahead. Without a timestamp, which Token Only allows, equal bytes may be a new event.
 */
export function addEntries(
	delivery: Delivery,
	{ name, text, recordKey }: ReceivedEvent,
	options: Options,
	timestamp: string | undefined,
): EventEntries {
	const isChosen = options.events.includes(name);
	// Events between two equal ones of a record show that both are new, even within one second.
	const bytesKey = timestamp && ['delivery', timestamp, ...(recordKey ?? ['text', text])];
	const bytes =
		isChosen && bytesKey ? addEntry(delivery, bytesKey, 2 * options.toleranceMs) : undefined;
	const event =
		recordKey && options.duplicateWindowMs > 0
			? addEntry(delivery, recordKey, options.duplicateWindowMs, name)
			: undefined;
	// An event that is not chosen still changes its record between two others.
	if (!isChosen && event) markUnique(event);
	return { bytes, event };
}

/** Resolves to true if the same bytes came with the same timestamp before. Retracts the event's entry then. */
export async function isDuplicateDelivery(
	{ bytes, event }: EventEntries,
	{ text }: ReceivedEvent,
	timestamp: string | undefined,
): Promise<boolean> {
	if (!bytes || !timestamp) return false;
	if (!(await isDuplicate(bytes, [text], ['delivery', timestamp, text]))) return false;
	if (event) retract(event);
	return true;
}

/** Resolves to true if the last event of the record was the same one and the record has not changed since. */
export async function isDuplicateEvent(
	{ event: entry }: EventEntries,
	{ event, name }: ReceivedEvent,
	{ record, isAbsent }: FetchResult,
	{ fetchRecord }: Options,
): Promise<boolean> {
	if (!entry) return false;
	const isUnread = fetchRecord && record === null && readerOf(name) !== undefined;
	// An unread record counts as changed, since a surplus run is better than a lost event.
	if (isUnread && (!isAbsent || canFollowItself(name))) {
		markUnique(entry);
		return false;
	}
	const content = [contentOf(event), contentOf(record)];
	return await isDuplicate(entry, content, ['event', name, String(event.id)]);
}
