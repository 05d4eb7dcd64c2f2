import type { INodeParameters } from 'n8n-workflow';

import { networkClock, type NetworkClock } from '../support/engine/networkClock';
import {
	jsonResponse,
	useHeroServer,
	type HeroResponse,
	type ReceivedRequest,
} from '../support/engine/heroServer';
import { byId, runHero, type HeroRunOptions } from '../support/engine/runHero';

const hero = useHeroServer();
let clock: NetworkClock;
beforeEach(() => {
	clock = networkClock();
});

const mayBeDone =
	'Hero may have carried it out all the same: check there before you send it again.';

/** Makes a call by a clock that skips each wait. */
const call = async (
	method: string,
	more: INodeParameters = {},
	others: Partial<HeroRunOptions> = {},
) =>
	await clock.during(
		async () =>
			await runHero(hero, {
				operation: 'customApiCall: send',
				parameters: { retryWhenBusy: true, method, path: '/v1/teams', ...more },
				node: clock.node,
				...others,
			}),
	);

const requests = () => hero.received.length;
const busy = (wait?: string): HeroResponse => ({
	status: 429,
	headers: wait === undefined ? {} : { 'retry-after': wait },
});

describe('Hero is busy (429)', () => {
	test.each(['GET', 'POST', 'PUT', 'PATCH', 'DELETE'])('a %s is retried', async (method) => {
		hero.respondWith(busy('0'), busy(), jsonResponse({ id: '7' }));
		expect(await call(method)).toMatchObject({ status: 'success', json: [{ id: '7' }] });
		expect(requests()).toBe(3);
	});

	test('is retried after the time in Retry-After', async () => {
		const arrivals: number[] = [];
		hero.onRequest((_request, index) => {
			arrivals.push(Date.now());
			return index === 0 ? busy('1') : jsonResponse({});
		});
		const { hints } = await call('POST');
		const [first, second] = arrivals;
		expect(second - first).toBeGreaterThanOrEqual(1_000);
		expect(hints).toEqual([expect.stringMatching(/^Hero was busy, so this run waited \d s\.$/)]);
	});

	test('is retried at once after a date in the past', async () => {
		hero.respondWith(busy('Mon, 01 Jan 1990 00:00:00 GMT'), jsonResponse({}));
		expect((await call('POST')).status).toBe('success');
	});

	test.each(['-1', '99999999999', 'soon'])(
		'is retried despite an invalid Retry-After (%s)',
		async (wait) => {
			hero.respondWith(busy(wait), jsonResponse({}));
			const { status, hints } = await call('POST');
			expect([status, hints]).toEqual(['success', []]);
		},
	);

	test('fails at once when Retry-After exceeds the retry window, and so does the next request', async () => {
		hero.respondWith(busy('600'));
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

	test('is retried until the retry window ends, and the error gives the number of attempts', async () => {
		hero.respondWith(busy());
		const { error } = await call('POST', { keepTryingFor: 0.5 });
		expect(error?.message).toBe("Hero's rate limit is reached [item 0]");
		expect(error?.description).toMatch(
			/^Nothing was done\. Wait a while, then run it again\. Tried \d+ times in \d s\.$/,
		);
		expect(error?.description).toContain(`Tried ${requests()} times`);
	});

	test('is not retried when Retry When Busy is off', async () => {
		hero.respondWith(busy('0'));
		const { error } = await call('GET', { retryWhenBusy: false });
		expect(error?.message).toBe("Hero's rate limit is reached [item 0]");
		expect(requests()).toBe(1);
	});
});

const lost: Array<[string, HeroResponse]> = [
	['502', { status: 502 }],
	['503', { status: 503 }],
	['504', { status: 504 }],
	['a connection that breaks before Hero has read', { cut: 'unread' }],
	['a connection that breaks before Hero answers', { cut: 'read' }],
	['a connection that breaks while Hero answers', { cut: 'answering', body: '{"id"' }],
	['something that is not HTTP', { garbled: true }],
];

describe.each(lost)('%s', (_title, answer) => {
	test.each(['GET', 'DELETE'])('a %s is retried', async (method) => {
		hero.respondWith(answer, answer, jsonResponse({ id: '7' }));
		expect(await call(method)).toMatchObject({ status: 'success', json: [{ id: '7' }] });
		expect(requests()).toBe(3);
	});

	test.each(['POST', 'PATCH', 'PUT'])(
		'a %s is not retried, and the error says what to check',
		async (method) => {
			hero.respondWith(answer, jsonResponse({ id: '7' }));
			const { error } = await call(method);
			expect(error?.description).toContain(mayBeDone);
			expect(requests()).toBe(1);
		},
	);

	test('a 404 on a retried DELETE means success', async () => {
		hero.respondWith(answer, { status: 404 });
		expect(await call('DELETE')).toMatchObject({ status: 'success', json: [{ deleted: true }] });
	});

	test('a request that is rejected on its retry may have been carried out', async () => {
		hero.respondWith(answer, { status: 409 });
		const { error } = await call('DELETE');
		expect(error?.message).toBe('Hero refused the request (status 409) [item 0]');
		expect(error?.description).toContain(mayBeDone);
	});

	test('a request retried until the retry window ends may have been carried out', async () => {
		hero.respondWith(answer, busy());
		const { error } = await call('DELETE', { keepTryingFor: 0.3 });
		expect(error?.message).toBe("Hero's rate limit is reached [item 0]");
		expect(error?.description).toContain(mayBeDone);
		expect(error?.description).not.toContain('Nothing was done');
	});
});

describe('a truncated response', () => {
	const truncated: HeroResponse = {
		body: '[{"id": "7"',
		headers: { 'content-type': 'application/json' },
	};

	test('to a GET is retried', async () => {
		hero.respondWith(truncated, truncated, jsonResponse({ id: '7' }));
		expect(await call('GET')).toMatchObject({ status: 'success', json: [{ id: '7' }] });
		expect(requests()).toBe(3);
	});

	test.each(['POST', 'PATCH', 'PUT', 'DELETE'])(
		'to a %s may have been carried out',
		async (method) => {
			hero.respondWith(truncated, jsonResponse({ id: '7' }));
			const { error } = await call(method);
			expect(error?.message).toBe('Hero answered with something other than data [item 0]');
			expect(error?.description).toContain(mayBeDone);
			expect(requests()).toBe(1);
		},
	);

	test('is not assumed for a web page', async () => {
		hero.respondWith({ body: '<html>', headers: { 'content-type': 'text/html' } });
		expect((await call('GET')).status).toBe('error');
		expect(requests()).toBe(1);
	});
});

test('a 404 on the first attempt of a DELETE is an error', async () => {
	hero.respondWith(busy('0'), { status: 404 });
	const { error } = await call('DELETE');
	expect(error?.message).toBe('Hero did not find what was asked for [item 0]');
});

test.each([400, 401, 403, 404, 405, 409, 422, 501])('%i is not retried', async (status) => {
	hero.respondWith({ status }, jsonResponse({}));
	expect((await call('GET')).status).toBe('error');
	expect(requests()).toBe(1);
});

test.each([408, 425, 500, 520, 523, 527])(
	'%i is retried for a read, not for a write',
	async (status) => {
		hero.respondWith({ status }, jsonResponse({ id: '7' }));
		expect((await call('GET')).json).toEqual([{ id: '7' }]);
		expect(requests()).toBe(2);

		hero.received.length = 0;
		hero.respondWith({ status });
		for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) await call(method);
		expect(requests()).toBe(4);
	},
);

describe('a response after the timeout', () => {
	const callInTime = async (method: string) => await call(method, { timeout: 20 });
	const late = async (received: ReceivedRequest): Promise<HeroResponse> => {
		await clock.delay(received, 30_000);
		return jsonResponse({ id: '6' });
	};
	const endless = (received: ReceivedRequest): HeroResponse => {
		void clock.delay(received, 30_000);
		return { body: [], endless: true };
	};

	describe.each([
		['begins too late', late],
		['never comes to its end', endless],
	])('and %s', (_, answer) => {
		beforeEach(() => {
			hero.onRequest(async (received, index) =>
				index === 0 ? await answer(received) : jsonResponse({ id: '7' }),
			);
		});

		test('to a GET is retried', async () => {
			expect(await callInTime('GET')).toMatchObject({ json: [{ id: '7' }] });
			expect(requests()).toBe(2);
		});

		test('to a POST may have been carried out, and the error says so', async () => {
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

describe('when no server listens', () => {
	test('a POST is retried, because nothing was sent, and fails soon', async () => {
		const { host } = hero;
		await hero.stop();
		const { error } = await call('POST', { keepTryingFor: 0.5 });
		expect(error?.message).toBe(`Hero could not be reached at ${host} [item 0]`);
		expect(error?.description).toMatch(/^Nothing was sent\..+ECONNREFUSED\. Tried \d+ times/);
		expect(error?.context).not.toHaveProperty('mayBeDone');
	});
});

test('the look-up of a record is retried too', async () => {
	hero.respondWith({ status: 503 }, jsonResponse({ id: '48213' }));
	const { json: found } = await runHero(hero, {
		operation: 'appointment: get',
		parameters: { retryWhenBusy: true, id: byId('48213') },
	});
	expect(found).toMatchObject([{ id: '48213' }]);
});
