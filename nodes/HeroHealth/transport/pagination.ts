import { createHash } from 'crypto';
import type { IDataObject } from 'n8n-workflow';
import { UserError } from 'n8n-workflow';

/** The example of the contract; default and largest page size are not documented. */
export const pageSize = 50;

/** No list of a practice is longer; whoever answers more pages does not end by itself. */
const mostPages = 5_000;

/** Rows without an ID can be made up anew for each page without anybody noticing. */
const mostPagesWithoutIds = 200;

/** What is known of a list once it was read. */
export interface ListReport {
	/** How many rows were taken, those that were no records left out. */
	received: number;
	/** How many rows Hero says that there are; 0 where it does not. */
	total: number;
	/** How many rows came a second time. */
	repeated: number;
	/** How many rows were no records. */
	malformed: number;
	/** Why rows may be missing although Hero counts none that did not come. */
	doubt?: 'samePage' | 'noEnd';
}

/** What becomes of the rows while they are read. */
export interface ListOptions {
	/** What to keep of a row; whole rows of long lists would need far more memory. */
	keep?(row: IDataObject): IDataObject;
	/** Learns how the list was read, once it has ended. */
	onEnd?(report: ListReport): void;
}

/**
 * All rows of a list, up to `limit`, page by page. `fetchPage` gives the body of the page with this
 * index, starting at 0.
 *
 * Hero documents neither whether the first index is 0 or 1 everywhere, nor whether `count` is the total
 * or the size of the page, nor how long a page can be. So a list ends with a page that brings nothing
 * new, with the limit, or with a total that is surely one; and after a number of pages in any case. A
 * row that comes twice is taken once. Throws a UserError for an answer without a list.
 */
export async function listRows(
	fetchPage: (index: number) => Promise<unknown>,
	limit: number,
	{ keep = (row) => row, onEnd }: ListOptions = {},
): Promise<IDataObject[]> {
	const rows: IDataObject[] = [];
	const walk = newWalk();
	for (let index = 0; rows.length < limit; index++) {
		const fresh = freshRows(walk, index, readList(await fetchPage(index)));
		for (const row of fresh) rows.push(keep(row));
		if (hasEnded(walk, index, rows.length)) break;
	}
	onEnd?.({ ...walk.report, received: rows.length });
	return rows.slice(0, limit);
}

/** The rows of a list that comes in one piece. Throws a UserError for an answer without a list. */
export const listOf = (body: unknown): IDataObject[] => readList(body).rows;

/** One answer with a list in it. */
export interface ListPage {
	rows: IDataObject[];
	/** How many rows Hero says that there are, here or in all; 0 where it does not. */
	count: number;
	/** How many of them were no records, such as null. */
	malformed: number;
}

/** Whether an answer holds a list in one of the forms that are known. */
export const isList = (body: unknown): boolean => rowsIn(body) !== undefined;

/** The list in an answer. Throws a UserError for an answer without one. */
export function readList(body: unknown): ListPage {
	const found = rowsIn(body);
	if (!found) {
		throw new UserError('Hero answered without a list', {
			description: 'Its answer has another form than documented. Try another filter or a Get.',
		});
	}
	const present = found.filter((row) => row !== null && row !== undefined);
	// A bare text or number is data all the same, and n8n's items are objects.
	const rows = present.map((row) =>
		typeof row === 'object' && !Array.isArray(row) ? row : { value: row },
	) as IDataObject[];
	const { count: given } = body as IDataObject;
	const count = typeof given === 'number' || typeof given === 'string' ? Number(given) : 0;
	return { rows, count: count > 0 ? count : 0, malformed: found.length - rows.length };
}

function rowsIn(body: unknown): unknown[] | undefined {
	if (Array.isArray(body)) return body;
	const { data, id } = (body ?? {}) as IDataObject;
	// For batches the documentation prints one record in place of the list.
	if (data === undefined && id !== undefined) return [body];
	return Array.isArray(data) ? data : undefined;
}

/** What was seen of a list so far. */
interface Walk {
	report: ListReport;
	/** Digests of pages, whatever the order of their rows. */
	pages: Set<string>;
	rows: Set<string>;
	previous?: string;
	/** The total, as long as each page counts the same and the first one holds fewer rows than that. */
	sureTotal?: number;
	pagesWithoutIds: number;
	isDone: boolean;
}

const newWalk = (): Walk => ({
	report: { received: 0, total: 0, repeated: 0, malformed: 0 },
	pages: new Set(),
	rows: new Set(),
	pagesWithoutIds: 0,
	isDone: false,
});

/** The rows of this page that no earlier page had; a page without any ends the list. */
function freshRows(walk: Walk, index: number, page: ListPage): IDataObject[] {
	const { report } = walk;
	const length = page.rows.length + page.malformed;
	const content = digest([...page.rows.map(keyOf).sort(), page.malformed]);
	const isSame = content === walk.previous;
	walk.previous = content;
	// Where pages count from 1, index 0 answers nothing, or the same as index 1.
	if ((index === 0 && length === 0) || (index === 1 && length > 0 && isSame)) return [];

	noteCount(walk, page.count, length);
	const { fresh, hasNew } = sift(page.rows, walk.rows);
	// Of rows that look the same there may be many, as long as Hero counts them.
	const isNothingNew =
		page.rows.length > 0 && !hasNew && (report.total === 0 || fresh.length === 0);
	if (length === 0 || isNothingNew || walk.pages.has(content)) {
		walk.isDone = true;
		// An empty page is an end; rows that were there before are none.
		if (length > 0) report.doubt = 'samePage';
		return [];
	}
	walk.pages.add(content);
	if (!page.rows.some(hasId)) walk.pagesWithoutIds++;
	report.malformed += page.malformed;
	report.repeated += page.rows.length - fresh.length;
	return fresh;
}

function noteCount(walk: Walk, count: number, length: number): void {
	const total = count > length ? count : 0;
	walk.report.total = Math.max(walk.report.total, total);
	walk.sureTotal ??= total;
	if (count !== walk.sureTotal) walk.sureTotal = 0;
}

/** Whether to ask for no further page, with so many rows in hand. */
function hasEnded(walk: Walk, index: number, taken: number): boolean {
	if (walk.isDone) return true;
	const { report, sureTotal = 0 } = walk;
	if (sureTotal > 0 && taken + report.malformed >= sureTotal) return true;
	const mayGoOn = sureTotal > 0 || walk.pagesWithoutIds < mostPagesWithoutIds;
	if (index + 1 < mostPages && mayGoOn) return false;
	report.doubt = 'noEnd';
	return true;
}

/** Rows without an ID cannot be told apart and are all kept. */
function sift(rows: IDataObject[], seen: Set<string>) {
	let hasNew = false;
	const fresh = rows.filter((row) => {
		const key = keyOf(row);
		const isNew = !seen.has(key);
		seen.add(key);
		hasNew ||= isNew;
		return isNew || !hasId(row);
	});
	return { fresh, hasNew };
}

const idOf = (row: IDataObject): unknown => row.id ?? row.hero_id ?? undefined;

const hasId = (row: IDataObject): boolean => idOf(row) !== undefined;

const keyOf = (row: IDataObject): string =>
	hasId(row) ? `id ${JSON.stringify(idOf(row))}` : digest(row);

const digest = (value: unknown): string =>
	createHash('sha256').update(JSON.stringify(value)).digest('base64');
