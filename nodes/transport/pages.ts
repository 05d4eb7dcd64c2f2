import type { IDataObject } from 'n8n-workflow';
import { UserError } from 'n8n-workflow';

/** The example of the contract; default and largest page size are not documented. */
export const largestPage = 50;

/** A guess: no service cuts its pages below this, so a first page with fewer rows is the only one. */
const smallestPageLimit = 10;

/** What becomes of the rows while they are read. */
export interface Reading {
	/** What to keep of a row; whole rows of long lists would need far more memory. */
	keep?(row: IDataObject): IDataObject;
	/** Learns how many rows came twice and, where Hero said so, how many there are. */
	told?(repeated: number, total: number): void;
}

/**
 * All rows of a list, up to `limit`, page by page. `fetchPage` gives the body of the page with this
 * index, starting at 0.
 *
 * Hero documents neither whether the first index is 0 or 1 everywhere, nor whether `count` is the total
 * or the size of the page, nor how long a page can be. So this goes on until nothing new comes, takes a
 * row that comes twice once, and cannot loop. Throws a UserError for an answer without a list.
 */
export async function listRows(
	fetchPage: (index: number) => Promise<unknown>,
	limit: number,
	{ keep = (row) => row, told }: Reading = {},
): Promise<IDataObject[]> {
	const rows: IDataObject[] = [];
	let repeated = 0;
	const seen = new Set<unknown>();
	let previous: string | undefined;
	let total = 0;
	let longest = smallestPageLimit;
	for (let index = 0; rows.length < limit; index++) {
		const page = readPage(await fetchPage(index));
		const content = JSON.stringify(page.rows);
		const isSame = content === previous;
		// Where pages count from 1, index 0 answers nothing, or the same as index 1.
		const startsAtOne =
			(index === 0 && page.rows.length === 0) || (index === 1 && page.rows.length > 0 && isSame);
		const fresh = isSame ? [] : page.rows.filter((row) => isNew(row, seen));
		previous = content;
		if (startsAtOne) continue;
		if (!isSame) repeated += page.rows.length - fresh.length;
		if (fresh.length === 0) break;
		for (const row of fresh) rows.push(keep(row));
		// More than the page holds can only be the total; the same number may be either.
		if (page.count > page.rows.length) total = page.count;
		if (total > 0 ? rows.length >= total : page.rows.length < longest) break;
		longest = Math.max(longest, page.rows.length);
	}
	told?.(repeated, total);
	return rows.slice(0, limit);
}

/** The rows of a list that comes in one piece. Throws a UserError for an answer without a list. */
export function listOf(body: unknown): IDataObject[] {
	return readPage(body).rows;
}

function readPage(body: unknown): { rows: IDataObject[]; count: number } {
	const { data, count, id } = (body ?? {}) as IDataObject;
	// For batches the documentation prints one record in place of the list.
	const rows = data === undefined && id !== undefined ? [body] : Array.isArray(body) ? body : data;
	if (!Array.isArray(rows)) {
		throw new UserError('Hero answered without a list', {
			description: 'Its answer has another form than documented. Try another filter or a Get.',
		});
	}
	return { rows: rows as IDataObject[], count: Number(count) || 0 };
}

/** Rows without an ID cannot be told apart and are all kept. */
function isNew(row: IDataObject, seen: Set<unknown>): boolean {
	const id = row.id ?? row.hero_id;
	if (id === undefined || id === null) return true;
	if (seen.has(id)) return false;
	seen.add(id);
	return true;
}
