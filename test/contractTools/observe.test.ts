import { loadContract } from '../../api';
import { startSandbox, type Sandbox } from '../../sandbox';
import type { Report } from '../../scripts/contract/report/report';
import { reportFile } from '../support/contractTools/reportFile';
import { runObserve } from '../support/contractTools/runObserve';

const reads = Object.values(loadContract().paths).flatMap(({ get }) => get?.operationId ?? []);

const file = reportFile();
let sandbox: Sandbox;
let run: Awaited<ReturnType<typeof runObserve>>;
let report: Report;

/** Runs the tool once: the tests below look at what it left. */
beforeAll(async () => {
	sandbox = await startSandbox({ apiKey: 'canary-key-7f3a', practiceGroupId: '990042' });
	run = await runObserve([
		...['--environment', sandbox.url, '--interval', '0'],
		...['--json', '--out', file.path],
	]);
	report = JSON.parse(run.stdout);
});
afterAll(async () => {
	await sandbox.stop();
	file.remove();
});

const requestsOf = (operationId: string) =>
	sandbox.ledger.filter((entry) => entry.operationId === operationId);
const remark = (words: RegExp) => report.remarks.filter((line) => words.test(line));

describe('observing a Hero without a test patient', () => {
	test('only reads', () => {
		expect(sandbox.ledger.length).toBeGreaterThan(50);
		expect(new Set(sandbox.ledger.map(({ method }) => method))).toEqual(new Set(['GET']));
	});

	test.each(reads)('asks %s no more often than its help says', (id) => {
		const wrongOnPurpose = 3;
		const isPaged = requestsOf(id).some(({ query }) => 'page_index' in query);
		expect(requestsOf(id).length).toBeLessThanOrEqual(isPaged ? 9 + wrongOnPurpose : 1 + 2);
	});

	test('asks every read that needs no ID, and reads by ID with those of the lists', () => {
		const asked = new Set(sandbox.ledger.map(({ operationId }) => operationId));
		expect([...asked]).toEqual(
			expect.arrayContaining([
				'listSlots',
				'getSlot',
				'getTask',
				'getPatientByIdV2',
				'listWebhooks',
			]),
		);
	});

	test('looks at two pages of one record, and names no other index', () => {
		const indexes = requestsOf('listEpisodes').map(({ query }) => query.page_index);
		expect(indexes.filter((index) => index !== undefined)).toEqual(['0', '1']);
	});

	test('makes four requests that are wrong on purpose', () => {
		expect(sandbox.ledger.filter(({ status }) => status === 401)).toHaveLength(1);
		expect(sandbox.ledger.filter(({ operationId }) => operationId === undefined)).toHaveLength(1);
		expect(sandbox.ledger.filter(({ query }) => query.page_size === 'many')).toHaveLength(1);
		expect(sandbox.ledger.filter(({ path }) => path.endsWith('/999999999999999'))).toHaveLength(1);
	});
});

describe('the report', () => {
	test('has the form of the other tools, and the exit code of a difference', () => {
		expect(run.exitCode).toBe(2);
		expect(report).toMatchObject({
			tool: 'observe',
			outcome: 'changed',
			source: { kind: 'staging', name: sandbox.url },
			unreadable: [],
		});
	});

	test('confirms guesses of the contract', () => {
		expect(report.findings).toContainEqual(
			expect.objectContaining({ operationId: 'listSlots', part: 'path', verdict: 'confirmed' }),
		);
		expect(report.counts['guesses confirmed']).toBeGreaterThan(20);
	});

	test('has the fields of a response that the contract leaves open', () => {
		expect(report.findings).toContainEqual(
			expect.objectContaining({
				id: 'getPracticeGroupById · response · sector · field',
				hero: 'text',
			}),
		);
	});

	test('names each read that could not be asked, and why', () => {
		const skipped = report.findings.filter(
			({ verdict, part }) => verdict === 'not clear' && part === 'call',
		);
		const asked = new Set(sandbox.ledger.map(({ operationId }) => operationId));
		const missing = reads.filter((id) => !asked.has(id));
		expect(skipped.map(({ operationId }) => operationId)).toEqual(expect.arrayContaining(missing));
		expect(skipped.find(({ operationId }) => operationId === 'getMessage')?.hero).toBe(
			'not asked, since no response had an ID for it',
		);
	});

	test('tells the pages of a list, and which open questions that settles', () => {
		expect(remark(/^Episode → Get Many/)).toEqual([
			expect.stringMatching(
				/first page has page_index 0\. count is the number of all records\..*500 asked, status 400.*"First page index, default and largest page size"/,
			),
		]);
		expect(remark(/^Slot → Get Many/)).toEqual([
			expect.stringContaining('A page has 50 records without page_size.'),
		]);
	});

	test('tells how wrong requests are refused', () => {
		expect(
			remark(/^A key that does not exist is answered with 401, application\/json/),
		).toHaveLength(1);
		expect(remark(/^An ID that does not exist is answered with 404/)).toHaveLength(1);
		expect(
			remark(/^A page_size that is no number is answered with 400.*message\[\]\.code/),
		).toHaveLength(1);
	});

	test('tells time zones, content types and headers about the rate limit', () => {
		expect(remark(/^Moments end in Z \(UTC\) in \d+ fields/)).toHaveLength(1);
		expect(remark(/^Content type of successful responses: application\/json/)).toHaveLength(1);
		expect(remark(/^No response has a header about the rate limit/)).toHaveLength(1);
	});

	test('is also in the file, which only its owner may read', () => {
		expect(JSON.parse(file.text())).toEqual(report);
		expect(file.mode()).toBe(0o600);
	});

	test('is never written over a file', async () => {
		const again = await runObserve(['--environment', sandbox.url, '--out', file.path]);
		expect(again).toMatchObject({ exitCode: 1, stdout: '' });
		expect(again.stderr).toContain('never overwritten');
	});
});
