import { sleep } from 'n8n-workflow';
import { missingPrograms, openQueue } from '../../scripts/n8n/queue';
import { fasterExpressions } from '../../scripts/n8n/temporary';
import {
	eventOf,
	type DeliveryResponse,
	type DeliveryRequest,
} from '../support/trigger/signedDelivery';
import {
	deliver,
	signedDeliveryTo,
	openPractice,
	sendMessage,
	type Practice,
	type Subscription,
	type Trigger,
} from '../support/e2e/practice';

type Queue = Awaited<ReturnType<typeof openQueue>>;

/** n8n abandons the jobs of a killed worker after seconds, so a test need not wait minutes. */
const shortLocks = {
	QUEUE_WORKER_LOCK_DURATION: '3000',
	QUEUE_WORKER_LOCK_RENEW_TIME: '1000',
	QUEUE_WORKER_STALLED_INTERVAL: '1000',
};

const jobsAtOnce = 5;

/** Runs an action for each, so many at once. */
async function manyTimes<Result>(
	count: number,
	action: (index: number) => Promise<Result>,
	atOnce = count,
): Promise<Result[]> {
	const results: Result[] = [];
	let next = 0;
	const goOn = async () => {
		while (next < count) {
			const index = next++;
			results[index] = await action(index);
		}
	};
	await Promise.all(Array.from({ length: atOnce }, goOn));
	return results;
}

const refused = (answers: DeliveryResponse[]) => answers.filter(({ status }) => status !== 200);

const missing = missingPrograms();
const [describeQueue, title] =
	missing.length === 0
		? [describe, 'queue mode']
		: [describe.skip, `queue mode, skipped since ${missing.join(' and ')} is not installed`];

describeQueue(title, () => {
	let queue: Queue;
	beforeAll(async () => {
		queue = await openQueue({
			webhooks: 2,
			environment: { ...fasterExpressions, ...shortLocks },
		});
	});
	afterAll(async () => await queue?.close());

	let practice: Practice;
	let trigger: Trigger;
	let subscription: Subscription;
	beforeEach(async () => {
		practice = await openPractice(queue);
		trigger = await practice.createTrigger(
			{ events: ['appointment.confirmed'], fetchRecord: false },
			// The event of the run.
			sendMessage('=Message {{ $json.id }}'),
		);
		expect(await trigger.activate()).toEqual({ status: 'published', message: '' });
		[subscription] = await practice.subscriptions();
	});
	afterEach(async () => await practice?.close());

	const letter = (id: string): DeliveryRequest => signedDeliveryTo(subscription, eventOf(id));

	/** Posts a delivery to one of the webhook processes. */
	const deliverTo = async (process: number, what: DeliveryRequest): Promise<DeliveryResponse> => {
		const [first] = queue.webhookUrls;
		const url = subscription.url.replace(first, queue.webhookUrls[process]);
		return await deliver({ ...subscription, url }, what);
	};

	const names = (count: number) =>
		Array.from({ length: count }, (_, index) => `Message ${index}`).sort();

	/** Posts so many deliveries, 20 at once. */
	const deliverMany = async (count: number) =>
		await manyTimes(count, async (index) => await deliver(subscription, letter(`${index}`)), 20);

	test('runs 500 deliveries once each', async () => {
		expect(refused(await deliverMany(500))).toEqual([]);
		await trigger.executed(500);
		expect([await trigger.count(), await trigger.count('success')]).toEqual([500, 500]);
		expect(practice.messages()).toEqual(names(500));
	});

	test('shows the jobs of a killed worker as failed, and repeats none of them', async () => {
		// The delay is long enough for the worker to reach its concurrency limit.
		practice.sandbox.changeSettings({ latency_ms: 300 });
		const deliveries = deliverMany(200);
		await trigger.executed(60);
		await queue.workers[1].kill();
		expect(refused(await deliveries)).toEqual([]);
		await trigger.executed(200);

		const failed = await trigger.count('error');
		expect(failed).toBeGreaterThan(0);
		expect(failed).toBeLessThanOrEqual(jobsAtOnce);
		expect([await trigger.count(), await trigger.count('success')]).toEqual([200, 200 - failed]);
		// Hero may have carried out what the worker had asked for, but nothing twice.
		const once = new Set(practice.messages());
		expect(practice.messages()).toHaveLength(once.size);
		expect(once.size).toBeGreaterThanOrEqual(200 - failed);

		// n8n keeps neither the event nor the progress, so nobody can resume it.
		for (const { id } of await queue.client.executions(trigger.id, ['error'])) {
			const { resultData } = (await queue.client.waitForExecution(id)).data;
			expect(resultData.error?.message).toContain('failed to be processed too many times');
			expect(resultData.runData).toEqual({});
		}

		await queue.workers[1].start();
	});

	test('accepts a delivery once when it is repeated at once or a second later', async () => {
		const again = letter('again');
		await deliver(subscription, again);
		await sleep(1000);
		expect((await deliver(subscription, again)).body).toContain('Received before');
		const together = letter('together');
		const answers = await manyTimes(20, async () => await deliver(subscription, together));
		expect(refused(answers)).toEqual([]);

		// Jobs that were queued before this one have ended when this one has.
		await practice.sent(2);
		await deliver(subscription, letter('last'));
		await practice.sent(3);
		await trigger.executed(3);
		expect(await trigger.count()).toBe(3);
		expect(practice.messages()).toEqual(
			['again', 'last', 'together'].map((one) => `Message ${one}`),
		);
	});

	test('recognizes after two seconds the deliveries of another webhook process', async () => {
		const bodies = await manyTimes(
			4,
			async (index) => {
				const first = index % 2;
				const one = letter(`${index}`);
				expect((await deliverTo(first, one)).status).toBe(200);
				await sleep(2000);
				return (await deliverTo(1 - first, one)).body;
			},
			1,
		);
		expect(bodies).toEqual(bodies.map(() => expect.stringContaining('Received before')));
		await trigger.executed(4);
		expect(await trigger.count()).toBe(4);
		expect(practice.messages()).toEqual(names(4));
	});

	test('accepts and runs deliveries while the main process is dead, and works normally after its restart', async () => {
		// The delay is long enough for jobs to wait and to run when the main process dies.
		practice.sandbox.changeSettings({ latency_ms: 300 });
		const before = await practice.subscriptions();
		const answers = await manyTimes(
			200,
			async (index) => {
				if (index === 100) await queue.main.kill();
				return await deliver(subscription, letter(`${index}`));
			},
			20,
		);
		expect(refused(answers)).toEqual([]);
		await practice.sent(200);
		expect(practice.messages()).toEqual(names(200));

		await queue.main.start();
		expect((await queue.client.publicationStatus(trigger.id)).status).toBe('published');
		await trigger.executed(200);
		expect([await trigger.count(), await trigger.count('success')]).toEqual([200, 200]);
		expect(await practice.subscriptions()).toEqual(before);

		// From before and from while it was dead, the latter at the process that never saw it; not the very last
		// one, since n8n may store the list of what came just before over it.
		for (const [process, id] of [
			[0, '0'],
			[1, '150'],
		] as const) {
			const { status, body } = await deliverTo(process, letter(id));
			expect([status, body]).toEqual([200, expect.stringContaining('Received before')]);
		}
		expect((await deliver(subscription, letter('new'))).status).toBe(200);
		await trigger.executed(201);
		expect(await trigger.count('success')).toBe(201);
		expect(practice.messages()).toEqual([...names(200), 'Message new']);

		await trigger.deactivate();
		expect(await practice.subscriptions()).toEqual([]);
	});
});
