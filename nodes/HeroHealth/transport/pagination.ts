import { createHash } from 'crypto';
import type { IDataObject } from 'n8n-workflow';
import { UserError } from 'n8n-workflow';

/** Rows per page, as in the contract's example. Hero documents neither a default nor a maximum. */
export const pageSize = 50;

/** A limit above the longest list of a practice. A server that sends more pages would never stop. */
const maxPages = 5_000;

/** A limit for pages of rows without IDs, since such rows do not show that a page is repeated. */
const maxPagesWithoutIds = 200;

/** The report on a list that was read. */
export interface ListReport {
	/** The number of rows that were returned, malformed ones left out. */
	received: number;
	/** The total that Hero states; 0 if it states none. */
	total: number;
	/** The number of rows that were received a second time. */
	repeated: number;
	/** The number of rows that were no records, such as null. */
	malformed: number;
	/** The reason why rows may be missing although Hero's total does not show it. */
	incompleteReason?: 'repeatedPage' | 'tooManyPages';
}

/** Options for reading a list page by page. */
interface ListOptions {
	/** Maps each row to the needed data, since whole rows of long lists would need far more memory. */
	mapRow?(row: IDataObject): IDataObject;
	/** Called once, after the last page. */
	onEnd?(report: ListReport): void;
}

/**
 * Reads the rows of a list page by page, up to `limit`. `fetchPage` returns the body of the page with this
 * index, which starts at 0.
 *
 * Hero does not document whether the first index is 0 or 1 everywhere, whether `count` is the total or the
 * size of the page, or how large a page may be. So reading stops at a page without new rows, at the limit, at
 * a confirmed total, or after a maximum number of pages. A row that is received twice is returned once. Throws
 * a UserError for a response without a list.
 */
export async function listRows(
	fetchPage: (index: number) => Promise<unknown>,
	limit: number,
	{ mapRow = (row) => row, onEnd }: ListOptions = {},
): Promise<IDataObject[]> {
	const rows: IDataObject[] = [];
	const state = createPaginationState();
	for (let index = 0; rows.length < limit; index++) {
		const newRows = newRowsOf(state, index, readList(await fetchPage(index)));
		for (const row of newRows) rows.push(mapRow(row));
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

/** True if the body holds a list in one of the known forms. */
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
	/** The total if each page states the same one and the first page has fewer rows; else 0. */
	confirmedTotal?: number;
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

/** Returns the rows of this page that no earlier page had. A page without new rows ends the list. */
function newRowsOf(state: PaginationState, index: number, page: ListPage): IDataObject[] {
	const { report } = state;
	const length = page.rows.length + page.malformed;
	const content = digest([...page.rows.map(keyOf).sort(), page.malformed]);
	const isSame = content === state.previousPage;
	state.previousPage = content;
	// If the first index is 1, index 0 returns nothing or the same page as index 1.
	if ((index === 0 && length === 0) || (index === 1 && length > 0 && isSame)) return [];

	trackTotal(state, page.count, length);
	const { rows, hasNew } = withoutSeen(page.rows, state.seenRows);
	// Many rows may look the same, as long as Hero's total includes them.
	const hasNothingNew =
		page.rows.length > 0 && !hasNew && (report.total === 0 || rows.length === 0);
	if (length === 0 || hasNothingNew || state.seenPages.has(content)) {
		state.isDone = true;
		// An empty page ends the list. A page with known rows only may hide further rows.
		if (length > 0) report.incompleteReason = 'repeatedPage';
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
	state.confirmedTotal ??= total;
	if (count !== state.confirmedTotal) state.confirmedTotal = 0;
}

/** True if no further page is needed after this one. `received` is the number of rows so far. */
function hasEnded(state: PaginationState, index: number, received: number): boolean {
	if (state.isDone) return true;
	const { report, confirmedTotal = 0 } = state;
	if (confirmedTotal > 0 && received + report.malformed >= confirmedTotal) return true;
	const mayContinue = confirmedTotal > 0 || state.pagesWithoutIds < maxPagesWithoutIds;
	if (index + 1 < maxPages && mayContinue) return false;
	report.incompleteReason = 'tooManyPages';
	return true;
}

/** Drops rows that were seen before. Rows without an ID cannot be distinguished, so all of them stay. */
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
