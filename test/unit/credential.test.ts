import fc from 'fast-check';
import type { ICredentialDataDecryptedObject, IHttpRequestOptions } from 'n8n-workflow';
import { Workflow } from 'n8n-workflow';

import { HeroHealthApi } from '../../credentials/HeroHealthApi.credentials';
import { loadContract } from '../../api';
import { baseUrlOf, environments } from '../../nodes/HeroHealth/transport/environments';
import { credentialFor, key, refusalOf } from '../support/unit/fixtures';

const credential = new HeroHealthApi();

const custom = (baseUrl: string) => credentialFor('custom', { baseUrl });

const all: Array<[string, ICredentialDataDecryptedObject]> = [
	...Object.keys(environments).map((name): [string, ICredentialDataDecryptedObject] => [
		name,
		credentialFor(name),
	]),
	['custom', custom('http://127.0.0.1:3100')],
	['custom with a path', custom('https://hero.example.com/api')],
];

describe('the base URL', () => {
	test('is one that Hero documents', () => {
		const documented = loadContract().servers.map(({ url }) => url);
		expect(Object.keys(environments).map((name) => baseUrlOf(credentialFor(name)))).toEqual(
			documented,
		);
	});

	test.each([
		['https://hero.example.com', 'https://hero.example.com'],
		['https://hero.example.com/', 'https://hero.example.com'],
		['  https://hero.example.com/api//  ', 'https://hero.example.com/api'],
		['http://localhost:3100', 'http://localhost:3100'],
		['http://127.0.0.1:3100/', 'http://127.0.0.1:3100'],
		['http://127.8.9.1', 'http://127.8.9.1'],
		['http://[::1]:3100', 'http://[::1]:3100'],
		['HTTPS://hero.example.com', 'HTTPS://hero.example.com'],
	])('may be a custom one: %j', (entered, expected) => {
		expect(baseUrlOf(custom(entered))).toBe(expected);
	});

	test.each([
		'http://hero.example.com',
		'http://10.0.0.1',
		'http://0.0.0.0:3100',
		'http://localhost.example.com',
		'http://127.0.0.1.example.com',
		'http://127.0.0.1@example.com',
		'http://[::2]',
		'ftp://localhost',
		'file:///etc/hosts',
		'javascript:alert(1)',
	])('never lets the key travel unencrypted: %s', (entered) => {
		expect(refusalOf(() => baseUrlOf(custom(entered)))).toEqual({
			message: "'Base URL' in the Hero Health credential must begin with https://",
			description: 'Plain http is allowed only for this computer (localhost).',
		});
	});

	test('is plain http for no host that is not this computer', () => {
		fc.assert(
			fc.property(fc.domain(), (domain) => {
				refusalOf(() => baseUrlOf(custom(`http://${domain}`)));
			}),
		);
	});

	test.each(['', ' ', 'hero.example.com', '/api', 'https://'])('must be a URL: %j', (entered) => {
		expect(refusalOf(() => baseUrlOf(custom(entered)))).toEqual({
			message: "'Base URL' in the Hero Health credential is not a URL",
			description: 'It looks like https://api.example.com.',
		});
	});

	test('of an environment is not replaced by a custom one', () => {
		expect(baseUrlOf(credentialFor('staging', { baseUrl: 'https://example.com' }))).toBe(
			environments.staging,
		);
	});
});

describe('a request', () => {
	const authenticated = async (
		request: IHttpRequestOptions,
		credentials: ICredentialDataDecryptedObject = credentialFor('production'),
	) => await credential.authenticate(credentials, request);

	test('gets both headers and keeps its own', async () => {
		const request = {
			baseURL: environments.production,
			url: '/v1/me',
			headers: { accept: 'application/json' },
		};
		expect(await authenticated(request)).toEqual({
			...request,
			headers: { accept: 'application/json', 'x-api-key': key, 'x-practice-group-id': '1042' },
		});
		expect(request.headers).toEqual({ accept: 'application/json' });
	});

	test('keeps the practice group that it names', async () => {
		const headers = { 'x-practice-group-id': '1043' };
		const { headers: sent } = await authenticated({
			baseURL: environments.production,
			url: '/v1/me',
			headers,
		});
		expect(sent).toEqual({ 'x-api-key': key, 'x-practice-group-id': '1043' });
	});

	test('cannot replace the key', async () => {
		const headers = { 'x-api-key': 'other' };
		const { headers: sent } = await authenticated({
			baseURL: environments.production,
			url: '/v1/me',
			headers,
		});
		expect(sent).toMatchObject({ 'x-api-key': key });
	});

	test.each(all)('to the host of the environment gets the key: %s', async (_, credentials) => {
		const baseURL = baseUrlOf(credentials);
		await expect(authenticated({ baseURL, url: '/v1/me' }, credentials)).resolves.toBeDefined();
		await expect(authenticated({ url: `${baseURL}/v1/me` }, credentials)).resolves.toBeDefined();
	});

	test("of n8n's HTTP Request node gets the key for that host only", async () => {
		const to = async (uri: string) =>
			await authenticated({ uri } as unknown as IHttpRequestOptions);
		await expect(to(`${environments.production}/v1/me`)).resolves.toBeDefined();
		await expect(to('https://example.com/v1/me')).rejects.toThrow('is not sent to other hosts');
	});

	test.each([
		['another host', { url: 'https://example.com/v1/me' }],
		[
			'another host over the base URL',
			{ url: 'https://example.com', baseURL: environments.production },
		],
		['another host without a scheme', { url: '//example.com', baseURL: environments.production }],
		['another base URL', { url: '/v1/me', baseURL: 'https://example.com' }],
		['another environment', { url: '/v1/me', baseURL: environments.staging }],
		['a longer host', { url: `${environments.production}.example.com` }],
		['the host as a user name', { url: `${environments.production}@example.com` }],
		['another port', { url: `${environments.production}:8443/v1/me` }],
		['the host unencrypted', { url: environments.production.replace('https', 'http') }],
	])('to %s does not get the key', async (_, request) => {
		await expect(authenticated(request)).rejects.toThrow(
			'The Hero Health key is not sent to other hosts than that of its Environment',
		);
	});

	test('with a credential whose base URL is refused does not get the key', async () => {
		const credentials = custom('http://hero.example.com');
		await expect(
			authenticated({ url: 'http://hero.example.com/v1/me' }, credentials),
		).rejects.toThrow('must begin with https://');
	});
});

describe('the test of the credential', () => {
	const { request, rules = [] } = credential.test;

	/** Resolves an expression as n8n does, with the entered values as $credentials. */
	function resolved(expression: string, $credentials: ICredentialDataDecryptedObject) {
		const node = {
			id: 'test',
			name: 'Test',
			type: 'test',
			typeVersion: 1,
			position: [0, 0] as [number, number],
			parameters: {},
		};
		const description = { properties: [] };
		const nodeTypes = {
			getByName: () => ({ description }),
			getByNameAndVersion: () => ({ description }),
			getKnownTypes: () => ({}),
		};
		const workflow = new Workflow({
			nodes: [node],
			connections: {},
			active: false,
			nodeTypes: nodeTypes as never,
		});
		return workflow.expression.getSimpleParameterValue(node, expression, 'internal', {
			$credentials,
		});
	}

	test.each([
		...all,
		['custom with a slash at the end', custom('http://127.0.0.1:3100/')],
		['custom with spaces around', custom(' https://hero.example.com ')],
	] as typeof all)('uses the base URL of the node: %s', (_, credentials) => {
		expect(resolved(String(request.baseURL), credentials)).toBe(baseUrlOf(credentials));
	});

	test('reads the practice group, follows no redirect and times out after 15 s', () => {
		expect(request).toMatchObject({ url: '/v1/me', disableFollowRedirect: true, timeout: 15_000 });
		expect(request.method ?? 'GET').toBe('GET');
	});

	/** The message that n8n shows: that of the first rule that matches. */
	function messageFor({ status, body }: { status?: number; body?: unknown }): string | undefined {
		const rule = rules.find(({ type, properties }) =>
			type === 'responseCode'
				? properties.value === status
				: (body as Record<string, unknown> | undefined)?.[properties.key] === properties.value,
		);
		return rule?.properties.message;
	}

	test.each([401, 403])('recognizes a refused key: %i', (status) => {
		expect(messageFor({ status })).toMatch(
			/^Hero refused this key\. Check API Key and Practice Group ID/,
		);
	});

	test.each([301, 302, 307, 308, 404, 405])(
		'recognizes an address that is not Hero: %i',
		(status) => {
			expect(messageFor({ status })).toMatch(/not as Hero does\. Check Environment/);
		},
	);

	test('recognizes a web page', () => {
		expect(messageFor({ status: 200, body: '<!doctype html>' })).toBe(messageFor({ status: 404 }));
		expect(messageFor({ status: 200, body: { id: '1042' } })).toBeUndefined();
	});

	test('leaves other statuses to n8n', () => {
		for (const status of [429, 500, 503]) expect(messageFor({ status })).toBeUndefined();
	});
});

describe('the form', () => {
	const property = (name: string) => credential.properties.find((one) => one.name === name);

	test('hides the key', () => {
		expect(property('apiKey')).toMatchObject({ typeOptions: { password: true }, required: true });
	});

	test('takes no expression that could loosen Mode or send to somebody else', () => {
		for (const name of ['mode', 'ownMobile', 'ownEmail', 'ownPatientId']) {
			expect(property(name)).toMatchObject({ noDataExpression: true });
		}
		expect(property('mode')?.default).toBe('live');
	});

	test('has every environment, and shows the base URL only for Custom', () => {
		const offered = property('environment')?.options?.map(
			(option) => 'value' in option && option.value,
		);
		expect(offered).toEqual([...Object.keys(environments), 'custom']);
		expect(property('environment')?.default).toBe('production');
		expect(property('baseUrl')?.displayOptions).toEqual({ show: { environment: ['custom'] } });
	});
});
