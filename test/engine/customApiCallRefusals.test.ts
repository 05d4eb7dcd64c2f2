import type { INodeParameters } from 'n8n-workflow';

import { useHeroServer } from '../support/engine/heroServer';
import { runHero, type HeroRunOptions } from '../support/engine/runHero';

const hero = useHeroServer();

const call = async (parameters: INodeParameters, more: Partial<HeroRunOptions> = {}) =>
	await runHero(hero, {
		operation: 'customApiCall: send',
		parameters: { method: 'GET', path: '/v1/teams', ...parameters },
		...more,
	});

const requests = () =>
	hero.received.map(({ method, target, body }) => ({ sent: `${method} ${target}`, body }));

describe('a path that could reach another endpoint is rejected', () => {
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
		expect(hero.connectionCount()).toBe(0);
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
		expect(hero.connectionCount()).toBe(0);
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
		expect(hero.connectionCount()).toBe(0);
	});

	test.each(['/v1/webhooks/', '/v1/appointments//cancel', '/v1/a/%2F', '/v1/;a=1/b', '/v1//'])(
		'%j has an empty part, as an expression leaves it that found no ID',
		async (path) => {
			const parameters = { method: 'DELETE', path: '={{ $json.path }}' };
			const { error } = await call(parameters, { items: [{ path }] });
			expect(error?.message).toBe("'Path' has an empty part [item 0]");
			expect(hero.connectionCount()).toBe(0);
		},
	);

	test('an empty ID in a path is rejected, not omitted', async () => {
		for (const path of ['=/v1/webhooks/{{ $json.id }}', '=/v1/webhooks/{{ $json.id }}/x']) {
			const { error } = await call({ method: 'DELETE', path }, { items: [{}] });
			expect(error?.message).toMatch(/^'Path' has (an empty part|a part that an expression left)/);
		}
		expect(hero.connectionCount()).toBe(0);
	});

	test.each(['undefined', 'null', 'NaN', 'Null', '[object%20Object]', '%5Bobject%20Object%5D'])(
		'%j stands for no value',
		async (segment) => {
			const items = [{ path: `/v1/webhooks/${segment}` }];
			const { error } = await call({ path: '={{ $json.path }}' }, { items });
			expect(error?.message).toBe(
				"'Path' has a part that an expression left without a value [item 0]",
			);
			expect(hero.connectionCount()).toBe(0);
		},
	);

	test.each(['', '  '])('%j is rejected', async (path) => {
		const { error } = await call({ path: '={{ $json.path }}' }, { items: [{ path }] });
		expect(error?.message).toBe("'Path' is empty [item 0]");
		expect(hero.connectionCount()).toBe(0);
	});
});

describe('a header that the credential sets is rejected', () => {
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
		expect(hero.connectionCount()).toBe(0);
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
		expect(hero.connectionCount()).toBe(0);
	});
});

describe('a header of the connection or of another request is rejected', () => {
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
		expect(hero.connectionCount()).toBe(0);
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
		expect(hero.connectionCount()).toBe(0);
	},
);

test('a path with a broken character is rejected', async () => {
	const { error } = await call({ path: '={{ $json.path }}' }, { items: [{ path: '/v1/a\u0000' }] });
	expect(error?.message).toBe("'Path' has a broken character [item 0]");
	expect(hero.connectionCount()).toBe(0);
});

describe('a value that JSON cannot represent is rejected, not omitted', () => {
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
		expect(hero.connectionCount()).toBe(0);
	});

	test('a circular object is rejected, and its outcome is known', async () => {
		const body = '={{ (() => { const a = {}; a.a = a; return { a }; })() }}';
		const { error, status } = await call({ method: 'POST', body });
		expect(status).toBe('error');
		expect(error?.description ?? '').not.toContain('may have carried it out');
		expect(hero.connectionCount()).toBe(0);
	});

	test('an object of an expression is plain data', async () => {
		await call({ method: 'POST', body: '={{ { a: { b: [1, null, "c"] } } }}' });
		expect(requests()).toMatchObject([{ body: { a: { b: [1, null, 'c'] } } }]);
	});
});
