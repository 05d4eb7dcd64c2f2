import { startSandbox } from '../../sandbox';
import { respondByOperation } from '../support/contractTools/heroDouble';
import { localOptions, observeInProcess } from '../support/contractTools/observeInProcess';
import { runObserve, useCredential } from '../support/contractTools/runObserve';
import type { HeroResponse } from '../support/engine/heroServer';
import { useHeroServer } from '../support/engine/heroServer';

useCredential();
const hero = useHeroServer();

/** The report of a Hero that responds to one read in this way, and to all others with an empty list. */
async function reportWith(response: HeroResponse) {
	hero.onRequest(respondByOperation({ listForms: response }));
	const { report } = await observeInProcess(localOptions(hero.url));
	return report;
}

const formRequests = () => hero.received.filter(({ target }) => target.startsWith('/v1/forms'));

describe('a key that is wrong', () => {
	test('ends with exit code 1, a plain sentence and two requests', async () => {
		const sandbox = await startSandbox();
		const run = await runObserve(['--environment', sandbox.url, '--interval', '0']);
		await sandbox.stop();
		expect(run).toMatchObject({ exitCode: 1, stdout: '' });
		expect(run.stderr).toMatch(
			/Could not compare: The first calls are refused \(401\)\. The key, the practice group or the environment is wrong/,
		);
		expect(sandbox.ledger).toHaveLength(2);
	});

	test('is also seen where Hero says 403', async () => {
		hero.respondWith({ status: 403, body: { error: true } });
		await expect(observeInProcess(localOptions(hero.url))).rejects.toThrow(/refused \(403\)/);
		expect(hero.received).toHaveLength(3);
	});

	test('is not assumed where a single call is refused', async () => {
		const report = await reportWith({ status: 403, body: { error: true } });
		expect(report.findings).toContainEqual(
			expect.objectContaining({
				operationId: 'listForms',
				verdict: 'not clear',
				hero: 'status 403: the key may not make this call',
			}),
		);
	});
});

describe('a Hero that does not respond', () => {
	test('ends after three hanging requests', async () => {
		hero.onRequest(async () => await new Promise(() => {}));
		const run = await runObserve([
			...['--environment', hero.url, '--interval', '0', '--timeout', '50'],
		]);
		expect(run).toMatchObject({ exitCode: 1, stdout: '' });
		expect(run.stderr).toContain('No read succeeded. The first one ended with: no response within');
		// A request that times out on a busy computer may never have left it.
		expect(hero.received.length).toBeLessThanOrEqual(3);
	});

	test('ends after three broken connections', async () => {
		hero.respondWith({ cut: 'read' });
		await expect(observeInProcess(localOptions(hero.url))).rejects.toThrow(
			/No read succeeded.*the connection failed/,
		);
		expect(hero.received).toHaveLength(3);
	});

	test('ends where nobody listens', async () => {
		await hero.stop();
		await expect(observeInProcess(localOptions(hero.url))).rejects.toThrow(/ECONNREFUSED/);
	});

	test('keeps what was seen before, and says what was not asked', async () => {
		hero.onRequest((_request, index) => (index < 6 ? { body: { data: [] } } : { cut: 'read' }));
		const { report } = await observeInProcess(localOptions(hero.url));
		expect(report.outcome).toBe('could not compare');
		expect(report.unreadable).toHaveLength(3);
		const reasons = report.findings.map(({ hero: words }) => words);
		expect(reasons).toContain('not asked, since the server stopped responding');
	});
});

describe('a response that cannot be read', () => {
	const cases: Array<[name: string, response: HeroResponse, reason: string]> = [
		[
			'a web page',
			{ body: '<html>canary</html>', headers: { 'content-type': 'text/html' } },
			'status 200: a web page (HTML)',
		],
		['a text', { body: 'canary' }, 'status 200: a body that is no JSON'],
		[
			'a redirect',
			{ status: 302, headers: { location: 'https://canary.example.com' }, body: '' },
			'status 302: a redirect, which is not followed',
		],
		[
			'an endless body',
			{ endless: true, body: ' '.repeat(1_000_000) },
			'status 200: a body of more than 10 MB',
		],
		[
			'a body of too many brackets',
			{ body: `${'['.repeat(100_000)}${']'.repeat(100_000)}` },
			'status 200: JSON that is nested too deeply',
		],
		['half a body', { cut: 'answering', body: { data: [] } }, 'the connection failed'],
		['something else than HTTP', { garbled: true }, 'the connection failed'],
		['a failure of Hero', { status: 503, body: { error: 'canary' } }, 'status 503: no success'],
	];

	test.each(cases)(
		'counts as not compared, without a word of it: %s',
		async (_, response, reason) => {
			const report = await reportWith(response);
			expect(report.outcome).toBe('could not compare');
			expect(report.unreadable).toEqual([
				{ place: 'GET /v1/forms', reason: expect.stringContaining(reason) },
			]);
			expect(JSON.stringify(report)).not.toContain('canary');
			expect(formRequests()).toHaveLength(1);
		},
	);
});

describe('a Hero that limits requests', () => {
	const limited = (retryAfter: string): HeroResponse => ({
		status: 429,
		headers: { 'retry-after': retryAfter, 'x-ratelimit-limit': '60', 'x-ratelimit-user': 'canary' },
		body: { error: true },
	});

	test('is asked once more after Retry-After, and the headers are told', async () => {
		let isFirst = true;
		hero.onRequest(
			respondByOperation({
				listForms: () => {
					const response = isFirst ? limited('0') : { body: { data: [] } };
					isFirst = false;
					return response;
				},
			}),
		);
		const { report } = await observeInProcess(localOptions(hero.url));
		expect(formRequests()).toHaveLength(2);
		expect(report.unreadable).toEqual([]);
		expect(report.remarks).toContainEqual(expect.stringContaining('x-ratelimit-limit (60)'));
		expect(JSON.stringify(report)).not.toContain('canary');
	});

	test('is not asked a third time', async () => {
		const report = await reportWith(limited('0'));
		expect(formRequests()).toHaveLength(2);
		expect(report.unreadable).toEqual([
			{ place: 'GET /v1/forms', reason: 'status 429: no success' },
		]);
	});

	test('is not waited for longer than two minutes', async () => {
		const report = await reportWith(limited('86400'));
		expect(formRequests()).toHaveLength(1);
		expect(report.outcome).toBe('could not compare');
	});
});
