import type { INodeParameters } from 'n8n-workflow';

import { networkClock, type NetworkClock } from '../support/engine/networkClock';
import {
	json,
	startHero,
	type Answer,
	type Hero,
	type Received,
} from '../support/engine/heroServer';
import { list } from '../support/engine/records';
import { byId, runHero, type RunHero } from '../support/engine/runHero';

let hero: Hero;
beforeEach(async () => {
	hero = await startHero();
});
afterEach(() => hero.stop());

const mayBeDone =
	'Hero may have carried it out all the same: check there before you send it again.';

const call = async (method: string, more: INodeParameters = {}, others: Partial<RunHero> = {}) =>
	await runHero(hero, {
		operation: 'customApiCall: send',
		parameters: { retryWhenBusy: true, method, path: '/v1/teams', ...more },
		...others,
	});

const requests = () => hero.received.length;
const busy = (wait?: string): Answer => ({
	status: 429,
	headers: wait === undefined ? {} : { 'retry-after': wait },
});

describe('Hero is busy (429)', () => {
	test.each(['GET', 'POST', 'PUT', 'PATCH', 'DELETE'])('a %s is sent again', async (method) => {
		hero.answers(busy('0'), busy(), json({ id: '7' }));
		expect(await call(method)).toMatchObject({ status: 'success', json: [{ id: '7' }] });
		expect(requests()).toBe(3);
	});

	test('not before the time that Hero asks for', async () => {
		const arrivals: number[] = [];
		hero.responds((_request, index) => {
			arrivals.push(Date.now());
			return index === 0 ? busy('1') : json({});
		});
		const { hints } = await call('POST');
		const [first, second] = arrivals;
		expect(second - first).toBeGreaterThanOrEqual(1_000);
		expect(hints).toEqual([expect.stringMatching(/^Hero was busy, so this run waited \d s\.$/)]);
	});

	test('by a date in the past it may come back at once', async () => {
		hero.answers(busy('Mon, 01 Jan 1990 00:00:00 GMT'), json({}));
		expect((await call('POST')).status).toBe('success');
	});

	test.each(['-1', '99999999999', 'soon'])(
		'an odd time to wait (%s) does not stop it',
		async (wait) => {
			hero.answers(busy(wait), json({}));
			const { status, hints } = await call('POST');
			expect([status, hints]).toEqual(['success', []]);
		},
	);

	test('longer than there is time for: it fails at once, and so does the next one', async () => {
		hero.answers(busy('600'));
		const { json: results } = await call(
			'POST',
			{},
			{ items: [{}, {}], onError: 'continueRegularOutput' },
		);
		expect(results).toMatchObject([
			{
				error: "Hero's rate limit is reached [item 0]",
				details: {
					description:
						'Hero asks to wait 600 s. Nothing was done. Wait a while, then run it again.',
					httpCode: '429',
				},
			},
			{ error: "Hero's rate limit is reached [item 1]" },
		]);
		expect(results[1].details).not.toHaveProperty('mayBeDone');
		expect(requests()).toBe(1);
	});

	test('until the time is over: the error tells how often it was tried', async () => {
		hero.answers(busy());
		const { error } = await call('POST', { keepTryingFor: 0.5 });
		expect(error?.message).toBe("Hero's rate limit is reached [item 0]");
		expect(error?.description).toMatch(
			/^Nothing was done\. Wait a while, then run it again\. Tried \d+ times in \d s\.$/,
		);
		expect(error?.description).toContain(`Tried ${requests()} times`);
	});

	test('Retry When Busy is off: it is sent once', async () => {
		hero.answers(busy('0'));
		const { error } = await call('GET', { retryWhenBusy: false });
		expect(error?.message).toBe("Hero's rate limit is reached [item 0]");
		expect(requests()).toBe(1);
	});
});

const lost: Array<[string, Answer]> = [
	['502', { status: 502 }],
	['503', { status: 503 }],
	['504', { status: 504 }],
	['a connection that breaks before Hero has read', { cut: 'unread' }],
	['a connection that breaks before Hero answers', { cut: 'read' }],
	['a connection that breaks while Hero answers', { cut: 'answering', body: '{"id"' }],
	['something that is not HTTP', { garbled: true }],
];

describe.each(lost)('%s', (_title, answer) => {
	test.each(['GET', 'DELETE'])('a %s is sent again', async (method) => {
		hero.answers(answer, answer, json({ id: '7' }));
		expect(await call(method)).toMatchObject({ status: 'success', json: [{ id: '7' }] });
		expect(requests()).toBe(3);
	});

	test.each(['POST', 'PATCH', 'PUT'])(
		'a %s is not, and it is told what to check',
		async (method) => {
			hero.answers(answer, json({ id: '7' }));
			const { error } = await call(method);
			expect(error?.description).toContain(mayBeDone);
			expect(requests()).toBe(1);
		},
	);

	test('a DELETE that finds nothing when it is sent again is done', async () => {
		hero.answers(answer, { status: 404 });
		expect(await call('DELETE')).toMatchObject({ status: 'success', json: [{ deleted: true }] });
	});

	test('what is refused when it is sent again may be done all the same', async () => {
		hero.answers(answer, { status: 409 });
		const { error } = await call('DELETE');
		expect(error?.message).toBe('Hero refused the request (status 409) [item 0]');
		expect(error?.description).toContain(mayBeDone);
	});

	test('on to a busy Hero, until the time is over: it may be done all the same', async () => {
		hero.answers(answer, busy());
		const { error } = await call('DELETE', { keepTryingFor: 0.3 });
		expect(error?.message).toBe("Hero's rate limit is reached [item 0]");
		expect(error?.description).toContain(mayBeDone);
		expect(error?.description).not.toContain('Nothing was done');
	});
});

describe('data that came in part', () => {
	const torn: Answer = { body: '[{"id": "7"', headers: { 'content-type': 'application/json' } };

	test('to a GET: they are asked for again', async () => {
		hero.answers(torn, torn, json({ id: '7' }));
		expect(await call('GET')).toMatchObject({ status: 'success', json: [{ id: '7' }] });
		expect(requests()).toBe(3);
	});

	test.each(['POST', 'PATCH', 'PUT', 'DELETE'])('to a %s: it may be done', async (method) => {
		hero.answers(torn, json({ id: '7' }));
		const { error } = await call(method);
		expect(error?.message).toBe('Hero answered with something other than data [item 0]');
		expect(error?.description).toContain(mayBeDone);
		expect(requests()).toBe(1);
	});

	test('a web page is no such thing', async () => {
		hero.answers({ body: '<html>', headers: { 'content-type': 'text/html' } });
		expect((await call('GET')).status).toBe('error');
		expect(requests()).toBe(1);
	});
});

test('a DELETE that finds nothing at first is not done', async () => {
	hero.answers(busy('0'), { status: 404 });
	const { error } = await call('DELETE');
	expect(error?.message).toBe('Hero did not find what was asked for [item 0]');
});

test.each([400, 401, 403, 404, 405, 409, 422, 501])('%i is not tried again', async (status) => {
	hero.answers({ status }, json({}));
	expect((await call('GET')).status).toBe('error');
	expect(requests()).toBe(1);
});

test.each([408, 425, 500, 520, 523, 527])(
	'%i to a read is tried again, to a write not',
	async (status) => {
		hero.answers({ status }, json({ id: '7' }));
		expect((await call('GET')).json).toEqual([{ id: '7' }]);
		expect(requests()).toBe(2);

		hero.received.length = 0;
		hero.answers({ status });
		for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) await call(method);
		expect(requests()).toBe(4);
	},
);

describe('an answer that does not come in time', () => {
	let clock: NetworkClock;
	const callInTime = async (method: string) =>
		await clock.during(async () => await call(method, { timeout: 20 }, { node: clock.node }));
	const late = async (received: Received): Promise<Answer> => {
		await clock.delay(received, 30_000);
		return json({ id: '6' });
	};
	const endless = (received: Received): Answer => {
		void clock.delay(received, 30_000);
		return { body: [], endless: true };
	};

	describe.each([
		['begins too late', late],
		['never comes to its end', endless],
	])('and %s', (_, answer) => {
		beforeEach(() => {
			clock = networkClock();
			hero.responds(async (received, index) =>
				index === 0 ? await answer(received) : json({ id: '7' }),
			);
		});

		test('to a GET: it is asked for again', async () => {
			expect(await callInTime('GET')).toMatchObject({ json: [{ id: '7' }] });
			expect(requests()).toBe(2);
		});

		test('to a POST: it is told that it may be done', async () => {
			const { error } = await callInTime('POST');
			expect(error?.message).toBe(`No answer came from ${hero.host} in time [item 0]`);
			expect(error?.description).toContain(mayBeDone);
			expect(error?.context).toMatchObject({ mayBeDone: true });
			expect(requests()).toBe(1);
		});
	});

	test.each([0, -1, 'long'])('a time of %p is refused', async (timeout) => {
		const { error } = await call('GET', { timeout });
		expect(error?.message).toBe("'Timeout (Seconds)' needs a number above 0");
		expect(requests()).toBe(0);
	});
});

describe('where nobody answers', () => {
	test('a POST is tried again, since it did not leave, and it is told soon', async () => {
		const { host } = hero;
		await hero.stop();
		const { error } = await call('POST', { keepTryingFor: 0.5 });
		expect(error?.message).toBe(`Hero could not be reached at ${host} [item 0]`);
		expect(error?.description).toMatch(/^Nothing was sent\..+ECONNREFUSED\. Tried \d+ times/);
		expect(error?.context).not.toHaveProperty('mayBeDone');
		hero = await startHero();
	});
});

describe('a list', () => {
	const rows = (first: number, count: number) =>
		Array.from({ length: count }, (_, index) => ({ id: `${first + index}` }));
	const getMany = async (operation: string, parameters: INodeParameters) =>
		await runHero(hero, { operation, parameters: { retryWhenBusy: true, ...parameters } });

	test('comes whole, though Hero is busy or breaks off between its pages', async () => {
		hero.answers(
			json({ data: rows(0, 50), count: 120 }),
			busy('0'),
			{ cut: 'answering', body: '{"data":' },
			json({ data: rows(50, 50), count: 120 }),
			{ status: 503 },
			json({ data: rows(100, 20), count: 120 }),
		);
		const { json: found, hints } = await getMany('slot: getMany', { returnAll: true });
		expect(found).toEqual(rows(0, 120));
		expect(hints).toEqual([]);
	});

	test('that Hero moves about while it is read is told of', async () => {
		hero.answers(json({ data: rows(0, 50), count: 97 }), json({ data: rows(47, 50), count: 97 }));
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
		hero.responds(({ target }) => {
			const query = new URL(target, hero.url).searchParams;
			const size = Number(query.get('page_size') ?? 120);
			const index = Number(query.get('page_index') ?? 0);
			return json({ data: rows(0, 120).slice(index * size, (index + 1) * size), count: 120 });
		});
		expect((await getMany(operation, parameters)).hints).toEqual(expected);
	});

	test('of which Hero does not say how long it is gives no hint', async () => {
		hero.answers(json(list(...rows(0, 50))));
		expect((await getMany('slot: getMany', {})).hints).toEqual([]);
	});

	test('cut for several items gives one hint', async () => {
		hero.answers(json(list(...rows(0, 80))));
		const { hints } = await runHero(hero, { operation: 'location: getMany', items: [{}, {}, {}] });
		expect(hints).toEqual([
			'Hero has more rows than Limit for 3 items. Return All takes them all.',
		]);
	});
});

test('a record chosen by its ID is asked for again, too', async () => {
	hero.answers({ status: 503 }, json({ id: '48213' }));
	const { json: found } = await runHero(hero, {
		operation: 'appointment: get',
		parameters: { retryWhenBusy: true, id: byId('48213') },
	});
	expect(found).toMatchObject([{ id: '48213' }]);
});
