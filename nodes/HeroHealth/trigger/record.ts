/** The record that an event names: fetching, filtering and simplifying it. */
import type { IDataObject, IWebhookFunctions } from 'n8n-workflow';

import { simplifyRecord } from '../form/simplify';
import { send } from '../transport/client';
import { hasStatus } from './activationError';
import { readerOf } from './events';

/** A fetched record, or the reason why there is none. */
export interface FetchResult {
	record: IDataObject | null;
	reason?: string;
	/** True if Hero has no such record (404), which counts as unchanged. */
	isAbsent?: boolean;
}

/** A short timeout, since Hero waits for the response to its delivery meanwhile. */
const timeoutMs = 5_000;

/** Fetches the record from Hero. Throws nothing, since the event matters more than its record. */
export async function fetchRecord(
	context: IWebhookFunctions,
	event: string,
	id: unknown,
	practiceGroupId?: string,
): Promise<FetchResult> {
	const reader = readerOf(event);
	if (!reader) return { record: null, reason: 'Hero documents no call that reads this record' };
	const errorContext = { labels: { id: 'ID' } };
	const pathValues = { id: String(id ?? '') };
	const request = { method: 'GET', path: reader.path, pathValues, practiceGroupId } as const;
	try {
		const response = await send(context, request, { timeoutMs, errorContext });
		if (response) return { record: response as IDataObject };
		return { record: null, reason: 'Hero answered with nothing' };
	} catch (error) {
		const isAbsent = hasStatus(error, '404');
		return { record: null, reason: (error as Error).message, isAbsent };
	}
}

/** Fields that Simplify always keeps, since they decide whether the patient may be contacted. */
const contactFields = ['deceased_at', 'restricted', 'status'];

/** Returns the fields that a fetched record adds to the item: `record`, and `record_reason` if there is none. */
export function recordFields(event: string, { record, reason }: FetchResult, simplify: boolean) {
	const fields = readerOf(event)?.simplify;
	const output = record && simplify && fields ? simplifyForTrigger(record, fields) : record;
	return reason === undefined ? { record: output } : { record: null, record_reason: reason };
}

function simplifyForTrigger(record: IDataObject, fields: string[]): IDataObject {
	const kept = contactFields.filter((field) => field in record);
	return simplifyRecord(record, [...new Set([...fields, ...kept])]);
}

/** The filters of the form, each with the fields of the record that it compares. */
const filterFields: Record<string, string[]> = {
	appointmentTypeIds: ['appointment_type_id'],
	locationIds: ['location_id'],
	// Hero documents no patient of a form response, so that client_id is one is a guess.
	patientIds: ['patient_id', 'hero_id', 'client_id'],
};

/** True if a record passes the filters. A record without the field of a filter passes it. */
export function passesFilters(record: IDataObject, filters: IDataObject): boolean {
	return Object.entries(filterFields).every(([filter, fields]) => {
		const wanted = readIds(filters[filter]);
		const found = fields.map((field) => record[field]).find(mayBeId);
		return wanted.length === 0 || found === undefined || wanted.includes(String(found));
	});
}

/** True for a value that may be an ID. String() can throw for an object. Null matches no filter. */
const mayBeId = (value: unknown): boolean =>
	value === null || !['undefined', 'object'].includes(typeof value);

/** Reads a list, or IDs separated by commas. */
function readIds(entered: unknown): string[] {
	const ids = Array.isArray(entered) ? entered : String(entered ?? '').split(',');
	return ids.map((id) => String(id).trim()).filter(Boolean);
}
