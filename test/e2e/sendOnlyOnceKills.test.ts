import type { Sandbox } from '../../sandbox';
import { eventually, newest, oldest } from '../../scripts/n8n/temporary';
import { runStored, startNode, type Credential, type N8n } from '../../scripts/n8n/workflows';
import {
	askedFor,
	campaign,
	countOf,
	doubled,
	sendNode,
	sentTo,
	toldOf,
	type Execution,
	type Told,
} from '../support/e2e/campaign';
import { openN8nWithSandbox, type N8nWithSandbox } from '../support/e2e/n8nWithSandbox';

/** A moment at which n8n is killed. */
interface Moment {
	/** The number of the request that Hero gets at this moment; 0 for the start of the run. */
	request: number;
	/** Hero answers all requests, or none from this one on, so that as many as possible are in flight. */
	hero: 'answers' | 'is silent';
	/** Items in Parallel. */
	parallel: number;
	/** n8n's setting Save Execution Progress, without which it retries no crashed execution. */
	progress: 'saved' | 'not saved';
}

const moments: Moment[] = [
	{ request: 0, hero: 'answers', parallel: 50, progress: 'not saved' },
	{ request: 1, hero: 'is silent', parallel: 50, progress: 'saved' },
	{ request: 2, hero: 'answers', parallel: 50, progress: 'not saved' },
	{ request: 17, hero: 'is silent', parallel: 1, progress: 'saved' },
	{ request: 40, hero: 'answers', parallel: 1, progress: 'not saved' },
	{ request: 60, hero: 'is silent', parallel: 50, progress: 'not saved' },
	{ request: 150, hero: 'answers', parallel: 50, progress: 'saved' },
	{ request: 250, hero: 'is silent', parallel: 200, progress: 'saved' },
	{ request: 400, hero: 'answers', parallel: 50, progress: 'not saved' },
	{ request: 460, hero: 'is silent', parallel: 50, progress: 'saved' },
];

const cases: Array<[version: string, moments: Moment[]]> = [
	[newest, moments],
	[oldest, [moments[1], moments[4], moments[7]]],
];

/** On a busy computer n8n would take its database for lost, and answer nothing for a while. */
const calmDatabase = { DB_PING_INTERVAL_SECONDS: '3600' };

const patientCount = 500;
const anHour = 3_600_000;

/** Each run sends a text to 500 patients with Send Only Once. Hero's ledger shows who got it. */
describe.each(cases)('n8n %s is killed', (version, momentsOfVersion) => {
	let opened: N8nWithSandbox | undefined;
	let sandbox: Sandbox;
	let n8n: N8n;
	let credential: Credential;
	let patients: string[];
	beforeAll(async () => {
		opened = await openN8nWithSandbox(version, calmDatabase);
		({ sandbox, n8n, credential } = opened);
		patients = [...sandbox.patients.keys()].slice(0, patientCount);
	});
	afterAll(async () => await opened?.close());

	const store = async ({ parallel, progress }: Moment): Promise<string> => {
		const parameters = { sendOnlyOnce: true, itemsInParallel: parallel };
		const node = sendNode(credential, parameters, { onError: 'continueRegularOutput' });
		const settings = { executionOrder: 'v1', saveExecutionProgress: progress === 'saved' };
		return (await n8n.client.createWorkflow({ ...campaign(patients, node), settings })).id;
	};

	/** Resolves when Hero gets the request of this number, before it answers. */
	const requestOf = async (number: number) =>
		await new Promise<void>((resolve) => {
			if (number === 0) return resolve();
			const { ledger } = sandbox;
			const push = jest.spyOn(ledger, 'push').mockImplementation((...entries) => {
				const length = Array.prototype.push.apply(ledger, entries);
				if (length < number) return length;
				push.mockRestore();
				resolve();
				return length;
			});
		});

	/** Resolves when n8n sends nothing more, because Hero answers nothing. */
	const noMoreRequests = async () => {
		const counts: number[] = [];
		await eventually(
			() => {
				counts.push(sandbox.ledger.length);
				return Promise.resolve(counts.length > 5 && counts.at(-1) === counts.at(-6));
			},
			{ what: 'pause', within: 120_000 },
		);
	};

	/** Runs the workflow and kills n8n at this moment. Returns the ID of the execution. */
	const killAt = async ({ request, hero }: Moment, workflow: string): Promise<string> => {
		const isSilent = hero === 'is silent';
		sandbox.ledger.length = 0;
		sandbox.changeSettings({ latency_ms: isSilent && request === 1 ? anHour : 100 });
		const moment = requestOf(request);
		const { executionId } = await n8n.client.runWorkflow(workflow, startNode.name);
		await moment;
		if (isSilent) {
			sandbox.changeSettings({ latency_ms: anHour });
			await noMoreRequests();
		}
		await n8n.kill();
		sandbox.changeSettings({ latency_ms: 10 });
		return String(executionId);
	};

	/** Compares the node's word on each item with Hero's ledger, also as it was before this run. */
	const check = (told: Told[], before: Set<string>) => {
		expect(doubled(sandbox)).toEqual([]);
		const after = new Set(sentTo(sandbox));
		const facts = told.map((word, item) => {
			const patient = patients[item];
			return `${word}: ${before.has(patient)}, ${after.has(patient)}`;
		});
		const allowed = [
			'sent: false, true',
			'sentBefore: true, true',
			// Nobody gets it now who perhaps had got it.
			'unclear: false, false',
			'unclear: true, true',
		];
		expect([...new Set(facts)].filter((fact) => !allowed.includes(fact))).toEqual([]);
	};

	const checked = async (run: () => Promise<Execution>): Promise<Told[]> => {
		const before = new Set(sentTo(sandbox));
		const told = toldOf(await run(), patientCount);
		check(told, before);
		return told;
	};

	test.each(momentsOfVersion)(
		'at request $request when Hero $hero, with $parallel in parallel and progress $progress',
		async (moment) => {
			const workflow = await store(moment);
			const crashed = await killAt(moment, workflow);
			await n8n.start();

			const retry = async () =>
				await n8n.client.waitForExecution((await n8n.client.retryExecution(crashed)).id);
			let afterRetry: Told[] | undefined;
			if (moment.progress === 'saved') afterRetry = await checked(retry);
			// n8n has nothing to go on from, and says so in several ways.
			else await expect(retry()).rejects.toThrow();

			const told = await checked(async () => await runStored(n8n, workflow, { timeout: 300_000 }));
			if (afterRetry) {
				// The retry sent all that could be sent.
				expect(countOf(told, 'sent')).toBe(0);
				expect(countOf(told, 'unclear')).toBe(countOf(afterRetry, 'unclear'));
			}
			const unclear = countOf(told, 'unclear');
			expect(unclear).toBeLessThanOrEqual(3 * Math.max(moment.parallel, 16));
			expect(countOf(told, 'notSent')).toBe(0);
			expect(askedFor(sandbox).length + unclear).toBeGreaterThanOrEqual(patientCount);
		},
	);
});
