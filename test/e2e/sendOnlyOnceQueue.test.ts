import type { INode, INodeParameters } from 'n8n-workflow';

import { startSandbox, type Sandbox } from '../../sandbox';
import { missingPrograms, openQueue } from '../../scripts/n8n/queue';
import { eventually, fasterExpressions } from '../../scripts/n8n/temporary';
import {
	branches,
	byId,
	carriedOutCalls,
	chain,
	heroName,
	heroNode,
	itemNodes,
	startNode,
	storeCredential,
	type Credential,
} from '../../scripts/n8n/workflows';
import { nextEventLoopTurn } from '../support/engine/eventLoop';

type Queue = Awaited<ReturnType<typeof openQueue>>;
type Execution = Awaited<ReturnType<Queue['client']['waitForExecution']>>;

/** n8n abandons the jobs of a killed worker after seconds, so a test need not wait minutes. */
const shortLocks = {
	QUEUE_WORKER_LOCK_DURATION: '3000',
	QUEUE_WORKER_LOCK_RENEW_TIME: '1000',
	QUEUE_WORKER_STALLED_INTERVAL: '1000',
};

const missing = missingPrograms();
const [describeQueue, title] =
	missing.length === 0
		? [describe, 'queue mode']
		: [describe.skip, `queue mode, skipped since ${missing.join(' and ')} is not installed`];

describeQueue(title, () => {
	let queue: Queue;
	beforeAll(async () => {
		queue = await openQueue({ environment: { ...fasterExpressions, ...shortLocks } });
	});
	afterAll(async () => await queue?.close());

	let sandbox: Sandbox;
	let credential: Credential;
	beforeEach(async () => {
		sandbox = await startSandbox({ settings: { latency_ms: 300 } });
		credential = await storeCredential(queue, sandbox);
	});
	afterEach(async () => await sandbox?.stop());

	/** Stores a workflow that sends one message for each item. */
	const create = async (
		count: number,
		parameters: INodeParameters,
		settings: Partial<INode> = {},
	): Promise<string> => {
		const items = Array.from({ length: count }, (_, number) => ({ number }));
		const send = heroNode(
			credential,
			'message: send',
			{
				...{ messageType: 'hero', patientId: byId('98765') },
				...{ messageString: '=Message {{ $json.number }}', ...parameters },
			},
			settings,
		);
		const { id } = await queue.client.createWorkflow(chain(startNode, ...itemNodes(items), send));
		return id;
	};
	const sendOnce = async (count: number) =>
		await create(count, { sendOnlyOnce: true }, { onError: 'continueRegularOutput' });

	/** Starts a workflow by hand, which n8n hands to a worker. */
	const start = async (id: string): Promise<string> =>
		String((await queue.client.runWorkflow(id, startNode.name)).executionId);
	const ended = async (executionId: string): Promise<Execution> =>
		await queue.client.waitForExecution(executionId, { timeout: 300_000 });
	const run = async (id: string) => await ended(await start(id));

	/** Waits for the worker that runs an execution. */
	const workerOf = async (executionId: string) =>
		await eventually(async () => queue.workers.find((worker) => worker.hasBegun(executionId)), {
			what: 'worker that runs it',
			within: 120_000,
		});

	/** Waits, without a pause, until Hero has carried out so many messages. */
	const carriedOut = async (count: number) => {
		while (texts().length < count) await nextEventLoopTurn();
	};

	const texts = () =>
		carriedOutCalls(sandbox, 'sendMessage').map(
			({ body }) => (body as { message_string: string }).message_string,
		);
	const all = (count: number) => Array.from({ length: count }, (_, item) => `Message ${item}`);
	const repeated = () => texts().filter((text, index, list) => list.indexOf(text) !== index);

	/** What the node said of each item. */
	const accountOf = (execution: Execution) =>
		(branches(execution)[0] ?? []).map(({ json }) => {
			if (json.alreadySent) return 'sent before';
			if (json.message_id) return 'sent now';
			const { mayBeDone } = (json.details ?? {}) as { mayBeDone?: boolean };
			return mayBeDone ? 'perhaps sent' : `not sent: ${String(json.error)}`;
		});

	describe('Send Only Once, when the worker is killed', () => {
		const count = 500;

		test.each([
			['before the first message', 0],
			['while Hero has not responded to the first message', 1],
			['right after the first response', 2],
			['with many messages in flight', 120],
			['in the middle', 250],
			['near the end', 420],
		])('%s, sends each message at most once and says so of the others', async (_when, moment) => {
			const id = await sendOnce(count);
			const killed = await start(id);
			const worker = await workerOf(killed);
			await carriedOut(moment);
			await worker.kill();
			await worker.start();

			// n8n stored nothing of the run, so its Retry has nothing to go on with.
			expect((await ended(killed)).data.resultData.runData).toEqual({});
			await queue.client.retryExecution(killed).catch(() => undefined);
			await eventually(async () => (await queue.client.executionCount(id)) >= 2, {
				what: 'end of the retry',
				within: 120_000,
			});
			const before = new Set(texts());
			expect(before.size).toBeLessThan(count);

			const account = accountOf(await run(id));
			expect(repeated()).toEqual([]);
			expect(account).toHaveLength(count);
			const after = new Set(texts());
			const wrong = all(count).filter((text, item) => {
				if (account[item] === 'sent before') return !before.has(text);
				if (account[item] === 'sent now') return before.has(text) || !after.has(text);
				return account[item] !== 'perhaps sent';
			});
			expect(wrong).toEqual([]);
			const unclear = account.filter((one) => one === 'perhaps sent').length;
			// Only what was in flight, and what was claimed with it.
			expect(unclear).toBeLessThanOrEqual(150);

			// A third run knows all of it still.
			const last = accountOf(await run(id));
			expect(last.filter((one) => one === 'perhaps sent')).toHaveLength(unclear);
			expect(last.filter((one) => one === 'sent before')).toHaveLength(count - unclear);
			expect(repeated()).toEqual([]);
		});
	});

	test('Retry On Fail and Retry in the list go on where they stopped, on another worker too', async () => {
		const count = 200;
		const id = await create(
			count,
			{ itemsInParallel: 20 },
			{ retryOnFail: true, maxTries: 3, waitBetweenTries: 100 },
		);
		const first = await start(id);
		const worker = await workerOf(first);
		await carriedOut(60);
		sandbox.changeSettings({ refuse_writes: true });
		expect((await ended(first)).status).toBe('error');
		const before = texts().length;
		expect(repeated()).toEqual([]);

		sandbox.changeSettings({ refuse_writes: false });
		await worker.kill();
		await queue.client.retryExecution(first);
		const [{ id: second }] = await queue.client.executions(id);
		const retry = await ended(second);
		expect([second === first, worker.hasBegun(second), retry.status]).toEqual([
			...[false, false],
			'success',
		]);
		await worker.start();
		expect(repeated()).toEqual([]);
		expect(texts().sort()).toEqual(all(count).sort());
		const output = branches(retry, heroName)[0];
		expect(output).toHaveLength(count);
		expect(output.filter(({ json }) => json.doneBefore)).toHaveLength(before);
	});

	describe('Send Only Once, with several executions at the same moment', () => {
		beforeEach(() => sandbox.changeSettings({ latency_ms: 20 }));
		const count = 30;

		test.each([2, 4])(
			'sends each message once in %i executions of the same items',
			async (runs) => {
				for (let round = 0; round < 5; round++) {
					sandbox.ledger.length = 0;
					const id = await sendOnce(count);
					const started = await Promise.all(
						Array.from({ length: runs }, async () => await start(id)),
					);
					const accounts = (await Promise.all(started.map(ended))).map(accountOf);
					expect(texts().sort()).toEqual(all(count).sort());
					// What another worker is sending now is told as perhaps sent.
					const told = accounts.flat().filter((one) => /^(sent|perhaps)/.test(one));
					expect(told).toHaveLength(count * runs);
					expect(accounts.flat().filter((one) => one === 'sent now')).toHaveLength(count);
					// The next run knows all of them.
					expect(accountOf(await run(id))).toEqual(all(count).map(() => 'sent before'));
					expect(texts()).toHaveLength(count);
				}
			},
		);

		test('remembers all messages of two executions of different items', async () => {
			for (let round = 0; round < 5; round++) {
				sandbox.ledger.length = 0;
				const options = { onError: 'continueRegularOutput' } as const;
				const id = await create(
					count,
					{
						sendOnlyOnce: true,
						messageString: '=Message {{ $json.number }} of {{ $execution.id }}',
					},
					options,
				);
				const started = await Promise.all([start(id), start(id)]);
				await Promise.all(started.map(ended));
				expect(texts()).toHaveLength(2 * count);
				for (const executionId of started) {
					const workflow = await queue.client.workflow(id);
					const text = `=Message {{ $json.number }} of ${executionId}`;
					const nodes = (workflow.nodes as INode[]).map((node) =>
						node.name === heroName
							? { ...node, parameters: { ...node.parameters, messageString: text } }
							: node,
					);
					await queue.client.updateWorkflow(id, { ...workflow, nodes });
					expect(accountOf(await run(id))).toEqual(all(count).map(() => 'sent before'));
				}
				expect(texts()).toHaveLength(2 * count);
			}
		});
	});
});
