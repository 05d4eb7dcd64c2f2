import { createHash } from 'crypto';
import type { IDataObject } from 'n8n-workflow';
import { UserError } from 'n8n-workflow';

/** The example of the contract; default and largest page size are not documented. */
export const pageSize = 50;

/** No list of a practice is longer, so a server that sends more pages would never stop. */
const maxPages = 5_000;

/** A server can invent rows without an ID for each page, and nothing would show it. */
const maxPagesWithoutIds = 200;

/** Report on a list that was read. */
export interface ListReport {
	/** The number of rows that were returned, malformed ones left out. */
	received: number;
	/** The total that Hero states; 0 if it states none. */
	total: number;
	/** The number of rows that came a second time. */
	repeated: number;
	/** The number of rows that were no records, such as null. */
	malformed: number;
	/** Why rows may be missing although Hero's total does not show it. */
	doubt?: 'samePage' | 'noEnd';
}

export interface ListOptions {
	/** Reduces each row to what is needed; whole rows of long lists would need far more memory. */
	keep?(row: IDataObject): IDataObject;
	/** Called once, after the last page. */
	onEnd?(report: ListReport): void;
}

/**
 * Reads the rows of a list page by page, up to `limit`. `fetchPage` returns the body of the page with this
 * index, which starts at 0.
 *
 * Hero documents neither whether the first index is 0 or 1 everywhere, nor whether `count` is the total
 * or the size of the page, nor the largest page size. So reading stops at a page without new rows, at the
 * limit, at a total that is surely one, or after a maximum number of pages. A row that comes twice is
 * returned once. Throws a UserError for a response without a list.
 */
export async function listRows(
	fetchPage: (index: number) => Promise<unknown>,
	limit: number,
	{ keep = (row) => row, onEnd }: ListOptions = {},
): Promise<IDataObject[]> {
	const rows: IDataObject[] = [];
	const state = createPaginationState();
	for (let index = 0; rows.length < limit; index++) {
		const newRows = newRowsOf(state, index, readList(await fetchPage(index)));
		for (const row of newRows) rows.push(keep(row));
		if (hasEnded(state, index, rows.length)) break;
	}
	onEnd?.({ ...state.report, received: rows.length });
	return rows.slice(0, limit);
}

/** The rows of a list without pages. Throws a UserError for a response without a list. */
export const listOf = (body: unknown): IDataObject[] => readList(body).rows;

/** One response with a list. */
export interface ListPage {
	rows: IDataObject[];
	/** The number of rows that Hero states, of this page or in total; 0 if it states none. */
	count: number;
	/** The number of rows that were no records, such as null. */
	malformed: number;
}

/** The body holds a list in one of the known forms. */
export const isList = (body: unknown): boolean => rowsIn(body) !== undefined;

/** Reads the list in a response. Throws a UserError for a response without one. */
export function readList(body: unknown): ListPage {
	const found = rowsIn(body);
	if (!found) {
		throw new UserError('Hero answered without a list', {
			description: 'Its answer has another form than documented. Try another filter or a Get.',
		});
	}
	const present = found.filter((row) => row !== null && row !== undefined);
	// n8n's items are objects, so a bare text or number is wrapped rather than lost.
	const rows = present.map((row) =>
		typeof row === 'object' && !Array.isArray(row) ? row : { value: row },
	) as IDataObject[];
	const { count: stated } = body as IDataObject;
	const count = typeof stated === 'number' || typeof stated === 'string' ? Number(stated) : 0;
	return { rows, count: count > 0 ? count : 0, malformed: found.length - rows.length };
}

function rowsIn(body: unknown): unknown[] | undefined {
	if (Array.isArray(body)) return body;
	const { data, id } = (body ?? {}) as IDataObject;
	// For batches, the documentation shows one record in place of the list.
	if (data === undefined && id !== undefined) return [body];
	return Array.isArray(data) ? data : undefined;
}

interface PaginationState {
	report: ListReport;
	/** Digests of the pages so far, whatever the order of their rows. */
	seenPages: Set<string>;
	/** Keys of the rows so far. */
	seenRows: Set<string>;
	previousPage?: string;
	/** The total, as long as each page states the same one and the first page has fewer rows; else 0. */
	sureTotal?: number;
	pagesWithoutIds: number;
	isDone: boolean;
}

const createPaginationState = (): PaginationState => ({
	report: { received: 0, total: 0, repeated: 0, malformed: 0 },
	seenPages: new Set(),
	seenRows: new Set(),
	pagesWithoutIds: 0,
	isDone: false,
});

/** The rows of this page that no earlier page had. A page without any ends the list. */
function newRowsOf(state: PaginationState, index: number, page: ListPage): IDataObject[] {
	const { report } = state;
	const length = page.rows.length + page.malformed;
	const content = digest([...page.rows.map(keyOf).sort(), page.malformed]);
	const isSame = content === state.previousPage;
	state.previousPage = content;
	// Where pages count from 1, index 0 returns nothing, or the same as index 1.
	if ((index === 0 && length === 0) || (index === 1 && length > 0 && isSame)) return [];

	trackTotal(state, page.count, length);
	const { rows, hasNew } = withoutSeen(page.rows, state.seenRows);
	// Many rows may look the same, as long as Hero's total includes them.
	const isNothingNew = page.rows.length > 0 && !hasNew && (report.total === 0 || rows.length === 0);
	if (length === 0 || isNothingNew || state.seenPages.has(content)) {
		state.isDone = true;
		// An empty page is an end. A page with known rows only may hide one.
		if (length > 0) report.doubt = 'samePage';
		return [];
	}
	state.seenPages.add(content);
	if (!page.rows.some(hasId)) state.pagesWithoutIds++;
	report.malformed += page.malformed;
	report.repeated += page.rows.length - rows.length;
	return rows;
}

function trackTotal(state: PaginationState, count: number, length: number): void {
	const total = count > length ? count : 0;
	state.report.total = Math.max(state.report.total, total);
	state.sureTotal ??= total;
	if (count !== state.sureTotal) state.sureTotal = 0;
}

/** No further page is needed after this one, with `received` rows so far. */
function hasEnded(state: PaginationState, index: number, received: number): boolean {
	if (state.isDone) return true;
	const { report, sureTotal = 0 } = state;
	if (sureTotal > 0 && received + report.malformed >= sureTotal) return true;
	const mayContinue = sureTotal > 0 || state.pagesWithoutIds < maxPagesWithoutIds;
	if (index + 1 < maxPages && mayContinue) return false;
	report.doubt = 'noEnd';
	return true;
}

/** Drops rows that were seen before. Rows without an ID cannot be told apart, so all of them stay. */
function withoutSeen(page: IDataObject[], seen: Set<string>) {
	let hasNew = false;
	const rows = page.filter((row) => {
		const key = keyOf(row);
		const isNew = !seen.has(key);
		seen.add(key);
		hasNew ||= isNew;
		return isNew || !hasId(row);
	});
	return { rows, hasNew };
}

const idOf = (row: IDataObject): unknown => row.id ?? row.hero_id ?? undefined;

const hasId = (row: IDataObject): boolean => idOf(row) !== undefined;

const keyOf = (row: IDataObject): string =>
	hasId(row) ? `id ${JSON.stringify(idOf(row))}` : digest(row);

const digest = (value: unknown): string =>
	createHash('sha256').update(JSON.stringify(value)).digest('base64');
