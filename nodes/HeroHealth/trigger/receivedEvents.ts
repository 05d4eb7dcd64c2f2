import type { IDataObject } from 'n8n-workflow';
import { jsonParse } from 'n8n-workflow';

/** One event of a delivery. */
export interface ReceivedEvent {
	event: IDataObject;
	name: string;
	/** Its bytes where it came alone. */
	text: string;
	/** The record that it names; undefined where it names none. */
	record?: string[];
}

/** The events in a body: one, or a list of them, which Hero does not document. Throws nothing. */
export function eventsIn(body: string): { events: ReceivedEvent[]; unreadable: number } {
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
	return { event, name, text, record: id ? ['record', name.split('.')[0], id] : undefined };
}

function isEvent(value: unknown): value is IDataObject {
	if (!isObject(value) || Array.isArray(value)) return false;
	const { event, id, practice_group_id } = value as IDataObject;
	return typeof event === 'string' && ![id, practice_group_id].some(isObject);
}

const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null;

/** The same text for the same content, whatever the order of its keys. */
export function contentOf(value: unknown): string {
	return JSON.stringify(value, (key, one: unknown) => {
		// A guess: Hero may make links anew each time a record is read.
		if (key.endsWith('_url')) return undefined;
		if (!isObject(one) || Array.isArray(one)) return one;
		const entries = Object.entries(one as IDataObject);
		return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
	});
}
