import type { INodeParameters } from 'n8n-workflow';

import { jsonResponse, useHeroServer, type HeroResponse } from '../support/engine/heroServer';
import { list } from '../support/engine/records';
import { runHero } from '../support/engine/runHero';

const hero = useHeroServer();

const busy = (wait?: string): HeroResponse => ({
	status: 429,
	headers: wait === undefined ? {} : { 'retry-after': wait },
});

describe('a list', () => {
	const rows = (first: number, count: number) =>
		Array.from({ length: count }, (_, index) => ({ id: `${first + index}` }));
	const getMany = async (operation: string, parameters: INodeParameters) =>
		await runHero(hero, { operation, parameters: { retryWhenBusy: true, ...parameters } });

	test('is complete although Hero is busy or breaks connections between pages', async () => {
		hero.respondWith(
			jsonResponse({ data: rows(0, 50), count: 120 }),
			busy('0'),
			{ cut: 'answering', body: '{"data":' },
			jsonResponse({ data: rows(50, 50), count: 120 }),
			{ status: 503 },
			jsonResponse({ data: rows(100, 20), count: 120 }),
		);
		const { json: found, hints } = await getMany('slot: getMany', { returnAll: true });
		expect(found).toEqual(rows(0, 120));
		expect(hints).toEqual([]);
	});

	test('that changes during the reading gives a hint', async () => {
		hero.respondWith(
			jsonResponse({ data: rows(0, 50), count: 97 }),
			jsonResponse({ data: rows(47, 50), count: 97 }),
		);
		const { json: found, hints } = await getMany('slot: getMany', { returnAll: true });
		expect(found).toEqual(rows(0, 97));
		expect(hints).toEqual([expect.stringMatching(/^Hero sent 3 rows twice, /)]);
	});

	test.each<[string, INodeParameters, string[]]>([
		['slot: getMany', {}, ['Hero has 120 rows and Limit is 50. Return All takes them all.']],
		[
			'slot: getMany',
			{ limit: 7 },
			['Hero has 120 rows and Limit is 7. Return All takes them all.'],
		],
		['slot: getMany', { limit: 120 }, []],
		['slot: getMany', { returnAll: true }, []],
		['location: getMany', {}, ['Hero has 120 rows and Limit is 50. Return All takes them all.']],
		['location: getMany', { limit: 120 }, []],
	])('%s, %j: cut where more are known', async (operation, parameters, expected) => {
		hero.onRequest(({ target }) => {
			const query = new URL(target, hero.url).searchParams;
			const size = Number(query.get('page_size') ?? 120);
			const index = Number(query.get('page_index') ?? 0);
			return jsonResponse({
				data: rows(0, 120).slice(index * size, (index + 1) * size),
				count: 120,
			});
		});
		expect((await getMany(operation, parameters)).hints).toEqual(expected);
	});

	test('without a total gives no hint', async () => {
		hero.respondWith(jsonResponse(list(...rows(0, 50))));
		expect((await getMany('slot: getMany', {})).hints).toEqual([]);
	});

	test('shortened by Limit for several items gives one hint', async () => {
		hero.respondWith(jsonResponse(list(...rows(0, 80))));
		const { hints } = await runHero(hero, { operation: 'location: getMany', items: [{}, {}, {}] });
		expect(hints).toEqual([
			'Hero has more rows than Limit for 3 items. Return All takes them all.',
		]);
	});
});
