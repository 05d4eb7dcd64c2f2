import { pagedList, queryOf, respondByOperation } from '../support/contractTools/heroDouble';
import {
	fakeTerminal,
	localOptions,
	observeInProcess,
} from '../support/contractTools/observeInProcess';
import { useCredential } from '../support/contractTools/runObserve';
import type { HeroResponse, ReceivedRequest } from '../support/engine/heroServer';
import { useHeroServer } from '../support/engine/heroServer';

useCredential();
const hero = useHeroServer();

const admins = (count: number) => Array.from({ length: count }, (_, index) => ({ id: `${index}` }));

type ListResponder = (request: ReceivedRequest) => HeroResponse;

/** What the report says of the pages of Admin → Get Many, for a Hero that lists admins in this way. */
async function pagesOf(list: ListResponder): Promise<string | undefined> {
	hero.onRequest(respondByOperation({ listAdmins: list }));
	const { report } = await observeInProcess(localOptions(hero.url));
	return report.remarks.find((remark) => remark.startsWith('Admin → Get Many'));
}

const pageRequests = () =>
	hero.received
		.filter(({ target }) => target.startsWith('/v1/admins'))
		.map(queryOf)
		.filter(({ page_size }) => page_size !== 'many');

describe('the pages of a list', () => {
	test.each([
		[0, 'The first page has page_index 0.'],
		[1, 'The first page has page_index 1.'],
	])('begin with page_index %d', async (firstIndex, words) => {
		expect(await pagesOf(pagedList(admins(30), { firstIndex }))).toContain(words);
	});

	test('begin with both, where Hero takes 0 for 1', async () => {
		const list = pagedList(admins(30), { firstIndex: 1 });
		const lenient: ListResponder = (request) =>
			list({ ...request, target: request.target.replace('page_index=0', 'page_index=1') });
		expect(await pagesOf(lenient)).toContain('page_index 0 and 1 give the same page.');
	});

	test('are not clear where the order changes from request to request', async () => {
		let next = 0;
		const shuffled: ListResponder = () => ({ body: { data: [{ id: `${next++}` }], count: 9 } });
		expect(await pagesOf(shuffled)).toContain(
			'It is not clear which page_index the first page has.',
		);
	});

	test('have no effect where Hero gives everything', async () => {
		const whole: ListResponder = () => ({ body: { data: admins(30), count: 30 } });
		expect(await pagesOf(whole)).toContain('page_size has no effect.');
		expect(pageRequests()).toHaveLength(3);
	});

	test.each([
		['total' as const, 'count is the number of all records.'],
		['page' as const, 'count is the number of records on the page.'],
	])('tell what count counts: %s', async (counts, words) => {
		expect(await pagesOf(pagedList(admins(30), { counts }))).toContain(words);
	});

	test.each([
		['total' as const, 'count is the number of all records.'],
		['page' as const, 'count is the number of records on the page.'],
	])('tell what count counts where page_index begins with 1: %s', async (counts, words) => {
		expect(await pagesOf(pagedList(admins(15), { counts, firstIndex: 1 }))).toContain(words);
	});

	test('do not tell what count counts where there is one record', async () => {
		const remark = await pagesOf(pagedList(admins(1)));
		expect(remark).toContain('It is not clear what count counts');
	});

	test('are not asked for where a list is empty', async () => {
		expect(await pagesOf(pagedList([]))).toBeUndefined();
		expect(pageRequests()).toEqual([{}]);
	});
});

describe('the size of a page', () => {
	test('is told without page_size, and at its largest', async () => {
		const remark = await pagesOf(pagedList(admins(300), { largest: 100 }));
		expect(remark).toContain('A page has 20 records without page_size.');
		expect(remark).toContain('The largest page has 100 records.');
		expect(remark).toContain('200 asked, 100 came');
	});

	test('does not tell how many records there are', async () => {
		const remark = await pagesOf(pagedList(admins(37), { largest: 100 }));
		expect(remark).toContain('50 asked, all records came');
		expect(remark).not.toContain('37');
		const uncounted = await pagesOf(pagedList(admins(37), { largest: 100, counts: 'page' }));
		expect(uncounted).toContain('50 asked, fewer came');
	});

	test('is told as far as it shows where count is the number on the page', async () => {
		const remark = await pagesOf(pagedList(admins(300), { largest: 100, counts: 'page' }));
		expect(remark).toContain('100 asked, 100 came; 200 asked, as many as for the size before came');
		expect(remark).not.toContain('The largest page');
	});

	test('is asked for no further than it grows', async () => {
		await pagesOf(pagedList(admins(300), { largest: 100 }));
		expect(pageRequests()).toEqual([
			{},
			{ page_index: '0', page_size: '1' },
			{ page_index: '1', page_size: '1' },
			{ page_size: '50' },
			{ page_size: '100' },
			{ page_size: '200' },
		]);
	});

	test('is asked for five times at most', async () => {
		await pagesOf(pagedList(admins(3000), { largest: 5000 }));
		expect(pageRequests().map(({ page_size }) => page_size)).toEqual([
			...[undefined, '1', '1'],
			...['50', '100', '200', '500', '1000'],
		]);
	});

	test('is asked for in production only where a list has no patients', async () => {
		const list = pagedList(admins(300));
		hero.onRequest(respondByOperation({ listAdmins: list, listEpisodes: list }));
		const options = localOptions(hero.url);
		const live = { ...options.environment!, kind: 'live' as const };
		const terminal = fakeTerminal({ isInteractive: false });
		await observeInProcess({ ...options, environment: live, isConfirmed: true }, terminal);
		const sizesOf = (path: string) =>
			hero.received
				.filter(({ target }) => target.startsWith(path))
				.flatMap((request) => queryOf(request).page_size ?? []);
		expect(sizesOf('/v1/admins')).toContain('200');
		expect(sizesOf('/v1/episodes')).toEqual(['1', '1']);
	});
});

describe('moments', () => {
	test('without UTC are named by their fields', async () => {
		const times = { created_at: '2026-03-15T09:30:00', sent_at: '2026-03-15T09:30:00+01:00' };
		hero.onRequest(respondByOperation({ getConfiguration: { body: times } }));
		const { report } = await observeInProcess(localOptions(hero.url));
		expect(report.remarks).toEqual(
			expect.arrayContaining([
				'Moments have an offset in 1 field: getConfiguration sent_at. The contract says UTC (x-conventions.times).',
				'Moments have no time zone in 1 field: getConfiguration created_at. The contract says UTC (x-conventions.times).',
			]),
		);
	});
});

describe('a field that Hero leaves out', () => {
	const absentOf = async (records: unknown[]) => {
		hero.onRequest(respondByOperation({ listAdmins: { body: { data: records, count: 2 } } }));
		const { report } = await observeInProcess(localOptions(hero.url));
		return report.findings.flatMap(({ operationId, hero: words, name }) =>
			operationId === 'listAdmins' && words === 'in no response' ? [name] : [],
		);
	};

	test('is named, and is not clear, if no record has it', async () => {
		expect(await absentOf([{ id: '1' }, { id: '2' }])).toContain('data[].first_name');
	});

	test('is not named if a record has it, or if there is no record', async () => {
		const records = [{ id: '1' }, { id: '2', first_name: 'Sam' }];
		expect(await absentOf(records)).not.toContain('data[].first_name');
		expect(await absentOf([])).toEqual([]);
	});
});

describe('a path that Hero does not have', () => {
	const noPath = { status: 404, body: { error: 'Cannot GET' } };
	const noRecord = { status: 404, body: { error: 'There is no such record' } };
	const respond = (responses: Record<string, HeroResponse>) => (request: ReceivedRequest) => {
		if (request.target.includes('no-such-call')) return noPath;
		if (request.target.includes('999999999999999')) return noRecord;
		return respondByOperation({ listForms: { body: { data: admins(2) } }, ...responses })(request);
	};
	const findingOf = async (response: HeroResponse, notFound = noPath) => {
		hero.onRequest((request) => {
			const given = respond({ listAppointments: response })(request);
			return given === noPath ? notFound : given;
		});
		const { report } = await observeInProcess(localOptions(hero.url));
		return report.findings.find(({ operationId }) => operationId === 'listAppointments');
	};

	test('is told by a 404 that is another than that of a record', async () => {
		expect(await findingOf(noPath)).toMatchObject({
			verdict: 'only ours',
			part: 'path',
			isGuess: true,
			hero: 'status 404: no such path',
		});
	});

	test('is not clear where the 404 of a record is the same', async () => {
		expect(await findingOf(noRecord, noRecord)).toMatchObject({
			verdict: 'not clear',
			part: 'call',
		});
	});

	test('is told by a 405 for its method', async () => {
		expect(await findingOf({ status: 405, body: {} })).toMatchObject({
			verdict: 'refuted',
			part: 'method',
			ours: 'GET',
		});
	});

	test('may want parameters, which are named as far as the contract has them', async () => {
		const message = [
			{ code: 'x', expected: 'y', path: ['query', 'start_date'] },
			{ path: ['secret'] },
		];
		hero.onRequest(respond({ listSlots: { status: 400, body: { message } } }));
		const { report } = await observeInProcess(localOptions(hero.url));
		const slots = report.findings.find(({ operationId }) => operationId === 'listSlots');
		expect(slots?.hero).toBe('status 400: Hero wants other parameters (start_date)');
	});
});
