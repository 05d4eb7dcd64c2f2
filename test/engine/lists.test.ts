import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { jsonResponse, useHeroServer, type HeroResponse } from '../support/engine/heroServer';
import { list } from '../support/engine/records';
import { runHero } from '../support/engine/runHero';

const hero = useHeroServer();

const rows = (count: number, first = 0): IDataObject[] =>
	Array.from({ length: count }, (_, index) => ({ id: `${900_001 + first + index}` }));

interface Paging {
	/** The number of rows of the list. */
	total: number;
	/** The maximum page size. */
	largest?: number;
	/** The meaning of `count` in the response. */
	count?: 'total' | 'page' | 'nothing';
	/** The response to index 0 when pages count from 1. */
	fromOne?: 'first page' | 'nothing';
}

/** Makes Hero respond with a paginated list. */
function paging({ total, largest = 200, count = 'total', fromOne }: Paging) {
	hero.onRequest(({ target }): HeroResponse => {
		const query = new URL(target, hero.url).searchParams;
		const size = Math.min(Number(query.get('page_size')), largest);
		const requestedIndex = Number(query.get('page_index'));
		const index = fromOne ? Math.max(requestedIndex, 1) - 1 : requestedIndex;
		const empty = fromOne === 'nothing' && requestedIndex === 0;
		const data = empty ? [] : rows(total).slice(index * size, (index + 1) * size);
		if (count === 'nothing') return jsonResponse({ data });
		return jsonResponse({ data, count: count === 'total' ? total : data.length });
	});
}

const getMany = async (parameters: INodeParameters) =>
	await runHero(hero, { operation: 'slot: getMany', parameters });

const requestedPages = () =>
	hero.received.map(({ target }) => {
		const query = new URL(target, hero.url).searchParams;
		return [Number(query.get('page_index')), Number(query.get('page_size'))];
	});

describe('Return All returns every row once', () => {
	test.each<[string, Paging, number[]]>([
		['a page that is not full', { total: 3 }, [0, 1]],
		['pages, of which count is the total', { total: 120 }, [0, 1, 2]],
		['full pages, of which count is the total', { total: 100 }, [0, 1]],
		['pages, of which count is the size', { total: 120, count: 'page' }, [0, 1, 2, 3]],
		['full pages, of which count is the size', { total: 100, count: 'page' }, [0, 1, 2]],
		['pages without a count', { total: 120, count: 'nothing' }, [0, 1, 2, 3]],
		['pages of five without a count', { total: 12, count: 'nothing', largest: 5 }, [0, 1, 2, 3]],
		['pages shorter than asked for', { total: 45, largest: 20 }, [0, 1, 2]],
		['such pages without a total', { total: 45, largest: 20, count: 'page' }, [0, 1, 2, 3]],
		[
			'pages that count from 1, 0 being the first',
			{ total: 120, fromOne: 'first page' },
			[0, 1, 2, 3],
		],
		['pages that count from 1, 0 being empty', { total: 120, fromOne: 'nothing' }, [0, 1, 2, 3]],
	])('%s', async (_title, all, asked) => {
		paging(all);
		const run = await getMany({ returnAll: true });
		expect(run.status).toBe('success');
		expect(run.json).toEqual(rows(all.total));
		expect(run.hints).toEqual([]);
		expect(requestedPages()).toEqual(asked.map((index) => [index, 50]));
	});

	test('an empty list gives no rows', async () => {
		paging({ total: 0 });
		expect(await getMany({ returnAll: true })).toMatchObject({ status: 'success', json: [] });
	});

	test('rows that move to the next page during the reading are not repeated', async () => {
		hero.respondWith(jsonResponse(list(...rows(50))), jsonResponse(list(...rows(30, 49))));
		expect((await getMany({ returnAll: true })).json).toEqual(rows(79));
	});

	test('a list that ignores the page index ends', async () => {
		hero.respondWith(jsonResponse(list(...rows(50))));
		expect((await getMany({ returnAll: true })).json).toEqual(rows(50));
		expect(hero.received.length).toBeLessThan(5);
	});

	test('identical rows without an ID are all returned', async () => {
		const same = Array.from({ length: 60 }, () => ({ start_time: '2026-03-15T09:30:00Z' }));
		hero.respondWith(
			jsonResponse({ data: same.slice(0, 50), count: 60 }),
			jsonResponse({ data: same.slice(50), count: 60 }),
		);
		expect((await getMany({ returnAll: true })).json).toEqual(same);
	});

	test('every page request has the filters', async () => {
		paging({ total: 60 });
		await getMany({ returnAll: true, filters: { startDate: '2026-03-16' } });
		expect(hero.received.map(({ target }) => target)).toEqual([
			'/v1/slots?start_date=2026-03-16&page_index=0&page_size=50',
			'/v1/slots?start_date=2026-03-16&page_index=1&page_size=50',
		]);
	});

	test('a failed page fails the item, and no partial list is returned', async () => {
		hero.respondWith(jsonResponse({ data: rows(50), count: 60 }), { status: 500 });
		const { error, output } = await getMany({ returnAll: true });
		expect(error?.message).toBe('Hero could not process the request (status 500) [item 0]');
		expect(output).toEqual([]);
	});
});

describe('a hint says that a list may be incomplete', () => {
	const narrow = 'Narrow it with filters, or compare it with Hero.';

	test.each(['slot: getMany', 'location: getMany'])(
		'%s counts more rows than it gives',
		async (operation) => {
			hero.onRequest(({ target }) =>
				jsonResponse({ data: target.includes('page_index=1') ? [] : rows(5), count: 200 }),
			);
			const run = await runHero(hero, { operation, parameters: { returnAll: true } });
			expect(run.json).toEqual(rows(5));
			expect(run.hints).toEqual([
				`The list may be incomplete: Hero counts 200 rows but sent 5. ${narrow}`,
			]);
		},
	);

	test('ignores the page index', async () => {
		hero.respondWith(jsonResponse({ data: rows(50) }));
		expect((await getMany({ returnAll: true })).hints).toEqual([
			`The list may be incomplete: Hero sent the same rows again instead of a next page after 50 rows. ${narrow}`,
		]);
	});

	test('has rows that are not records', async () => {
		hero.respondWith(jsonResponse({ data: [rows(1)[0], null] }), jsonResponse([]));
		const run = await getMany({ returnAll: true });
		expect(run.json).toEqual(rows(1));
		expect(run.hints).toEqual([
			'The output lacks 1 row that Hero sent without a record. Compare the list with Hero.',
		]);
	});

	test('except when Limit ended the reading', async () => {
		hero.respondWith(jsonResponse({ data: rows(5), count: 200 }));
		const { hints } = await getMany({ limit: 3 });
		expect(hints).toEqual(['Hero has 200 rows and Limit is 3. Return All takes them all.']);
	});
});

describe('Limit', () => {
	test.each<[INodeParameters, number, number[][]]>([
		[{}, 50, [[0, 50]]],
		[{ limit: 1 }, 1, [[0, 1]]],
		[{ limit: 7 }, 7, [[0, 7]]],
		[
			{ limit: 60 },
			60,
			[
				[0, 50],
				[1, 50],
			],
		],
		[
			{ limit: 500 },
			120,
			[
				[0, 50],
				[1, 50],
				[2, 50],
			],
		],
	])('%j takes no more rows, and no more pages, than needed', async (parameters, count, asked) => {
		paging({ total: 120 });
		expect((await getMany({ returnAll: false, ...parameters })).json).toEqual(rows(count));
		expect(requestedPages()).toEqual(asked);
	});

	test('may differ between items', async () => {
		paging({ total: 120 });
		const { output } = await runHero(hero, {
			operation: 'slot: getMany',
			parameters: { returnAll: '={{ $json.all }}', limit: '={{ $json.limit }}' },
			items: [{ limit: 2 }, { limit: 1 }, { all: true, limit: 1 }],
		});
		const counts = [0, 1, 2].map(
			(item) =>
				output.filter(({ pairedItem }) => (pairedItem as { item: number }).item === item).length,
		);
		expect(counts).toEqual([2, 1, 120]);
	});

	test('shortens a list without pages', async () => {
		hero.respondWith(jsonResponse(list(...rows(80))));
		const whole = async (parameters: INodeParameters) =>
			(await runHero(hero, { operation: 'location: getMany', parameters })).json.length;
		expect(await whole({ limit: 3 })).toBe(3);
		expect(await whole({})).toBe(50);
		expect(await whole({ returnAll: true })).toBe(80);
		expect(hero.received.map(({ target }) => target)).toEqual(Array(3).fill('/v1/locations'));
	});
});

describe.each(['slot: getMany', 'location: getMany'])('%s', (operation) => {
	test.each([
		['an empty list', list(), []],
		['an empty list as an array', [], []],
		['an array', rows(2), rows(2)],
		['a list with more around it', { data: rows(2), count: 2, page: 0 }, rows(2)],
	])('takes %s', async (_title, body, expected) => {
		hero.respondWith(jsonResponse(body));
		const run = await runHero(hero, { operation });
		expect(run.status).toBe('success');
		expect(run.json).toEqual(expected);
	});

	test.each([{}, { data: { id: '1' } }, { items: [] }, { data: null, count: 0 }])(
		'says that %j is no list',
		async (body) => {
			hero.respondWith(jsonResponse(body));
			const { error, output } = await runHero(hero, { operation });
			expect(error).toMatchObject({
				message: 'Hero answered without a list [item 0]',
				description: 'Its answer has another form than documented. Try another filter or a Get.',
				context: { itemIndex: 0 },
			});
			expect(output).toEqual([]);
		},
	);

	test('continues with the next item after an empty list', async () => {
		hero.onRequest(({ headers }) =>
			jsonResponse(headers['x-practice-group-id'] === '1043' ? list() : list(...rows(1))),
		);
		const { output } = await runHero(hero, {
			operation,
			parameters: { options: { practiceGroupId: '={{ $json.group }}' } },
			items: [{ group: '1043' }, { group: '1042' }],
		});
		expect(output).toEqual([{ json: rows(1)[0], pairedItem: { item: 1 } }]);
	});
});
