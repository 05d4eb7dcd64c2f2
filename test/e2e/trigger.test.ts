import { sleep } from 'n8n-workflow';
import { nodeOutput } from '../../scripts/n8n/client';
import { randomUUID } from 'crypto';
import {
	eventually,
	fasterExpressions,
	newest,
	oldest,
	openN8n,
} from '../../scripts/n8n/temporary';
import { folderOf } from '../support/e2e/folders';
import {
	eventOf,
	withHeaders,
	type DeliveryRequest,
	type Signing,
} from '../support/trigger/signedDelivery';
import {
	book,
	cancel,
	deliver,
	hold,
	letterTo,
	openPractice,
	sendMessage,
	type Follower,
	type N8n,
	type Practice,
	type Subscription,
	type Trigger,
} from '../support/e2e/practice';

const confirmed = 'appointment.confirmed';
const cancelled = 'appointment.cancelled';
const rescheduled = 'appointment.rescheduled';
const both = { events: [confirmed, cancelled] };
const withoutRecord = { events: [confirmed], fetchRecord: false };
const minute = 60_000;

/** Makes an item of each of the event's people. */
const splitOut: Follower = {
	name: 'Split Out',
	type: 'n8n-nodes-base.splitOut',
	parameters: { fieldToSplitOut: 'people', options: {} },
};

const eventsOf = (subscriptions: Subscription[]) =>
	subscriptions.map(({ event_type }) => event_type);
const addressesOf = (subscriptions: Subscription[]) => [
	...new Set(subscriptions.map(({ url }) => url)),
];
const idsOf = (subscriptions: Subscription[]) => subscriptions.map(({ id }) => id);
/** A workflow as n8n's command line takes it. */
interface Workflow {
	id: string;
	nodes: Array<{ webhookId?: string }>;
	staticData: object;
}

const manyTimes = async <Result>(count: number, action: (index: number) => Promise<Result>) =>
	await Promise.all(Array.from({ length: count }, (_, index) => action(index)));

describe.each([newest, oldest])('n8n %s', (version) => {
	let n8n: N8n;
	beforeAll(async () => {
		n8n = await openN8n({ version, environment: fasterExpressions });
		await n8n.start();
	});
	afterAll(async () => await n8n?.close());

	/** Activates, and gives back the one subscription that Hero then has. */
	const activated = async (practice: Practice, trigger: Trigger) => {
		expect(await trigger.activate()).toEqual({ status: 'published', message: '' });
		const [subscription, ...others] = await practice.subscriptions();
		expect(others).toEqual([]);
		return subscription;
	};

	describe('a workflow with the trigger', () => {
		let practice: Practice;
		beforeEach(async () => {
			practice = await openPractice(n8n);
		});
		afterEach(async () => await practice.close());

		test('subscribes, runs once for each event, and takes its subscriptions back', async () => {
			const trigger = await practice.createTrigger(both);
			expect(await practice.subscriptions()).toEqual([]);
			expect(await trigger.activate()).toEqual({ status: 'published', message: '' });

			const subscriptions = await practice.subscriptions();
			expect(eventsOf(subscriptions)).toEqual([cancelled, confirmed]);
			expect(addressesOf(subscriptions)).toEqual([
				expect.stringMatching(`^${n8n.url}/webhook/[\\w-]+/\\w+$`),
			]);

			const id = await hold(practice.hero);
			await book(practice.hero, id);
			const read = {
				received_at: expect.stringMatching(/^\d{4}-\d{2}-\d{2}T/),
				record: expect.objectContaining({ id, patient_id: '98765' }),
			};
			expect(await trigger.items(1)).toEqual([[{ ...eventOf(id, confirmed), ...read }]]);
			await cancel(practice.hero, id);
			const [, second] = await trigger.items(2);
			expect(second).toEqual([{ ...eventOf(id, cancelled), ...read }]);

			await trigger.deactivate();
			expect(await practice.subscriptions()).toEqual([]);
			expect(await trigger.count()).toBe(2);
		});

		test('follows a change of its events, at the same address', async () => {
			const trigger = await practice.createTrigger(both);
			await trigger.activate();
			const before = await practice.subscriptions();

			await trigger.change({ events: [confirmed, rescheduled] });
			expect(await practice.subscriptions()).toEqual(before);
			expect(await trigger.activate()).toEqual({ status: 'published', message: '' });
			const after = await practice.subscriptions();
			expect(eventsOf(after)).toEqual([confirmed, rescheduled]);
			expect(addressesOf(after)).toEqual(addressesOf(before));

			await deliver(after[0], letterTo(after[0], eventOf('1')));
			expect(await trigger.items(1)).toEqual([[expect.objectContaining({ id: '1' })]]);
			await trigger.deactivate();
			expect(await practice.subscriptions()).toEqual([]);
		});

		test('says why when Hero refuses the key, and leaves nothing there', async () => {
			await practice.useKey('refused');
			const trigger = await practice.createTrigger(both);
			const { status, message } = await trigger.activate();
			expect(status).toBe('failed');
			expect(message).toContain('Hero refused the API key');
			expect(message).not.toMatch(/\bat .+:\d+:\d+/);
			expect(await practice.subscriptions()).toEqual([]);
			// Where the editor no longer shows the reason, a click on Execute step does.
			await expect(trigger.listen()).rejects.toThrow('Hero refused the API key');

			await trigger.deactivate();
			await practice.useKey(practice.sandbox.apiKey);
			await trigger.activate();
			expect(eventsOf(await practice.subscriptions())).toEqual([cancelled, confirmed]);
		});

		test('repairs a subscription that was removed at Hero once it is activated anew', async () => {
			const trigger = await practice.createTrigger(both);
			await trigger.activate();
			const [lost, kept] = await practice.subscriptions();
			await practice.hero.delete(`/v1/webhooks/${lost.id}`);
			expect(await practice.subscriptions()).toEqual([kept]);

			await trigger.deactivate();
			expect(await practice.subscriptions()).toEqual([]);
			await trigger.activate();
			expect(eventsOf(await practice.subscriptions())).toEqual([cancelled, confirmed]);
		});

		test('leaves nothing behind when Hero refused the key while it was deactivated', async () => {
			const trigger = await practice.createTrigger(both);
			await trigger.activate();
			const orphans = idsOf(await practice.subscriptions());
			await practice.useKey('refused');
			await trigger.deactivate();
			expect(idsOf(await practice.subscriptions())).toEqual(orphans);

			await practice.useKey(practice.sandbox.apiKey);
			await trigger.activate();
			const subscriptions = await practice.subscriptions();
			expect(eventsOf(subscriptions)).toEqual([cancelled, confirmed]);
			await deliver(subscriptions[0], letterTo(subscriptions[0], eventOf('1', cancelled)));
			expect(await trigger.items(1)).toEqual([[expect.objectContaining({ id: '1' })]]);
			await trigger.deactivate();
			expect(await practice.subscriptions()).toEqual([]);
		});

		test('can be tried in the editor while it is active', async () => {
			const trigger = await practice.createTrigger(withoutRecord);
			const production = await activated(practice, trigger);
			expect(await trigger.listen()).toMatchObject({ waitingForWebhook: true });
			const subscriptions = await practice.subscriptions();
			expect(subscriptions).toHaveLength(2);
			const [tried] = subscriptions.filter(({ url }) => url !== production.url);
			expect(tried.url).toContain('/webhook-test/');

			const answers = [
				await deliver(production, letterTo(production, eventOf('1'))),
				await deliver(tried, letterTo(tried, eventOf('2'))),
				await deliver(production, letterTo(production, eventOf('3'))),
			];
			expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
			const items = await trigger.items(3);
			expect(items.map(([{ id }]) => id).sort()).toEqual(['1', '2', '3']);
			expect(await practice.subscriptions()).toEqual([production]);
		});

		test('takes 200 deliveries at once, each for itself', async () => {
			const trigger = await practice.createTrigger(withoutRecord);
			const subscription = await activated(practice, trigger);
			const answers = await manyTimes(
				200,
				async (index) =>
					await deliver(subscription, letterTo(subscription, eventOf(String(index)))),
			);
			expect(answers.filter(({ status }) => status !== 200)).toEqual([]);
			await trigger.executed(200);
			expect([await trigger.count(), await trigger.count('success')]).toEqual([200, 200]);
		});

		test('takes the same delivery once, however often it comes at once', async () => {
			const trigger = await practice.createTrigger(both);
			await trigger.activate();
			const [, subscription] = await practice.subscriptions();
			const id = await hold(practice.hero);
			const letter = letterTo(subscription, eventOf(id));
			const answers = await manyTimes(20, async () => await deliver(subscription, letter));
			expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));

			await deliver(subscription, letterTo(subscription, eventOf('last')));
			const items = await trigger.items(2);
			expect(items.map(([item]) => item.id)).toEqual([id, 'last']);
			expect(await trigger.count()).toBe(2);
		});

		test('outlives a power cut of n8n, and still knows what it has taken', async () => {
			const trigger = await practice.createTrigger(withoutRecord);
			const subscription = await activated(practice, trigger);
			const letter = (id: string) => letterTo(subscription, eventOf(id));
			const before = letter('before');
			await deliver(subscription, before);
			await trigger.executed(1);

			await n8n.kill();
			await expect(deliver(subscription, letter('meanwhile'))).rejects.toThrow('ECONNREFUSED');
			await n8n.start();
			expect(await practice.subscriptions()).toEqual([subscription]);

			expect((await deliver(subscription, before)).status).toBe(200);
			expect((await deliver(subscription, letter('after'))).status).toBe(200);
			const items = await trigger.items(2);
			expect(items.map(([{ id }]) => id)).toEqual(['before', 'after']);
			expect(await trigger.count('success')).toBe(2);
			await trigger.deactivate();
			expect(await practice.subscriptions()).toEqual([]);
		});

		test.each(['kill', 'stop'] as const)(
			'takes an event again that still waited for its record when n8n ended (%s)',
			async (end) => {
				const trigger = await practice.createTrigger({ events: [confirmed] });
				const subscription = await activated(practice, trigger);
				const letter = (id: string) => letterTo(subscription, eventOf(id));
				const slow = Array.from({ length: 6 }, (_, index) => letter(`slow ${index}`));
				practice.sandbox.changeSettings({ latency_ms: 4000 });
				const asked = practice.sandbox.ledger.length;
				const ended = slow.map(
					async (one) => await deliver(subscription, one).catch(() => undefined),
				);
				await eventually(
					() => Promise.resolve(practice.sandbox.ledger.length >= asked + slow.length),
					{ what: 'reading of all records' },
				);
				practice.sandbox.changeSettings({ latency_ms: 0 });
				const quick = letter('quick');
				expect((await deliver(subscription, quick)).status).toBe(200);
				await n8n[end]();
				const answers = await Promise.all(ended);
				await n8n.start();

				for (const [index, one] of slow.entries()) {
					const { status, body } = await deliver(subscription, one);
					const wasAnswered = answers[index]?.status === 200;
					expect([status, body.includes('Received before')]).toEqual([200, wasAnswered]);
				}
				expect((await deliver(subscription, quick)).body).toContain('Received before');
				const items = await trigger.items(7);
				// One that had begun when n8n was killed shows no items.
				const ids = items.flatMap(([item]) => item?.id ?? []);
				for (const index of slow.keys()) expect(ids).toContain(`slow ${index}`);
			},
		);

		test('is not silenced by a copy of it, with all that it keeps, whatever becomes of the copy', async () => {
			const trigger = await practice.createTrigger(withoutRecord);
			const subscription = await activated(practice, trigger);
			const live = (await n8n.client.workflow(trigger.id)) as unknown as Workflow;
			expect(JSON.stringify(live.staticData)).toContain(subscription.id);
			const [node] = live.nodes;
			const copy = { ...live, active: false, activeVersionId: null, activeVersion: null };
			const copies = [
				{ ...copy, id: 'samePath' },
				{ ...copy, id: 'otherPath', nodes: [{ ...node, webhookId: randomUUID() }] },
			];
			await n8n.stop();
			await n8n.importWorkflows(folderOf(copies));
			await n8n.start();

			// n8n 2.8 gives the path to whoever asks last.
			if (version === newest) {
				expect((await n8n.activate('samePath')).status).toBe('failed');
				await n8n.deactivate('samePath');
				expect(await practice.subscriptions()).toEqual([subscription]);
			}

			expect((await n8n.activate('otherPath')).status).toBe('published');
			expect(await practice.subscriptions()).toHaveLength(2);
			await n8n.deactivate('otherPath');
			expect(await practice.subscriptions()).toEqual([subscription]);
			expect((await deliver(subscription, letterTo(subscription, eventOf('1')))).status).toBe(200);
			await trigger.executed(1);
		});

		test('sends nothing again after a power cut in the middle of 100 messages', async () => {
			const trigger = await practice.createTrigger(
				withoutRecord,
				splitOut,
				sendMessage('=Message {{ $json.people }}'),
			);
			const subscription = await activated(practice, trigger);
			const people = Array.from({ length: 100 }, (_, index) => `${index}`);
			const letter = letterTo(subscription, { ...eventOf('many'), people });
			// Slow enough for the power to be cut in between.
			practice.sandbox.changeSettings({ latency_ms: 500 });
			await deliver(subscription, letter);
			await practice.sent(30);
			await n8n.kill();
			// What was on its way may still arrive.
			await sleep(1000);
			const sent = practice.messages();
			expect(sent.length).toBeLessThan(people.length);
			expect(new Set(sent).size).toBe(sent.length);

			await n8n.start();
			await trigger.executed(1);
			expect([await trigger.count(), await trigger.count('crashed')]).toEqual([1, 1]);
			expect((await deliver(subscription, letter)).body).toContain('Received before');
			const next = letterTo(subscription, { ...eventOf('next'), people: ['next'] });
			expect((await deliver(subscription, next)).status).toBe(200);
			await trigger.executed(2);
			expect([await trigger.count(), await trigger.count('success')]).toEqual([2, 1]);
			expect(practice.messages()).toEqual([...sent, 'Message next'].sort());

			// n8n shows where it was, but neither to whom it was to send nor to whom it has sent.
			const [{ id }] = await n8n.client.executions(trigger.id, ['crashed']);
			const execution = await n8n.client.waitForExecution(id);
			expect(execution.data.resultData.error?.message).toContain('did not finish');
			expect(nodeOutput(execution, 'Split Out')).toEqual([
				{ isArtificialRecoveredEventItem: true },
			]);
			expect(nodeOutput(execution, 'Send Message')).toEqual([]);
		});
	});

	describe('a delivery', () => {
		let practice: Practice;
		let trigger: Trigger;
		let subscription: Subscription;
		beforeAll(async () => {
			practice = await openPractice(n8n);
			trigger = await practice.createTrigger(withoutRecord);
			subscription = await activated(practice, trigger);
		});
		afterAll(async () => await practice?.close());

		const event = eventOf('48213');
		const text = JSON.stringify(event);
		const letter = (content: unknown = event, signing?: Signing) =>
			letterTo(subscription, content, signing);
		const headed = (headers: DeliveryRequest['headers']) => withHeaders(letter(), headers);

		test.each<[string, () => DeliveryRequest]>([
			['a forged token', () => headed({ 'x-n8n-token': 'forged' })],
			['a forged signature', () => letter(event, { key: 'forged' })],
			['no signature', () => headed({ 'x-herohealth-signature': '' })],
			['a truncated body', () => ({ ...letter(), body: text.slice(0, -10) })],
			['another body', () => ({ ...letter(), body: text.replace('48213', '48214') })],
			['an old timestamp', () => letter(event, { at: Date.now() - 10 * minute })],
			['a timestamp still to come', () => letter(event, { at: Date.now() + 10 * minute })],
			['another content type', () => headed({ 'content-type': 'text/plain' })],
			['malformed JSON', () => letter('{"object": "Appointment"')],
			['JSON that is no event', () => letter('[]')],
			['a body over 1 MB', () => letter(text + ' '.repeat(1_100_000))],
		])('with %s is refused and starts nothing', async (_, forge) => {
			const answer = await deliver(subscription, forge());
			expect(answer.status).toBeGreaterThanOrEqual(400);
			expect(answer.status).toBeLessThan(500);
			expect(answer.body).not.toMatch(/stack|\bat .*:\d+|node_modules/);
			expect(await trigger.count()).toBe(0);
		});

		test('that is genuine starts one execution, and its repetition none', async () => {
			const genuine = letter();
			expect((await deliver(subscription, genuine)).status).toBe(200);
			expect((await deliver(subscription, genuine)).status).toBe(200);
			await deliver(subscription, letter(eventOf('last')));
			const items = await trigger.items(2);
			const received_at = expect.any(String);
			expect(items).toEqual([[{ ...event, received_at }], [{ ...eventOf('last'), received_at }]]);
			expect(await trigger.count()).toBe(2);
		});
	});
});
