import type { IDataObject, ILoadOptionsFunctions } from 'n8n-workflow';

import { send } from '../transport/client';
import { listOf } from '../transport/pagination';

/** Gives the text of a row in a live list. */
export type Label = (row: IDataObject) => string;

/** Requests a list without pages and returns its rows. Throws a NodeApiError. */
export async function rowsOf(
	context: ILoadOptionsFunctions,
	path: string,
	query: IDataObject = {},
): Promise<IDataObject[]> {
	return listOf(await send(context, { method: 'GET', path, query }));
}

/** Returns the name of a record, or its ID, since most records are not documented in full. */
export const nameOf: Label = (row) => {
	const person = [row.title, row.first_name, row.last_name].filter(Boolean).join(' ');
	return String(row.name ?? (person || row.id || row.hero_id));
};

/** Returns the rows that have an ID and contain the typed text in their label. */
export const matchingRows = (rows: IDataObject[], label: Label, filter: string): IDataObject[] =>
	rows.filter(
		(row) =>
			row.id !== undefined &&
			row.id !== null &&
			label(row).toLowerCase().includes(filter.toLowerCase()),
	);

/** Returns the rows of a live list that contain the typed text. */
export const toResults = (rows: IDataObject[], label: Label, filter: string) =>
	matchingRows(rows, label, filter).map((row) => ({ name: label(row), value: String(row.id) }));
