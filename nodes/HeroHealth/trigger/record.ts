import type { IDataObject, IWebhookFunctions } from 'n8n-workflow';

import { simplified } from '../form/simplify';
import { send } from '../transport/client';
import { hasStatus } from './activationError';
import { readerOf } from './events';

/** What was read of the record an event names; `reason` says in the user's words why there is none. */
export interface Fetched {
	record: IDataObject | null;
	reason?: string;
	/** Hero has no such record, which is as good as one that has not changed. */
	isAbsent?: boolean;
}

/** Milliseconds; Hero waits for the answer to its delivery meanwhile. */
const timeoutMs = 5_000;

/** Reads the record from Hero. Throws nothing: the event matters more than its record. */
export async function fetchRecord(
	context: IWebhookFunctions,
	event: string,
	id: unknown,
	practiceGroupId?: string,
): Promise<Fetched> {
	const reader = readerOf(event);
	if (!reader) return { record: null, reason: 'Hero documents no call that reads this record' };
	const errorContext = { labels: { id: 'ID' } };
	const pathValues = { id: String(id ?? '') };
	const request = { method: 'GET', path: reader.path, pathValues, practiceGroupId } as const;
	try {
		const answer = await send(context, request, { timeoutMs, errorContext });
		if (answer) return { record: answer as IDataObject };
		return { record: null, reason: 'Hero answered with nothing' };
	} catch (error) {
		const isAbsent = hasStatus(error, '404');
		return { record: null, reason: (error as Error).message, isAbsent };
	}
}

/** Decides whether the patient may be contacted at all, so Simplify never drops it. */
const decidesOnContact = ['deceased_at', 'restricted', 'status'];

/** The record as the user wants to see it. */
export function shownRecord(event: string, { record, reason }: Fetched, simplify: boolean) {
	const fields = readerOf(event)?.simplify;
	const shown = record && simplify && fields ? inShort(record, fields) : record;
	return reason === undefined ? { record: shown } : { record: null, record_reason: reason };
}

function inShort(record: IDataObject, fields: string[]): IDataObject {
	const kept = decidesOnContact.filter((field) => field in record);
	return simplified(record, [...new Set([...fields, ...kept])]);
}

/** Filters of the form, with the fields of the record that they look at. */
const filterFields: Record<string, string[]> = {
	appointmentTypeIds: ['appointment_type_id'],
	locationIds: ['location_id'],
	// Of a form response Hero's documentation names no patient; client_id is taken for it.
	patientIds: ['patient_id', 'hero_id', 'client_id'],
};

/** Whether the filters let the record through. One without such a field, or none at all, passes. */
export function passes(record: IDataObject | null, filters: IDataObject): boolean {
	return Object.entries(filterFields).every(([filter, fields]) => {
		const wanted = idsOf(filters[filter]);
		const found = fields.map((field) => record?.[field]).find(mayBeId);
		return wanted.length === 0 || found === undefined || wanted.includes(String(found));
	});
}

/** An object is no ID, and String() can throw for one; null is an ID that no filter names. */
const mayBeId = (value: unknown): boolean =>
	value === null || !['undefined', 'object'].includes(typeof value);

/** A list, or IDs separated by commas. */
function idsOf(entered: unknown): string[] {
	const ids = Array.isArray(entered) ? entered : String(entered ?? '').split(',');
	return ids.map((id) => String(id).trim()).filter(Boolean);
}
