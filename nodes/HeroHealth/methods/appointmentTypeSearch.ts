import type { IDataObject, ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import { send } from '../transport/client';
import type { Label } from './results';
import { matchingRows, nameOf, rowsOf } from './results';

/** The most appointment types whose slots are counted by a request, and the requests at a time. */
const maxCounted = 20;
const maxInFlight = 5;

/** Somebody waits in the editor, and the list is complete without the counts. */
const countTimeoutMs = 3_000;

const typeLabel: Label = (row) =>
	row.duration ? `${nameOf(row)}, duration ${row.duration as number}` : nameOf(row);

/** Searches appointment types, such as "Flu vaccination, duration 10, 24 free slots". Throws a NodeApiError. */
export async function searchAppointmentTypes(
	this: ILoadOptionsFunctions,
	filter = '',
): Promise<INodeListSearchResult> {
	const rows = matchingRows(await rowsOf(this, '/v1/appointment_types'), typeLabel, filter);
	const counts = await freeSlotCounts(this, rows);
	const results = rows.map((row) => {
		const name = [typeLabel(row), slotsText(counts.get(row))].filter(Boolean).join(', ');
		return { name, value: String(row.id) };
	});
	return { results };
}

function slotsText(count: number | undefined): string | undefined {
	if (count === undefined) return undefined;
	return `${count === 0 ? 'no' : count} free slot${count === 1 ? '' : 's'}`;
}

/** Returns the numbers of free slots by row: the row's own number, or else the response to a request. */
async function freeSlotCounts(
	context: ILoadOptionsFunctions,
	rows: IDataObject[],
): Promise<Map<IDataObject, number>> {
	const counts = new Map<IDataObject, number>();
	for (const row of rows) setCount(counts, row, row.slot_count);
	const waiting = rows.filter((row) => !counts.has(row)).slice(0, maxCounted);
	// After one request without a number, the others would bring none either.
	const worker = async () => {
		for (let row = waiting.shift(); row; row = waiting.shift()) {
			if (!setCount(counts, row, await requestCount(context, row))) waiting.length = 0;
		}
	};
	await Promise.all(Array.from({ length: maxInFlight }, worker));
	return counts;
}

/** Sets the count of a row. Returns false for a value that is no count. */
function setCount(counts: Map<IDataObject, number>, row: IDataObject, count: unknown): boolean {
	if (typeof count !== 'number' || !Number.isInteger(count) || count < 0) return false;
	counts.set(row, count);
	return true;
}

/** Requests the number of free slots. Hero does not document the response; an object with a count is likely. */
async function requestCount(context: ILoadOptionsFunctions, { id }: IDataObject): Promise<unknown> {
	try {
		const query = { appointment_type_id: String(id) };
		const body = await send(
			context,
			{ method: 'GET', path: '/v1/slots/count', query },
			{ timeoutMs: countTimeoutMs, retryWindowMs: 0 },
		);
		return (body as IDataObject | undefined)?.count;
	} catch {
		return undefined;
	}
}
