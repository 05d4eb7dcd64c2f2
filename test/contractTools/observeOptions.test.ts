import { loadContract } from '../../api';
import { createHeroClient } from '../../scripts/contract/observe/heroClient';
import { optionsOf } from '../../scripts/contract/observe/options';
import {
	fakeTerminal,
	localOptions,
	observeInProcess,
} from '../support/contractTools/observeInProcess';
import { runObserve, startObserve } from '../support/contractTools/runObserve';
import { useHeroServer } from '../support/engine/heroServer';

const hero = useHeroServer();
const contract = loadContract();
type Values = Parameters<typeof optionsOf>[0];
const read = (values: Values) => () => optionsOf(values, contract);

describe('a key', () => {
	test.each([['--key'], ['--api-key'], ['--signing-key']])(
		'is refused as an argument, with the reason, and not repeated: %s',
		async (flag) => {
			const run = await runObserve(['--environment', hero.url, flag, 'canary-argument']);
			expect(run).toMatchObject({ exitCode: 1, stdout: '' });
			expect(run.stderr).toMatch(/would stay in the history of the shell/);
			expect(run.stderr).not.toContain('canary-argument');
			expect(hero.received).toEqual([]);
		},
	);

	test('is never among the arguments of the process', async () => {
		const started = startObserve(['--environment', hero.url, '--interval', '0']);
		await hero.untilReceived(1);
		const commandLine = started.commandLine();
		await started.finished();
		expect(commandLine).toContain('contractObserve.js');
		expect(commandLine).not.toContain('canary-key');
	});

	test('is asked for only in a terminal; without one the variable is named', async () => {
		const { exitCode, stderr } = await runObserve(['--environment', hero.url], {});
		expect(exitCode).toBe(1);
		expect(stderr).toContain('Set HERO_API_KEY in the environment');
		expect(hero.received).toEqual([]);
	});

	test('can be typed at a terminal, and goes with each request', async () => {
		const terminal = fakeTerminal({ secret: 'typed-secret' });
		await expect(observeInProcess(localOptions(hero.url), terminal)).resolves.toBeDefined();
		expect(terminal.questions).toEqual(['API key', 'Practice Group ID']);
		const { headers } = hero.received[0];
		expect([headers['x-api-key'], headers['x-practice-group-id']]).toEqual([
			...['typed-secret', 'typed-secret'],
		]);
	});
});

describe('--environment', () => {
	test('must be there, unless deliveries alone are awaited', () => {
		expect(read({})).toThrow(/--environment or --listen is missing/);
		expect(read({ listen: '8080' })()).toMatchObject({ environment: undefined });
	});

	test.each([
		['http://hero.example.com', /must begin with https/],
		['hero', /is staging, production or an address/],
		['toString', /is staging, production or an address/],
		['https://someone:secret@hero.example.com', /has a login/],
		['https://hero.example.com?key=secret', /a query/],
		['mock', /contract:probe/],
		[contract.servers[2].url, /contract:probe/],
	])('%s is refused', (environment, reason) => expect(read({ environment })).toThrow(reason));

	test.each([
		['staging', 'https://api.staging.htech.app', 'staging'],
		['production', 'https://api.herohealth.net', 'live'],
		['https://api.herohealth.net/', 'https://api.herohealth.net', 'live'],
		['https://hero.example.com', 'https://hero.example.com', 'live'],
		['http://localhost:3000', 'http://localhost:3000', 'staging'],
	])('%s is %s, which counts as %s', (environment, baseUrl, kind) => {
		expect(read({ environment })().environment).toMatchObject({ baseUrl, kind });
	});
});

describe('a Hero that is not staging', () => {
	const live = { baseUrl: 'https://hero.example.com', kind: 'live' as const, isLoopback: false };
	const options = () => ({
		...localOptions(hero.url),
		environment: { ...live, baseUrl: hero.url },
	});

	test('is asked for once more, and without a terminal nothing begins', async () => {
		await expect(observeInProcess(options())).rejects.toThrow(/asked for once more.*only reads/);
		expect(hero.received).toEqual([]);
	});

	test('is not asked after a No', async () => {
		const terminal = fakeTerminal({ answer: () => false });
		await expect(observeInProcess(options(), terminal)).rejects.toThrow('It was not begun.');
		expect(terminal.said.join()).toContain('Reads only');
		expect(hero.received).toEqual([]);
	});

	test('is asked after a Yes', async () => {
		const terminal = fakeTerminal({ answer: () => true, secret: 'typed-secret' });
		const { report } = await observeInProcess(options(), terminal);
		expect(report.source.kind).toBe('live');
		expect(new Set(hero.received.map(({ method }) => method))).toEqual(new Set(['GET']));
	});

	test.each([['production'], ['https://hero.example.com'], [undefined]])(
		'has no test patient, even with --yes: %s',
		(environment) => {
			const values = { environment, listen: '0', yes: true, 'test-patient': '98765' };
			expect(read(values)).toThrow(/writes are never made elsewhere/);
		},
	);

	test.each([['interval'], ['timeout']])('has no other --%s', (flag) => {
		expect(read({ environment: 'staging', [flag]: '0' })).toThrow(/only for an address of this/);
	});
});

describe('the pace', () => {
	test('is one request a second at most, with half a minute for each', () => {
		expect(read({ environment: 'staging' })()).toMatchObject({
			intervalMs: 1000,
			timeoutMs: 30_000,
		});
	});

	test('counts from the beginning of the request before', async () => {
		const waits: number[] = [];
		const clock = {
			now: () => 5000,
			wait: async (milliseconds: number) => waits.push(milliseconds),
		};
		const client = createHeroClient(
			{
				...{ baseUrl: hero.url, apiKey: 'key', practiceGroupId: '1' },
				...{ intervalMs: 1000, timeoutMs: 30_000, onAnswer: () => {} },
			},
			clock,
		);
		await client.send({ method: 'GET', path: '/v1/me' });
		await client.send({ method: 'GET', path: '/v1/me' });
		expect(waits).toEqual([0, 1000]);
	});
});

test('--out is refused before the first request if its folder does not exist', () => {
	const values = { environment: hero.url, out: '/no-such-folder/report.json' };
	expect(read(values)).toThrow(/folder of --out does not exist/);
});

test('--write is refused for an address of this computer', () => {
	expect(read({ environment: hero.url, write: true })).toThrow(/its own guesses/);
});

test('--show-names is refused without a terminal, where the names could end in a file', async () => {
	const options = { ...localOptions(hero.url), showsNames: true };
	await expect(observeInProcess(options)).rejects.toThrow(/needs a terminal/);
	expect(hero.received).toEqual([]);
});

test('--help says what is asked, what is shown and the exit codes', async () => {
	const { exitCode, stdout } = await runObserve(['--help'], {});
	expect(exitCode).toBe(0);
	expect(stdout).toMatch(/No value of a\s+response is shown/);
	expect(stdout).toContain('put a tunnel with an https address in front of it');
	expect(stdout).toContain('Exit codes: 0 same, 2 changed, 1 could not compare.');
});
