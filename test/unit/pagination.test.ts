import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';

import { listRows, type ListReport } from '../../nodes/HeroHealth/transport/pagination';

/** A kind of pagination; Hero documents none. */
interface Paging {
	/** The highest number of rows of a page. */
	cap: number;
	/** The page at index 0 where pages count from 1; "zero" where they count from 0. */
	first: 'zero' | 'empty' | 'same';
	count: 'total' | 'page' | 'absent';
	/** The number of new rows that appear before all others after each request. */
	shift: number;
}

/** A fake list that records the requested indexes, and fails a test that reads without end. */
function server(rows: IDataObject[], { cap, first, count, shift }: Paging) {
	const current = [...rows];
	const requests: number[] = [];
	return {
		requests,
		pages: () => Math.ceil(current.length / cap),
		async fetchPage(index: number): Promise<unknown> {
			requests.push(index);
			if (requests.length > 500) throw new Error('The list is read without end');
			const page = first === 'zero' ? index : first === 'same' ? Math.max(index - 1, 0) : index - 1;
			const data = page < 0 ? [] : current.slice(page * cap, (page + 1) * cap);
			const total = current.length;
			for (let i = 0; i < shift; i++) current.unshift({ id: `new ${requests.length} ${i}` });
			return count === 'absent'
				? { data }
				: { data, count: count === 'total' ? total : data.length };
		},
	};
}

const rowsOf = (length: number, idName = 'id') =>
	Array.from({ length }, (_, index): IDataObject => ({ [idName]: index, name: `row ${index}` }));

const paging = fc.record<Paging>({
	cap: fc.integer({ min: 2, max: 60 }),
	first: fc.constantFrom('zero', 'empty', 'same'),
	count: fc.constantFrom('total', 'page', 'absent'),
	shift: fc.constant(0),
});
const amount = fc.oneof(fc.integer({ min: 0, max: 10 }), fc.integer({ min: 0, max: 300 }));

describe('all rows of a list', () => {
	test('are reduced by `mapRow`, even to rows that look the same', async () => {
		const shift = 1;
		const { fetchPage } = server(rowsOf(30), { cap: 10, first: 'zero', count: 'absent', shift });
		const kept: unknown[] = [];
		const mapRow = ({ name }: IDataObject) => (kept.push(name), { name });
		const report = jest.fn();
		const rows = await listRows(fetchPage, Infinity, { mapRow, onEnd: report });
		expect(rows).toEqual(rowsOf(30).map(({ name }) => ({ name })));
		// Repeated rows were not kept a second time.
		expect(kept).toHaveLength(30);
		const [[{ repeated, total }]] = report.mock.calls as ListReport[][];
		expect(total).toBe(0);
		expect(repeated).toBeGreaterThan(0);
	});

	test('come once each, in their order, with any pagination', async () => {
		const known = paging.filter(({ first, count }) => first !== 'empty' || count === 'total');
		await fc.assert(
			fc.asyncProperty(amount, known, async (length, kind) => {
				const { fetchPage, requests, pages } = server(rowsOf(length), kind);
				expect(await listRows(fetchPage, Infinity)).toEqual(rowsOf(length));
				expect(requests.length).toBeLessThanOrEqual(pages() + 2);
			}),
			{ numRuns: 500 },
		);
	});

	test('come where index 0 is empty and the response has no total', async () => {
		await fc.assert(
			fc.asyncProperty(amount, paging, fc.constantFrom('page', 'absent'), async (...inputs) => {
				const [length, kind, count] = inputs;
				const hero = server(rowsOf(length), { ...kind, first: 'empty', count });
				expect(await listRows(hero.fetchPage, Infinity)).toEqual(rowsOf(length));
				expect(hero.requests.length).toBeLessThanOrEqual(hero.pages() + 2);
			}),
		);
	});

	test('come once each while new rows move them to later pages', async () => {
		const shift = fc.integer({ min: 1, max: 9 });
		await fc.assert(
			fc.asyncProperty(amount, paging, shift, async (length, kind, pushed) => {
				fc.pre(kind.first === 'zero' && pushed < kind.cap);
				const { fetchPage, requests, pages } = server(rowsOf(length), { ...kind, shift: pushed });
				expect(await listRows(fetchPage, Infinity)).toEqual(rowsOf(length));
				expect(requests.length).toBeLessThanOrEqual(pages() + 2);
			}),
		);
	});

	test.each(['hero_id', 'uuid', 'name'])(
		'come once each when they are identified by %s',
		async (idName) => {
			await fc.assert(
				fc.asyncProperty(amount, paging, async (length, kind) => {
					fc.pre(kind.first !== 'empty' || kind.count === 'total');
					const rows = rowsOf(length, idName);
					expect(await listRows(server(rows, kind).fetchPage, Infinity)).toEqual(rows);
				}),
			);
		},
	);

	test('come where the server ignores the index', async () => {
		const requests: number[] = [];
		const whole = async (index: number) => {
			requests.push(index);
			return { data: rowsOf(30) };
		};
		expect(await listRows(whole, Infinity)).toEqual(rowsOf(30));
		expect(requests.length).toBeLessThanOrEqual(3);
	});

	test('come where the response is a bare list', async () => {
		const pages = [rowsOf(20), []];
		expect(await listRows(async (index) => pages[index] ?? [], Infinity)).toEqual(rowsOf(20));
	});

	test('end where the last page repeats for ever', async () => {
		const rows = rowsOf(45);
		const last = async (index: number) => rows.slice(Math.min(index, 2) * 20).slice(0, 20);
		expect(await listRows(last, Infinity)).toEqual(rows);
	});
});

/** Reads a list of these pages, the last of which repeats, and returns the report and the number of requests. */
async function readAll(pages: unknown[], limit = Infinity) {
	let report: ListReport | undefined;
	let requests = 0;
	const fetchPage = async (index: number) => {
		requests++;
		return pages[Math.min(index, pages.length - 1)];
	};
	const rows = await listRows(fetchPage, limit, { onEnd: (one) => (report = one) });
	return { rows, requests, report };
}

describe('a list that may be incomplete is recognized', () => {
	test('by the total that Hero states', async () => {
		const { rows, report } = await readAll([
			{ data: rowsOf(50), count: 200 },
			{ data: [], count: 200 },
		]);
		expect(rows).toHaveLength(50);
		expect(report).toMatchObject({ received: 50, total: 200 });
		expect(report?.incompleteReason).toBeUndefined();
	});

	test('by a repeated page in place of an end', async () => {
		expect((await readAll([{ data: rowsOf(50) }])).report).toMatchObject({
			incompleteReason: 'repeatedPage',
		});
	});

	test('a short page in the middle is not the end', async () => {
		const all = rowsOf(100);
		const pages = [all.slice(0, 50), all.slice(50, 53), all.slice(53), []];
		const { rows, report } = await readAll(pages.map((data) => ({ data })));
		expect(rows).toEqual(all);
		expect(report).toEqual({ received: 100, total: 0, repeated: 0, malformed: 0 });
	});

	test('a count that changes from page to page is no total', async () => {
		const all = rowsOf(120);
		for (const counts of [
			[50, 100, 120, 120],
			[70, 20, 0, 0],
		]) {
			const pages = counts.map((count, index) => ({
				data: all.slice(index * 50, (index + 1) * 50),
				count,
			}));
			expect((await readAll(pages)).rows).toEqual(all);
		}
	});

	test('an empty page at the end leaves no doubt', async () => {
		const { report } = await readAll([rowsOf(5), []]);
		expect(report).toEqual({ received: 5, total: 0, repeated: 0, malformed: 0 });
	});
});
describe('rows without an ID', () => {
	const named = (length: number, more: IDataObject = {}) =>
		rowsOf(length, 'name').map((row) => ({ ...row, ...more }));
	const fetching = (pageOf: (index: number) => unknown) => {
		let requests = 0;
		return {
			requests: () => requests,
			fetchPage: async (index: number) => {
				if (++requests > 1_000) throw new Error('The list is read without end');
				return pageOf(index);
			},
		};
	};

	test('with a field that changes on each page end, and the report says so', async () => {
		const endless = fetching((index) => named(10, { read_at: index }));
		const report = jest.fn();
		await listRows(endless.fetchPage, Infinity, { onEnd: report });
		expect(endless.requests()).toBe(200);
		expect(report).toHaveBeenCalledWith(
			expect.objectContaining({ incompleteReason: 'tooManyPages' }),
		);
	});

	test('in alternating pages are taken once', async () => {
		const pages = [named(10), named(10, { other: true })];
		const { requests, fetchPage } = fetching((index) => pages[index % 2]);
		expect(await listRows(fetchPage, Infinity)).toEqual(pages.flat());
		expect(requests()).toBe(3);
	});

	test('in shuffled pages are taken once', async () => {
		const rows = named(20);
		const shuffled = (index: number) => [...rows.slice(index % 20), ...rows.slice(0, index % 20)];
		expect(await listRows(fetching(shuffled).fetchPage, Infinity)).toEqual(rows);
	});
});

test('a list with new rows on every page ends after a maximum of pages', async () => {
	let requests = 0;
	const report = jest.fn();
	await listRows(async () => [{ id: ++requests }], Infinity, { onEnd: report });
	expect(requests).toBe(5_000);
	expect(report).toHaveBeenCalledWith(
		expect.objectContaining({ incompleteReason: 'tooManyPages' }),
	);
});

describe('a limit', () => {
	test('returns the first rows of the list', async () => {
		const limits = fc.integer({ min: 1, max: 120 });
		await fc.assert(
			fc.asyncProperty(amount, paging, limits, async (length, kind, limit) => {
				fc.pre(kind.first !== 'empty' || kind.count === 'total');
				const { fetchPage, requests } = server(rowsOf(length), kind);
				expect(await listRows(fetchPage, limit)).toEqual(rowsOf(length).slice(0, limit));
				expect(requests.length).toBeLessThanOrEqual(Math.ceil(limit / kind.cap) + 2);
			}),
		);
	});

	test('that the first page reaches takes one request', async () => {
		const { fetchPage, requests } = server(rowsOf(100), {
			cap: 50,
			first: 'zero',
			count: 'total',
			shift: 0,
		});
		expect(await listRows(fetchPage, 50)).toHaveLength(50);
		expect(requests).toEqual([0]);
	});
});
