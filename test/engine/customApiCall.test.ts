import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { json, refusal, startHero, type Answer, type Hero } from '../support/engine/heroServer';
import { list } from '../support/engine/records';
import { group, key, runHero, type RunHero } from '../support/engine/runHero';

let hero: Hero;
beforeEach(async () => {
	hero = await startHero();
});
afterEach(() => hero.stop());

const call = async (parameters: INodeParameters, more: Partial<RunHero> = {}) =>
	await runHero(hero, {
		operation: 'customApiCall: send',
		parameters: { method: 'GET', path: '/v1/teams', ...parameters },
		...more,
	});

const requests = () =>
	hero.received.map(({ method, target, body }) => ({ sent: `${method} ${target}`, body }));

const credentialHeaders = { 'x-api-key': key, 'x-practice-group-id': group };

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
		hero.answers(json({ id: '7' }));
		const { output } = await call(parameters as INodeParameters);
		expect(requests()).toEqual([{ sent, body: expected }]);
		expect(hero.received[0].headers).toMatchObject(credentialHeaders);
		expect(hero.received[0].headers['content-type']).toBe(expected && 'application/json');
		expect(hero.connections()).toBe(1);
		expect(output).toEqual([{ json: { id: '7' }, pairedItem: { item: 0 } }]);
	});

	test('does not send a body that is left in the form of a GET', async () => {
		await call({ method: 'GET', body });
		expect(requests()).toEqual([{ sent: 'GET /v1/teams', body: undefined }]);
	});

	test('has the query, encoded, a list as a repeated key', async () => {
		await call({ query: '{ "name": "a&b c", "id": [1, 2], "open": false, "page": 0 }' });
		expect(requests()).toMatchObject([
			{ sent: 'GET /v1/teams?name=a%26b%20c&id=1&id=2&open=false&page=0' },
		]);
	});

	test('has the headers beside those that every call has', async () => {
		await call({ headers: '{ "X-Request-ID": "7", "accept-language": "cy" }' });
		expect(hero.received[0].headers).toMatchObject({
			...credentialHeaders,
			...{ 'x-request-id': '7', 'accept-language': 'cy', accept: 'application/json' },
		});
	});

	test('may differ by item in everything', async () => {
		hero.responds(({ target }) => json({ target }));
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

	test('acts for the practice group that Options name', async () => {
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
		hero.answers({ status: 204 });
		expect((await call(parameters)).json).toEqual([expected]);
	});
});

describe('an answer that is a list', () => {
	const rows = (count: number, from = 1): IDataObject[] =>
		Array.from({ length: count }, (_, index) => ({ id: `${from + index}` }));

	test.each<[INodeParameters, number]>([
		[{ returnAll: true }, 60],
		[{}, 50],
		[{ limit: 3 }, 3],
	])('in one piece, %j', async (parameters, count) => {
		hero.answers(json(list(...rows(60))));
		const { json: given } = await call({ answer: 'whole', query: '{ "a": 1 }', ...parameters });
		expect(given).toEqual(rows(count));
		expect(requests()).toMatchObject([{ sent: 'GET /v1/teams?a=1' }]);
	});

	test.each<[INodeParameters, number, string[]]>([
		[{ returnAll: true }, 60, ['page_index=0&page_size=50', 'page_index=1&page_size=50']],
		[{}, 50, ['page_index=0&page_size=50']],
		[{ limit: 3 }, 3, ['page_index=0&page_size=3']],
	])('in pages, %j', async (parameters, count, pages) => {
		hero.responds(({ target }) => {
			const query = new URL(target, hero.url).searchParams;
			const size = Number(query.get('page_size'));
			const start = Number(query.get('page_index')) * size;
			return json({ data: rows(60).slice(start, start + size), count: 60 });
		});
		const { json: given } = await call({ answer: 'paged', query: '{ "a": 1 }', ...parameters });
		expect(given).toEqual(rows(count));
		expect(requests().map(({ sent }) => sent)).toEqual(
			pages.map((page) => `GET /v1/teams?a=1&${page}`),
		);
	});

	test('asked for by a POST has its body', async () => {
		hero.answers(json(list(...rows(2))));
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

	test('is one record where one record is asked for', async () => {
		hero.answers(json(list(...rows(2))));
		expect((await call({ answer: 'record' })).json).toEqual([{ data: rows(2), count: 2 }]);
	});
});

describe('a path that could leave its place is refused', () => {
	const oneSlash = "'Path' needs one slash at its beginning";
	const notAllowed = "'Path' has a part that is not allowed";

	test.each([
		...['v1/teams', 'https://example.com/v1/teams', '//example.com/v1', '/', '\\\\example.com'],
		...['javascript:x', ' /v1/teams', '@example.com', ':80/v1'],
	])('%j begins otherwise', async (path) => {
		const { error } = await call({ path: '={{ $json.path }}' }, { items: [{ path }] });
		expect(error).toMatchObject({
			message: `${oneSlash} [item 0]`,
			description: 'Give the part after the host, such as /v1/me.',
		});
		expect(hero.connections()).toBe(0);
	});

	test.each([
		...['/..', '/v1/..', '/v1/../admin', '/../v1', '/v1/.', '/./v1', '/v1/./teams'],
		...['/v1/%2e%2e/admin', '/v1/%2E%2E', '/v1/.%2e/x', '/%2e./x'],
		...['/v1/teams?a=1', '/v1/teams#top', '/v1/{id}', '/v1/teams}', '/v1\\..\\x', '/\\example.com'],
		...['/v1/a b', '/v1/a\tb', '/v1/a\r\nx-api-key: b', '/\t/example.com', '/v1/teams '],
		...['/v1/a\u00a0b', '/v1/a\u2028b'],
	])('%j has a part that is not allowed', async (path) => {
		const { error } = await call({ path: '={{ $json.path }}' }, { items: [{ path }] });
		expect(error).toMatchObject({
			message: `${notAllowed} [item 0]`,
			description: 'Move the part after a ? to Query Parameters.',
		});
		expect(hero.connections()).toBe(0);
	});

	test.each([
		...['/v1/..%2fadmin', '/v1/..%2Fadmin', '/v1/%2e%2e%2fadmin', '/v1/..;/admin', '/v1/..;a=1/x'],
		...['/v1/%252e%252e/admin', '/v1/%25252e%25252e%25252fx', '/v1/.%252e/x', '/v1/..%5cadmin'],
		...['/v1/a%00', '/v1/a%0d%0ab', '/v1/a%7f', '/v1/a%C2%AD', '/v1/a\u200b'],
		...['/v1/%zz', '/v1/%', '/v1/%c3%28', `/v1/${encodeURIComponent('%'.repeat(3))}`],
		`/v1/${'%25'.repeat(2)}${'25'.repeat(8)}2e`,
	])('%j has such a part once it is decoded', async (path) => {
		const { error } = await call({ path: '={{ $json.path }}' }, { items: [{ path }] });
		expect(error?.message).toBe(`${notAllowed} [item 0]`);
		expect(hero.connections()).toBe(0);
	});

	test.each(['/v1/webhooks/', '/v1/appointments//cancel', '/v1/a/%2F', '/v1/;a=1/b', '/v1//'])(
		'%j has an empty part, as an expression leaves it that found no ID',
		async (path) => {
			const parameters = { method: 'DELETE', path: '={{ $json.path }}' };
			const { error } = await call(parameters, { items: [{ path }] });
			expect(error?.message).toBe("'Path' has an empty part [item 0]");
			expect(hero.connections()).toBe(0);
		},
	);

	test('an ID that an item lacks is not left out of a path', async () => {
		for (const path of ['=/v1/webhooks/{{ $json.id }}', '=/v1/webhooks/{{ $json.id }}/x']) {
			const { error } = await call({ method: 'DELETE', path }, { items: [{}] });
			expect(error?.message).toMatch(/^'Path' has (an empty part|a part that an expression left)/);
		}
		expect(hero.connections()).toBe(0);
	});

	test.each(['undefined', 'null', 'NaN', 'Null', '[object%20Object]', '%5Bobject%20Object%5D'])(
		'%j stands for no value',
		async (segment) => {
			const items = [{ path: `/v1/webhooks/${segment}` }];
			const { error } = await call({ path: '={{ $json.path }}' }, { items });
			expect(error?.message).toBe(
				"'Path' has a part that an expression left without a value [item 0]",
			);
			expect(hero.connections()).toBe(0);
		},
	);

	test.each(['', '  '])('%j is none', async (path) => {
		const { error } = await call({ path: '={{ $json.path }}' }, { items: [{ path }] });
		expect(error?.message).toBe("'Path' is empty [item 0]");
		expect(hero.connections()).toBe(0);
	});
});

describe('a header that the credential sets is refused', () => {
	test.each([
		...['x-api-key', 'X-Api-Key', 'X-API-KEY', 'x-practice-group-id', 'X-PRACTICE-GROUP-ID'],
		...['host', 'Host', 'HOST', ' x-api-key', 'X-Practice-Group-ID ', 'Host\t'],
	])('%j', async (name) => {
		const items = [{ headers: { [name]: 'other' } }];
		const { error } = await call({ headers: '={{ $json.headers }}' }, { items });
		expect(error).toMatchObject({
			message: "'Headers' has a header that the credential sets [item 0]",
			description: 'Remove it. For another practice group, use Options.',
		});
		expect(hero.connections()).toBe(0);
	});

	test.each([
		['a name with a line break', { 'a\r\nx-api-key': 'other' }],
		['a value with a line break', { a: 'b\r\nx-api-key: other' }],
		['a value that is no text', { a: { b: 1 } }],
	])('so is %s', async (_title, headers) => {
		const parameters = { method: 'POST', headers: '={{ $json.headers }}' };
		const { error } = await call(parameters, { items: [{ headers }] });
		expect(error?.message).toMatch(/^'Headers.*' .+ \[item 0\]$/);
		expect(error?.description ?? '').not.toContain('may have carried it out');
		expect(hero.connections()).toBe(0);
	});
});

describe('a header of the connection, or one that stands for another request, is refused', () => {
	test.each([
		...['content-length', 'Transfer-Encoding', 'connection', 'trailer', 'expect', 'upgrade', 'te'],
		...['x-http-method-override', 'X-Method-Override', 'x-http-method', 'x-original-url', 'cookie'],
		...[
			'x-rewrite-url',
			'x-forwarded-host',
			'authorization',
			'proxy-authorization',
			'content-type',
		],
		...['keep-alive', 'x-host', 'forwarded', 'max-forwards', 'date', ''],
	])('%j', async (name) => {
		const items = [{ headers: { [name]: 'other' } }];
		const { error } = await call({ headers: '={{ $json.headers }}' }, { items });
		expect(error?.message).toBe("'Headers' has a name that is not allowed [item 0]");
		expect(error?.description).toContain('names that begin with x-');
		expect(hero.connections()).toBe(0);
	});

	test.each([
		'x-request-id',
		'hero-version',
		'accept',
		'If-Match',
		'traceparent',
		'idempotency-key',
	])('%j is not', async (name) => {
		const items = [{ headers: { [name]: '7' } }];
		await call({ headers: '={{ $json.headers }}' }, { items });
		expect(hero.received[0].headers).toMatchObject({ [name.toLowerCase()]: '7' });
	});
});

test.each(['={{ { ids: [] } }}', '={{ { a: {} } }}', '={{ { a: [[1], [2]] } }}'])(
	'a query that would lose a member on the way is refused: %s',
	async (query) => {
		const { error } = await call({ method: 'DELETE', path: '/v1/tasks', query });
		expect(error?.message).toBe(
			"'Query Parameters (JSON)' has an empty list, or an object in a value [item 0]",
		);
		expect(hero.connections()).toBe(0);
	},
);

test('a path with a broken character is refused', async () => {
	const { error } = await call({ path: '={{ $json.path }}' }, { items: [{ path: '/v1/a\u0000' }] });
	expect(error?.message).toBe("'Path' has a broken character [item 0]");
	expect(hero.connections()).toBe(0);
});

describe('what JSON cannot hold is refused, not dropped', () => {
	test.each([
		['body', 'Body (JSON)', '{ "__proto__": { "a": 1 } }', 'a field that cannot be sent'],
		['body', 'Body (JSON)', '{ "a": [{ "__proto__": 1 }] }', 'a field that cannot be sent'],
		['query', 'Query Parameters (JSON)', '{ "__proto__": 1 }', 'a field that cannot be sent'],
		['body', 'Body (JSON)', '={{ { a: () => 1 } }}', 'a value that JSON cannot contain'],
		['body', 'Body (JSON)', '={{ { a: new Date(0) } }}', 'a value that is not plain data'],
		['body', 'Body (JSON)', '={{ { a: [new Map()] } }}', 'a value that is not plain data'],
	])('%s: %s %s', async (name, label, entered, told) => {
		const { error } = await call({ method: 'POST', [name]: entered });
		expect(error?.message).toBe(`'${label}' has ${told} [item 0]`);
		expect(hero.connections()).toBe(0);
	});

	test('an object that holds itself never leaves, and is not perhaps carried out', async () => {
		const body = '={{ (() => { const a = {}; a.a = a; return { a }; })() }}';
		const { error, status } = await call({ method: 'POST', body });
		expect(status).toBe('error');
		expect(error?.description ?? '').not.toContain('may have carried it out');
		expect(hero.connections()).toBe(0);
	});

	test('an object of an expression is plain data', async () => {
		await call({ method: 'POST', body: '={{ { a: { b: [1, null, "c"] } } }}' });
		expect(requests()).toMatchObject([{ body: { a: { b: [1, null, 'c'] } } }]);
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
	expect(hero.connections()).toBe(0);
});

describe('what goes wrong is told in the words of every other call', () => {
	const mayBeDone = 'Hero may have carried it out all the same';

	test.each<[string, Answer, string, string]>([
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
			refusal({ code: 'too_long', expected: '160', path: ['body', 'name'] }),
			'Hero did not accept the values',
			"'name': Hero expects 160 (too_long).",
		],
	])('%s, %j', async (method, answer, message, description) => {
		hero.answers(answer);
		const { error } = await call({ method });
		expect(error?.message).toBe(`${message} [item 0]`);
		expect(error?.description).toContain(description);
		expect(hero.connections()).toBe(1);
	});

	test.each(['POST', 'PUT', 'PATCH', 'DELETE'])(
		'a %s is sent once, even if cut',
		async (method) => {
			hero.answers({ cut: 'read' });
			const { error } = await call({ method }, { items: [{}, {}] });
			expect(error?.description).toContain(mayBeDone);
			expect(error?.description).toContain('Of the other items: item 1 was not sent.');
			expect(hero.connections()).toBe(1);
		},
	);

	test('a redirect is not followed', async () => {
		hero.answers({ status: 307, headers: { location: `${hero.url}/v1/other` } });
		const { error } = await call({ method: 'POST' });
		expect(error?.message).toBe('Hero answered with status 307 [item 0]');
		expect(hero.connections()).toBe(1);
	});

	test('without what was sent, wherever it stood', async () => {
		const sent = {
			inPath: 'Canarybird',
			inQuery: 'Zebedee',
			inHeader: 'Coelacanth',
			inBody: 'Axolotl',
		};
		const said = Object.values(sent).join(' ');
		hero.answers(refusal({ code: said, expected: said, path: ['body', said] }));
		const { status, kept } = await call(
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
		expect(Object.values(sent).filter((value) => kept.includes(value))).toEqual([]);
	});
});
