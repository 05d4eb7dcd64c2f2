import type { IDataObject } from 'n8n-workflow';

import { listOf, listRows, type ListReport } from '../../nodes/HeroHealth/transport/pagination';

const rowsOf = (length: number, idName = 'id') =>
	Array.from({ length }, (_, index): IDataObject => ({ [idName]: index, name: `row ${index}` }));

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

describe('a row that is no record', () => {
	test.each([[[null]], [[null, undefined, null]]])('%j does not end a list', async (bad) => {
		const [first, ...others] = rowsOf(30);
		const { rows, report } = await readAll([[first, ...bad], bad, others, []]);
		expect(rows).toEqual([first, ...others]);
		expect(report).toMatchObject({ malformed: 2 * bad.length });
	});

	test('such as a bare text is wrapped in one', () => {
		expect(listOf({ data: ['a', 7, ['b'], null] })).toEqual([
			{ value: 'a' },
			{ value: 7 },
			{ value: ['b'] },
		]);
	});

	test('is part of the total that Hero states', async () => {
		const page = (...rows: unknown[]) => ({ data: rows, count: 4 });
		const { rows, requests } = await readAll([page({ id: 1 }, null), page({ id: 2 }, { id: 3 })]);
		expect(rows).toHaveLength(3);
		expect(requests).toBe(2);
	});
});
describe('a response without a list', () => {
	test.each([
		[undefined],
		[null],
		['text'],
		[{}],
		[{ data: null }],
		[{ data: { id: 1 } }],
		[{ rows: [] }],
	])('throws, and is not read as an empty list: %j', async (body) => {
		expect(() => listOf(body)).toThrow('Hero answered without a list');
		await expect(listRows(async () => body, 10)).rejects.toThrow('Hero answered without a list');
	});

	test('such as a refusal of index 0 reaches the user, and no other page is requested', async () => {
		const refusal = new Error('Hero did not accept the values');
		const requests: number[] = [];
		const refuse = async (index: number) => {
			requests.push(index);
			throw refusal;
		};
		await expect(listRows(refuse, 10)).rejects.toBe(refusal);
		expect(requests).toEqual([0]);
	});

	test('on a later page throws, too', async () => {
		const pages = [{ data: rowsOf(20), count: 40 }, { unexpected: true }];
		await expect(listRows(async (index) => pages[index], Infinity)).rejects.toThrow(
			'Hero answered without a list',
		);
	});
});

test('a list without pages is the data of the response, or the response itself', () => {
	expect(listOf({ data: rowsOf(3), count: 3 })).toEqual(rowsOf(3));
	expect(listOf(rowsOf(3))).toEqual(rowsOf(3));
	expect(listOf({ data: [] })).toEqual([]);
});
