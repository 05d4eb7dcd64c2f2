import { loadContract } from '../../api';
import type { MockOptions, MockServer, ReceivedByMock } from '../support/contractTools/mockServer';
import { startMock } from '../support/contractTools/mockServer';
import { runProbe, startProbe } from '../support/contractTools/command';
import { changed, operationOf } from '../support/contractTools/probeInProcess';

const quick = ['--requests-per-second', '5000'];
const few = [...quick, '--only', 'createPharmacy,listCoupons,listProducts'];

const mocks: MockServer[] = [];
const start = async (document: object = loadContract(), options: MockOptions = {}) => {
	const mock = await startMock(document, options);
	mocks.push(mock);
	return mock;
};
afterEach(async () => {
	for (const mock of mocks.splice(0)) await mock.stop();
});

const keyOf = ({ method, path, query, headers, body }: ReceivedByMock): string =>
	JSON.stringify([method, path, query, headers['x-redocly-response-status'], body]);

describe('npm run contract:probe', () => {
	it('ends with 0 if the mock says the same, and tells how many requests it takes', async () => {
		const { url } = await start();
		const { exitCode, stdout, stderr } = await runProbe([url, ...few]);
		expect(stdout).toContain("against Hero's mock");
		expect(stdout).toContain(`Source: ${url}\nResult: same`);
		expect(stderr).toMatch(/^About \d+ requests, 1 minute\n/);
		expect(exitCode).toBe(0);
	});

	it('asks a mock below a path of its own', async () => {
		const basePath = '/_mock/apis/public-api/openapi';
		const { url, received } = await start(loadContract(), { basePath });
		const { exitCode, stdout } = await runProbe([`${url}/`, ...few]);
		expect(stdout).toContain(`Source: ${url}\nResult: same`);
		expect(received.every(({ path }) => path.startsWith('/v'))).toBe(true);
		expect(exitCode).toBe(0);
	});

	it('ends with 2 if the mock says something else, and names the file', async () => {
		const document = changed((contract) => {
			contract.components.schemas.PharmacyCreate.required?.push('phone');
		});
		const { url } = await start(document);
		const { exitCode, stdout } = await runProbe([`${url}/?a=secret#b`, '--json', ...few]);
		const report = JSON.parse(stdout) as { outcome: string; source: object; findings: object[] };
		expect(exitCode).toBe(2);
		expect(report).toMatchObject({ tool: 'probe', outcome: 'changed', unreadable: [] });
		expect(report.source).toMatchObject({ kind: 'mock', name: url });
		expect(report.findings).toContainEqual(
			expect.objectContaining({
				id: 'createPharmacy · requestBody · phone · field',
				verdict: 'new',
				file: 'nodes/HeroHealth/actions/pharmacy/create.operation.ts',
			}),
		);
	});

	it('ends with 1 if the server is not there', async () => {
		const mock = await start();
		await mock.stop();
		const { exitCode, stderr } = await runProbe([mock.url, ...few]);
		expect(stderr).toContain('cannot be reached: the connection failed (ECONNREFUSED)');
		expect(exitCode).toBe(1);
	});

	it('ends with 1 once several requests in a row have no answer', async () => {
		const mock = await start(loadContract(), {
			instead: (_, index) => (index >= 20 ? 'reset' : undefined),
		});
		const { exitCode, stderr } = await runProbe([mock.url, ...few]);
		expect(stderr).toContain('gave no answer to 5 requests in a row: the connection failed');
		expect(exitCode).toBe(1);
	});

	it('ends with 1 if a call is asked for that the contract does not have', async () => {
		const { url } = await start();
		const { exitCode, stderr } = await runProbe([url, ...quick, '--only', 'noSuchCall']);
		expect(stderr).toContain('no call with the operationId noSuchCall');
		expect(exitCode).toBe(1);
	});

	it('sends made-up headers, whatever key the environment has', async () => {
		const mock = await start();
		await runProbe([mock.url, ...few], {
			HERO_API_KEY: 'a-real-key',
			N8N_HERO_HEALTH_API_KEY: 'a-real-key',
		});
		const keys = mock.received.map(({ headers }) => headers['x-api-key']);
		expect([...new Set(keys)]).toEqual(['probe-without-a-key']);
		expect(JSON.stringify(mock.received)).not.toContain('a-real-key');
	});
});

describe('a stopped probe', () => {
	it('goes on with --resume, asks nothing twice, and reports the same', async () => {
		const uninterrupted = await start();
		const whole = await runProbe([uninterrupted.url, '--json', ...few]);

		const command: { running?: ReturnType<typeof startProbe> } = {};
		const mock = await start(loadContract(), {
			instead: async (_, index) => {
				if (index !== 25) return undefined;
				command.running!.interrupt();
				await command.running!.untilSaid(/Stopping after the running request/);
				return undefined;
			},
		});
		command.running = startProbe([mock.url, '--json', ...few]);
		const stopped = await command.running.finished();
		expect(stopped.exitCode).toBe(1);
		expect(stopped.stdout).toContain('Run it again with --resume');
		expect(mock.received).toHaveLength(26);

		const resumed = await runProbe([mock.url, '--json', '--resume', ...few]);
		expect(mock.received).toHaveLength(uninterrupted.received.length);
		expect(new Set(mock.received.map(keyOf)).size).toBe(mock.received.length);
		expect(resumed.stdout.replaceAll(mock.url, uninterrupted.url)).toBe(whole.stdout);
		expect(resumed.exitCode).toBe(whole.exitCode);
	});

	it('asks again what failed', async () => {
		let isDown = true;
		const mock = await start(loadContract(), {
			instead: (_, index) => (isDown && index >= 20 ? 'reset' : undefined),
		});
		const failed = await runProbe([mock.url, ...few]);
		isDown = false;
		const resumed = await runProbe([mock.url, '--resume', ...few]);
		expect([failed.exitCode, resumed.exitCode]).toEqual([1, 0]);
	});

	it('is not there after its end, so that --resume begins anew and says so', async () => {
		const mock = await start();
		await runProbe([mock.url, ...few]);
		const before = mock.received.length;
		const { stderr } = await runProbe([mock.url, '--resume', ...few]);
		expect(stderr).toContain('There is no stopped probe of this address, so it begins anew.');
		expect(mock.received).toHaveLength(2 * before);
	});
});

describe('the address', () => {
	it('of another server gets no request', async () => {
		const mock = await start();
		const { host } = new URL(mock.url);
		const { exitCode, stderr } = await runProbe([`http://user:word@${host}/`, ...few]);
		expect(stderr).toContain('The probe asks only the mock');
		expect(stderr).not.toContain('word@');
		expect(exitCode).toBe(1);
		expect(mock.received).toEqual([]);
	});

	it('to which a server redirects gets no request', async () => {
		const target = await start();
		const mock = await start(loadContract(), {
			instead: () => ({ status: 307, contentType: '', body: '', location: `${target.url}/v1/me` }),
		});
		const { exitCode } = await runProbe([mock.url, ...few]);
		expect(exitCode).toBe(1);
		expect(target.received).toEqual([]);
	});

	it('of the documentation is not asked faster than once a second', async () => {
		const { exitCode, stderr } = await runProbe(quick);
		expect(stderr).toContain('--requests-per-second is only for this computer');
		expect(exitCode).toBe(1);
	});
});

describe('the operations named by --only', () => {
	it('are the only ones that are asked about', async () => {
		const mock = await start();
		await runProbe([mock.url, ...quick, '--only', 'listCoupons']);
		const { parameters = [] } = operationOf(loadContract(), 'listCoupons');
		expect(parameters).toEqual([]);
		const paths = mock.received.filter(({ path }) => path.startsWith('/v1/invoicing'));
		expect([...new Set(paths.map(({ path }) => path))].sort()).toEqual([
			'/v1/invoicing/coupons',
			'/v1/invoicing/no-such-name',
		]);
	});
});
