import type { IDataObject, INodeParameters } from 'n8n-workflow';

import {
	jsonResponse,
	badRequest,
	useHeroServer,
	type HeroResponse,
} from '../support/engine/heroServer';
import { list } from '../support/engine/records';
import { practiceGroupId, apiKey, runHero, type HeroRunOptions } from '../support/engine/runHero';

const hero = useHeroServer();

const call = async (parameters: INodeParameters, more: Partial<HeroRunOptions> = {}) =>
	await runHero(hero, {
		operation: 'customApiCall: send',
		parameters: { method: 'GET', path: '/v1/teams', ...parameters },
		...more,
	});

const requests = () =>
	hero.received.map(({ method, target, body }) => ({ sent: `${method} ${target}`, body }));

const credentialHeaders = { 'x-api-key': apiKey, 'x-practice-group-id': practiceGroupId };

describe('a call', () => {
	const body = '{ "name": "Team", "members": [77, null], "open": true }';
	const sentBody = { name: 'Team', members: [77, null], open: true };

	test.each([
		{ method: 'GET', sent: 'GET /v1/teams', sentBody: undefined },
		{ method: 'POST', body, sent: 'POST /v1/teams', sentBody },
		{ method: 'PUT', body, sent: 'PUT /v1/teams', sentBody },
		{ method: 'PATCH', body, sent: 'PATCH /v1/teams', sentBody },
		{ method: 'DELETE', body, sent: 'DELETE /v1/teams', sentBody },
		{ method: 'DELETE', sent: 'DELETE /v1/teams', sentBody: undefined },
		{ method: 'POST', sent: 'POST /v1/teams', sentBody: {} },
		{ method: 'PUT', body: '{}', sent: 'PUT /v1/teams', sentBody: {} },
		{ method: 'PATCH', body: '{}', sent: 'PATCH /v1/teams', sentBody: {} },
	])('$sent, with the body $sentBody', async ({ sent, sentBody: expected, ...parameters }) => {
		hero.respondWith(jsonResponse({ id: '7' }));
		const { output } = await call(parameters as INodeParameters);
		expect(requests()).toEqual([{ sent, body: expected }]);
		expect(hero.received[0].headers).toMatchObject(credentialHeaders);
		expect(hero.received[0].headers['content-type']).toBe(expected && 'application/json');
		expect(hero.connectionCount()).toBe(1);
		expect(output).toEqual([{ json: { id: '7' }, pairedItem: { item: 0 } }]);
	});

	test('does not send a body left in the form of a GET', async () => {
		await call({ method: 'GET', body });
		expect(requests()).toEqual([{ sent: 'GET /v1/teams', body: undefined }]);
	});

	test('has an encoded query, with a list as a repeated key', async () => {
		await call({ query: '{ "name": "a&b c", "id": [1, 2], "open": false, "page": 0 }' });
		expect(requests()).toMatchObject([
			{ sent: 'GET /v1/teams?name=a%26b%20c&id=1&id=2&open=false&page=0' },
		]);
	});

	test('has its own headers and the usual ones', async () => {
		await call({ headers: '{ "X-Request-ID": "7", "accept-language": "cy" }' });
		expect(hero.received[0].headers).toMatchObject({
			...credentialHeaders,
			...{ 'x-request-id': '7', 'accept-language': 'cy', accept: 'application/json' },
		});
	});

	test('may differ between items in every parameter', async () => {
		hero.onRequest(({ target }) => jsonResponse({ target }));
		const items = [
			{ how: 'GET', where: '/v1/teams/7', asked: { a: 1 } },
			{ how: 'POST', where: '/v1/teams', asked: {}, given: { name: 'Team' } },
		];
		const { output } = await call(
			{
				method: '={{ $json.how }}',
				path: '={{ $json.where }}',
				query: '={{ $json.asked }}',
				body: '={{ $json.given }}',
			},
			{ items },
		);
		expect(requests()).toEqual([
			{ sent: 'GET /v1/teams/7?a=1', body: undefined },
			{ sent: 'POST /v1/teams', body: { name: 'Team' } },
		]);
		expect(output.map(({ json: { target }, pairedItem }) => [target, pairedItem])).toEqual([
			['/v1/teams/7?a=1', { item: 0 }],
			['/v1/teams', { item: 1 }],
		]);
	});

	test('uses the practice group of Options', async () => {
		await call({ options: { practiceGroupId: '1043' } });
		expect(hero.received[0].headers).toMatchObject({ 'x-practice-group-id': '1043' });
	});

	test.each([
		'/v1/a',
		'/v1/a-b_c/7',
		'/v1/%20/x',
		'/v1/files/a.b',
		'/v1/..a/b..',
		'/v1/a%2Fb',
		'/v1/a;b=1',
	])('goes to %s as it stands', async (path) => {
		await call({ path });
		expect(requests()).toMatchObject([{ sent: `GET ${path}` }]);
	});

	test.each<[string, INodeParameters, IDataObject]>([
		['a write', { method: 'POST' }, { success: true }],
		['a removal', { method: 'DELETE' }, { deleted: true }],
	])('may answer nothing to %s', async (_title, parameters, expected) => {
		hero.respondWith({ status: 204 });
		expect((await call(parameters)).json).toEqual([expected]);
	});
});

describe('a response that is a list', () => {
	const rows = (count: number, from = 1): IDataObject[] =>
		Array.from({ length: count }, (_, index) => ({ id: `${from + index}` }));

	test.each<[INodeParameters, number]>([
		[{ returnAll: true }, 60],
		[{}, 50],
		[{ limit: 3 }, 3],
	])('in one piece, %j', async (parameters, count) => {
		hero.respondWith(jsonResponse(list(...rows(60))));
		const { json: given } = await call({ answer: 'whole', query: '{ "a": 1 }', ...parameters });
		expect(given).toEqual(rows(count));
		expect(requests()).toMatchObject([{ sent: 'GET /v1/teams?a=1' }]);
	});

	test.each<[INodeParameters, number, string[]]>([
		[{ returnAll: true }, 60, ['page_index=0&page_size=50', 'page_index=1&page_size=50']],
		[{}, 50, ['page_index=0&page_size=50']],
		[{ limit: 3 }, 3, ['page_index=0&page_size=3']],
	])('in pages, %j', async (parameters, count, pages) => {
		hero.onRequest(({ target }) => {
			const query = new URL(target, hero.url).searchParams;
			const size = Number(query.get('page_size'));
			const start = Number(query.get('page_index')) * size;
			return jsonResponse({ data: rows(60).slice(start, start + size), count: 60 });
		});
		const { json: given } = await call({ answer: 'paged', query: '{ "a": 1 }', ...parameters });
		expect(given).toEqual(rows(count));
		expect(requests().map(({ sent }) => sent)).toEqual(
			pages.map((page) => `GET /v1/teams?a=1&${page}`),
		);
	});

	test('to a POST has the body in every page request', async () => {
		hero.respondWith(jsonResponse(list(...rows(2))));
		const parameters = { method: 'POST', body: '{ "name": "Team" }', answer: 'whole' };
		expect((await call(parameters)).json).toEqual(rows(2));
		expect(requests()).toEqual([{ sent: 'POST /v1/teams', body: { name: 'Team' } }]);
	});

	test.each(['POST', 'PUT', 'PATCH', 'DELETE'])(
		'in pages is not asked for by a %s',
		async (method) => {
			const { error } = await call({ method, answer: 'paged', returnAll: true });
			expect(error?.message).toBe("'Answer' can be in pages only if Method is GET [item 0]");
			expect(hero.received).toEqual([]);
		},
	);

	test('is one record when the operation expects one', async () => {
		hero.respondWith(jsonResponse(list(...rows(2))));
		expect((await call({ answer: 'record' })).json).toEqual([{ data: rows(2), count: 2 }]);
	});
});

test.each([
	['query', 'Query Parameters (JSON)'],
	['headers', 'Headers (JSON)'],
	['body', 'Body (JSON)'],
])('%s takes a JSON object alone', async (name, label) => {
	for (const entered of ['{ "a": ', '[1]', '"text"', '7']) {
		const { error } = await call({ method: 'POST', [name]: entered });
		expect(error?.message).toBe(`'${label}' needs a JSON object [item 0]`);
	}
	expect(hero.connectionCount()).toBe(0);
});

describe('an error has the usual message', () => {
	const mayBeDone = 'Hero may have carried it out all the same';

	test.each<[string, HeroResponse, string, string]>([
		['GET', { status: 404 }, 'Hero did not find what was asked for', 'Check the ID'],
		['GET', { status: 405 }, 'Hero does not take this call', 'Check the Environment'],
		['GET', { status: 500 }, 'Hero could not process the request (status 500)', 'Run it again'],
		['GET', {}, 'Hero answered with something other than data', 'Check the Environment'],
		['POST', { status: 403 }, 'Hero refused the API key for this practice group', 'API Key'],
		['POST', { status: 429 }, "Hero's rate limit is reached", 'Nothing was done'],
		['PUT', { status: 503 }, 'Hero could not process the request (status 503)', mayBeDone],
		['PATCH', { status: 502 }, 'Hero could not process the request (status 502)', mayBeDone],
		['DELETE', { status: 500 }, 'Hero could not process the request (status 500)', mayBeDone],
		[
			'POST',
			badRequest({ code: 'too_long', expected: '160', path: ['body', 'name'] }),
			'Hero did not accept the values',
			"'name': Hero expects 160 (too_long).",
		],
	])('%s, %j', async (method, answer, message, description) => {
		hero.respondWith(answer);
		const { error } = await call({ method });
		expect(error?.message).toBe(`${message} [item 0]`);
		expect(error?.description).toContain(description);
		expect(hero.connectionCount()).toBe(1);
	});

	test.each(['POST', 'PUT', 'PATCH', 'DELETE'])(
		'a %s is sent once, even if cut',
		async (method) => {
			hero.respondWith({ cut: 'read' });
			const { error } = await call({ method }, { items: [{}, {}] });
			expect(error?.description).toContain(mayBeDone);
			expect(error?.description).toContain('Of the other items: item 1 was not sent.');
			expect(hero.connectionCount()).toBe(1);
		},
	);

	test('a redirect is not followed', async () => {
		hero.respondWith({ status: 307, headers: { location: `${hero.url}/v1/other` } });
		const { error } = await call({ method: 'POST' });
		expect(error?.message).toBe('Hero answered with status 307 [item 0]');
		expect(hero.connectionCount()).toBe(1);
	});

	test('the error contains none of the sent values', async () => {
		const sent = {
			inPath: 'Canarybird',
			inQuery: 'Zebedee',
			inHeader: 'Coelacanth',
			inBody: 'Axolotl',
		};
		const said = Object.values(sent).join(' ');
		hero.respondWith(badRequest({ code: said, expected: said, path: ['body', said] }));
		const { status, savedExecution } = await call(
			{
				method: 'POST',
				path: '=/v1/teams/{{ $json.inPath }}',
				query: '={{ { q: $json.inQuery } }}',
				headers: '={{ { "x-h": $json.inHeader } }}',
				body: '={{ { b: $json.inBody } }}',
			},
			{ items: [sent] },
		);
		expect(status).toBe('error');
		expect(Object.values(sent).filter((value) => savedExecution.includes(value))).toEqual([]);
	});
});
