import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { jsonResponse, useHeroServer } from '../support/engine/heroServer';
import { apiKey, runHero, type HeroRunOptions } from '../support/engine/runHero';
import { startDeafHost, startProxy } from '../support/engine/networkFaults';

const hero = useHeroServer();

const items = [{}, {}, {}];
const post = (more: INodeParameters = {}): HeroRunOptions => ({
	operation: 'customApiCall: send',
	parameters: { method: 'POST', path: '/v1/teams', ...more },
	items,
	onError: 'continueRegularOutput',
});
const detailsOf = ({ details }: IDataObject) => details as IDataObject;

/** Expects that every item failed, and that none may have been carried out. */
async function expectNotSent(run: HeroRunOptions, to: { url: string } = hero) {
	const { json: left } = await runHero(to, run);
	expect(left.filter(({ error }) => error)).toHaveLength(items.length);
	expect(left.filter((one) => detailsOf(one).mayBeDone)).toEqual([]);
	expect(hero.received).toEqual([]);
	return left.map(({ error, details }) => ({
		message: String(error),
		description: String((details as IDataObject).description),
	}));
}

describe('settings are whole milliseconds that a timer can hold', () => {
	test.each([16.1, 0.0004, 9_999_999, 1e15, '30.7'])('a timeout of %p seconds', async (timeout) => {
		hero.respondWith(jsonResponse({ id: '7' }));
		const run = await runHero(hero, post({ timeout, keepTryingFor: timeout, retryWhenBusy: true }));
		const results = run.json.map((one) => one.id ?? one.error);
		// A timer of less than a millisecond takes one millisecond, in which no response can come.
		if (timeout !== 0.0004) expect(results).toEqual(items.map(() => '7'));
		else expect(results[0]).toMatch(/No answer came|^7$/);
	});
});

describe('a credential with a value that is invalid in a header', () => {
	const advice = 'Copy it again: a line break or an invisible character can come along.';

	test.each([
		['apiKey', 'API Key', 'one\ntwo'],
		['apiKey', 'API Key', 'key\u200b7'],
		['apiKey', 'API Key', 'kéy'],
		['apiKey', 'API Key', 'one two'],
		['practiceGroupId', 'Practice Group ID', '10\n42'],
		['practiceGroupId', 'Practice Group ID', '10\u00ad42'],
	])('%s: it is told by its name, and nothing is sent', async (name, label, value) => {
		const told = await expectNotSent({ ...post(), credentials: { [name]: value } });
		expect(told[0]).toEqual({
			message: `'${label}' in the Hero Health credential has a blank or a character that it cannot have [item 0]`,
			description: advice,
		});
	});

	test('an empty value is reported as empty', async () => {
		const [told] = await expectNotSent({ ...post(), credentials: { apiKey: ' \n' } });
		expect(told.message).toBe("'API Key' in the Hero Health credential is empty [item 0]");
	});

	test('surrounding spaces are trimmed', async () => {
		const credentials = { apiKey: ' \ufeffa-key\n', practiceGroupId: '\t1042 ' };
		await runHero(hero, { ...post(), credentials });
		expect(hero.received[0].headers).toMatchObject({
			'x-api-key': 'a-key',
			'x-practice-group-id': '1042',
		});
	});

	test('a practice group in Options must be valid too', async () => {
		const [told] = await expectNotSent(post({ options: { practiceGroupId: '10\u200d42' } }));
		expect(told.message).toMatch(/^'Practice Group ID' /);
	});
});

describe('a failed TLS handshake', () => {
	test('with a server of plain http', async () => {
		const [told] = await expectNotSent({
			...post({ retryWhenBusy: true }),
			credentials: { baseUrl: hero.url.replace('http:', 'https:') },
		});
		expect(told.message).toBe(`No secure connection to ${hero.host} could be made [item 0]`);
		expect(told.description).toContain(
			'Nothing was sent. It does not answer with TLS: check the port, and that the address is one for https.',
		);
	});

	test('with a server that closes the connection', async () => {
		const { port, stop } = await startDeafHost();
		const baseUrl = `https://127.0.0.1:${port}`;
		const told = await expectNotSent({ ...post(), credentials: { baseUrl } });
		expect(told[0].description).toContain('Nothing was sent.');
		await stop();
	});
});

describe('a proxy on the way to Hero', () => {
	let proxy: Awaited<ReturnType<typeof startProxy>>;
	beforeEach(async () => {
		proxy = await startProxy();
	});
	afterEach(() => proxy.stop());
	const credentials = { baseUrl: 'https://hero.example.com' };
	const refusal = (status: string, headers: string, body = '') =>
		`HTTP/1.1 ${status}\r\n${headers}\r\ncontent-length: ${body.length}\r\nconnection: close\r\n\r\n${body}`;

	test('that requires a login is not mistaken for Hero', async () => {
		proxy.answers(refusal('407 Proxy Authentication Required', 'proxy-authenticate: Basic'));
		const [told] = await expectNotSent({ ...post(), credentials });
		expect(told.message).toBe('The proxy between n8n and Hero wants a login of its own [item 0]');
		expect(told.description).toContain('Nothing was sent to Hero.');
	});

	test('that refuses is not mistaken for Hero', async () => {
		proxy.answers(refusal('403 Forbidden', 'content-type: text/html', '<p>Blocked</p>'));
		const [told] = await expectNotSent({ ...post(), credentials });
		expect(told.message).toBe('The request was refused on the way to Hero (status 403) [item 0]');
	});

	test('that closes the connection has forwarded nothing', async () => {
		await expectNotSent({ ...post(), credentials });
	});
});

describe.each(['HTTP_PROXY', 'ALL_PROXY'] as const)(
	'with %s, a Hero on this computer',
	(variable) => {
		test('does not get the key through the proxy', async () => {
			const proxy = await startProxy(variable);
			const [told] = await expectNotSent(post());
			await proxy.stop();
			expect(told).toEqual({
				message: 'A proxy would read the key on its way to this computer [item 0]',
				description:
					'Nothing was sent. This n8n has HTTP_PROXY or ALL_PROXY set: set NO_PROXY=localhost,127.0.0.1 too, or use https.',
			});
			expect(proxy.received.length).toBeGreaterThan(0);
			expect(proxy.received.filter((one) => one.includes(apiKey) || one.includes('/v1/'))).toEqual(
				[],
			);
		});

		test('bypasses the proxy when NO_PROXY names it', async () => {
			const proxy = await startProxy(variable, 'localhost,127.0.0.1');
			hero.respondWith(jsonResponse({ id: '7' }));
			const { json: left } = await runHero(hero, post());
			await proxy.stop();
			expect(left).toEqual(items.map(() => ({ id: '7' })));
			expect(proxy.received).toEqual([]);
		});
	},
);
