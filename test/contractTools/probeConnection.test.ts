import { loadContract } from '../../api';
import { CannotCompareError } from '../../scripts/contract/errors';
import { probedServer } from '../../scripts/contract/probe/connection/address';
import { sendRequest } from '../../scripts/contract/probe/connection/httpClient';
import { openJournal } from '../../scripts/contract/probe/connection/journal';
import { createPace } from '../../scripts/contract/probe/connection/pace';
import { createProgress } from '../../scripts/contract/probe/connection/progress';
import { startMock } from '../support/contractTools/mockServer';
import { temporaryFile } from '../support/contractTools/temporaryFile';

const mock = 'https://developer.herohealth.net/_mock/apis/public-api/openapi';

describe('the probed server', () => {
	it.each([
		[mock, mock, false],
		[`${mock}/`, mock, false],
		[`${mock}?a=b#c`, mock, false],
		['http://localhost:8080', 'http://localhost:8080', true],
		['http://LOCALHOST:8080/base/', 'http://localhost:8080/base', true],
		['http://127.0.0.1:8080', 'http://127.0.0.1:8080', true],
		['http://127.1.2.3', 'http://127.1.2.3', true],
		['http://2130706433', 'http://127.0.0.1', true],
		['https://[::1]:8443', 'https://[::1]:8443', true],
	])('may be %s', (address, base, isLoopback) => {
		expect(probedServer(address, mock)).toEqual({ base, isLoopback });
	});

	it.each([
		'https://api.herohealth.net',
		'https://api.staging.htech.app',
		'https://api.herohealth.net/_mock/apis/public-api/openapi',
		'https://developer.herohealth.net/apis/public-api/openapi',
		'https://developer.herohealth.net/_mock/../apis/public-api',
		'https://developer.herohealth.net/_mock/%2e%2e/apis',
		'https://developer.herohealth.net/_mock/..%2fapis',
		'https://developer.herohealth.net/apis?to=/_mock/',
		'https://developer.herohealth.net/apis#/_mock/',
		'https://developer.herohealth.net:8443/_mock/apis',
		'https://developer.herohealth.net./_mock/apis',
		'https://developer.herohealth.net.example.com/_mock/apis',
		'https://developer.herohealth.net@example.com/_mock/apis',
		'https://user:word@developer.herohealth.net/_mock/apis',
		'http://developer.herohealth.net/_mock/apis/public-api/openapi',
		'http://localhost.example.com',
		'http://127.0.0.1.example.com',
		'http://127.0.0.1@example.com',
		'http://example.com#127.0.0.1',
		'http://example.com\\@127.0.0.1/',
		'http://user@127.0.0.1',
		'http://128.0.0.1',
		'http://0.0.0.0',
		'http://[::2]',
		'http://[::ffff:127.0.0.1]',
		'http://192.168.0.1',
		'ftp://127.0.0.1',
		'file:///etc/hosts',
		'localhost:8080',
		'127.0.0.1',
		'',
	])('is never %s', (address) => {
		expect(() => probedServer(address, mock)).toThrow(CannotCompareError);
	});
});

describe('the pace', () => {
	/** A clock on which waiting takes exactly as long as asked, or less if a timer fires early. */
	const clock = (early = 0) => {
		let time = 0;
		return {
			now: () => time,
			pass: (milliseconds: number) => (time += milliseconds),
			wait: async (milliseconds: number) => {
				time += Math.max(1, milliseconds - early);
				return await Promise.resolve();
			},
		};
	};
	const startsOf = async (early: number, durations: number[]) => {
		const { now, wait, pass } = clock(early);
		const next = createPace({ intervalMs: 1000, now, wait });
		const starts: number[] = [];
		for (const duration of durations) {
			await next();
			starts.push(now());
			pass(duration);
		}
		return starts;
	};

	it('is one request a second, from start to start', async () => {
		expect(await startsOf(0, [100, 0, 999, 1000, 50])).toEqual([0, 1000, 2000, 3000, 4000]);
	});

	it('does not catch up after a slow answer', async () => {
		expect(await startsOf(0, [5000, 0, 0])).toEqual([0, 5000, 6000]);
	});

	it('holds although a timer fires early', async () => {
		expect(await startsOf(3, [0, 0])).toEqual([0, 1000]);
	});
});

describe('the progress', () => {
	it('tells the number of requests and the minutes that are left', () => {
		const lines: string[] = [];
		const progress = createProgress({ perSecond: 1, write: (text) => lines.push(text) });
		progress.expect(140);
		for (let count = 0; count < 40; count++) progress.count();
		progress.expect(10);
		for (let count = 0; count < 20; count++) progress.count();
		expect(lines).toEqual([
			'About 140 requests, 3 minutes\n',
			'20 of about 140 requests, 2 minutes left\n',
			'40 of about 140 requests, 2 minutes left\n',
			'60 of about 60 requests, 0 minutes left\n',
		]);
	});
});

describe('the journal', () => {
	const request = { method: 'GET', path: '/v1/forms', query: [] };
	const answer = { status: 200, contentType: '', text: '{}' };
	const options = { base: 'http://127.0.0.1:1', contractText: 'one', isResuming: false };

	it('keeps the answers and the day for a probe that is resumed', () => {
		const file = temporaryFile('journal.jsonl');
		openJournal({ ...options, file, today: '2026-01-01' }).record(request, answer);
		const resumed = openJournal({ ...options, file, isResuming: true, today: '2026-01-02' });
		expect(resumed).toMatchObject({ date: '2026-01-01', note: undefined, recorded: 1 });
		expect(resumed.find(request)).toEqual(answer);
		expect(resumed.find({ ...request, forcedStatus: 400 })).toBeUndefined();
	});

	it.each([
		['another contract', { contractText: 'two' }],
		['another address', { base: 'http://127.0.0.1:2' }],
	])('begins anew for %s, and says so', (_, other) => {
		const file = temporaryFile('journal.jsonl');
		openJournal({ ...options, file, today: '2026-01-01' }).record(request, answer);
		const resumed = openJournal({
			...{ ...options, ...other, file },
			...{ isResuming: true, today: '2026-01-02' },
		});
		expect(resumed).toMatchObject({ date: '2026-01-02', recorded: 0 });
		expect(resumed.note).toContain('begins anew');
	});

	it('begins anew without --resume', () => {
		const file = temporaryFile('journal.jsonl');
		openJournal({ ...options, file, today: '2026-01-01' }).record(request, answer);
		const anew = openJournal({ ...options, file, today: '2026-01-01' });
		expect(anew.recorded).toBe(0);
		expect(anew.note).toContain('left its answers (1). Without --resume it begins anew.');
	});

	it('is kept by a probe that gets no answer', () => {
		const file = temporaryFile('journal.jsonl');
		openJournal({ ...options, file, today: '2026-01-01' }).record(request, answer);
		openJournal({ ...options, file, today: '2026-01-02' });
		const resumed = openJournal({ ...options, file, isResuming: true, today: '2026-01-03' });
		expect(resumed).toMatchObject({ date: '2026-01-01', recorded: 1 });
	});

	it('reads a file that was torn in its last line', () => {
		const file = temporaryFile('journal.jsonl');
		const journal = openJournal({ ...options, file, today: '2026-01-01' });
		journal.record(request, answer);
		temporaryFile.append(file, '{"key":"torn');
		const resumed = openJournal({ ...options, file, isResuming: true, today: '2026-01-01' });
		expect(resumed.recorded).toBe(1);
		resumed.record({ ...request, path: '/v1/me' }, answer);
		const again = openJournal({ ...options, file, isResuming: true, today: '2026-01-01' });
		expect(again.recorded).toBe(2);
	});
});

describe('a request', () => {
	it('to a server that hangs ends as an answer in doubt', async () => {
		const server = await startMock(loadContract(), { instead: () => 'hang' });
		const answer = await sendRequest(server.url, { method: 'GET', path: '/v1/me', query: [] }, 0.2);
		await server.stop();
		expect(answer).toMatchObject({ status: 0, failure: 'no answer within 0.2 seconds' });
	});

	it('ends as an answer in doubt if the answer is too large', async () => {
		const body = 'x'.repeat(3_000_000);
		const server = await startMock(loadContract(), {
			instead: () => ({ status: 200, contentType: 'text/plain', body }),
		});
		const answer = await sendRequest(server.url, { method: 'GET', path: '/v1/me', query: [] });
		await server.stop();
		expect(answer).toMatchObject({ status: 0, failure: 'the answer is too large' });
	});
});
