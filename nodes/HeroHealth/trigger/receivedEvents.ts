/** The events in the body of a delivery. */
import type { IDataObject } from 'n8n-workflow';
import { jsonParse } from 'n8n-workflow';

/** An event in the body of a delivery. */
export interface ReceivedEvent {
	event: IDataObject;
	name: string;
	/** The body of a delivery of one event, or the event's own JSON if it came in a list. */
	text: string;
	/** The key that all events of a record share; undefined if the event has no ID. */
	recordKey?: string[];
}

/**
 * Reads the events in a body, and counts the entries that are no events. A body holds one event, or a list of
 * events, which Hero does not document. Throws nothing.
 */
export function readEvents(body: string): { events: ReceivedEvent[]; unreadable: number } {
	const parsed = jsonParse<unknown>(body, { fallbackValue: null });
	if (!Array.isArray(parsed)) {
		return isEvent(parsed)
			? { events: [toReceived(parsed, body)], unreadable: 0 }
			: { events: [], unreadable: 1 };
	}
	const events = parsed.filter(isEvent).map((event) => toReceived(event, JSON.stringify(event)));
	return { events, unreadable: parsed.length - events.length };
}

function toReceived(event: IDataObject, text: string): ReceivedEvent {
	const name = String(event.event);
	const id = String(event.id ?? '').trim();
	return { event, name, text, recordKey: id ? ['record', name.split('.')[0], id] : undefined };
}

function isEvent(value: unknown): value is IDataObject {
	if (!isObject(value) || Array.isArray(value)) return false;
	const { event, id, practice_group_id } = value as IDataObject;
	return typeof event === 'string' && ![id, practice_group_id].some(isObject);
}

const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null;

/** Writes equal contents as equal text, whatever the order of their keys. */
export function contentOf(value: unknown): string {
	return JSON.stringify(value, (key, part: unknown) => {
		// Links are left out. That Hero may create new ones for each read is a guess.
		if (key.endsWith('_url')) return undefined;
		if (!isObject(part) || Array.isArray(part)) return part;
		const entries = Object.entries(part as IDataObject);
		return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
	});
}
