import { fasterExpressions, newest, oldest, openN8n } from '../../scripts/n8n/temporary';
import {
	eventOf,
	withHeaders,
	type DeliveryRequest,
	type Signing,
} from '../support/trigger/signedDelivery';
import {
	activated,
	bookAppointment,
	cancelAppointment,
	deliver,
	holdAppointment,
	signedDeliveryTo,
	openPractice,
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

const eventsOf = (subscriptions: Subscription[]) =>
	subscriptions.map(({ event_type }) => event_type);
const addressesOf = (subscriptions: Subscription[]) => [
	...new Set(subscriptions.map(({ url }) => url)),
];
const idsOf = (subscriptions: Subscription[]) => subscriptions.map(({ id }) => id);
const manyTimes = async <Result>(count: number, action: (index: number) => Promise<Result>) =>
	await Promise.all(Array.from({ length: count }, (_, index) => action(index)));

describe.each([newest, oldest])('n8n %s', (version) => {
	let n8n: N8n;
	beforeAll(async () => {
		n8n = await openN8n({ version, environment: fasterExpressions });
		await n8n.start();
	});
	afterAll(async () => await n8n?.close());

	describe('a workflow with the trigger', () => {
		let practice: Practice;
		beforeEach(async () => {
			practice = await openPractice(n8n);
		});
		afterEach(async () => await practice.close());

		test('subscribes, runs once for each event, and unsubscribes', async () => {
			const trigger = await practice.createTrigger(both);
			expect(await practice.subscriptions()).toEqual([]);
			expect(await trigger.activate()).toEqual({ status: 'published', message: '' });

			const subscriptions = await practice.subscriptions();
			expect(eventsOf(subscriptions)).toEqual([cancelled, confirmed]);
			expect(addressesOf(subscriptions)).toEqual([
				expect.stringMatching(`^${n8n.url}/webhook/[\\w-]+/\\w+$`),
			]);

			const id = await holdAppointment(practice.hero);
			await bookAppointment(practice.hero, id);
			const read = {
				received_at: expect.stringMatching(/^\d{4}-\d{2}-\d{2}T/),
				record: expect.objectContaining({ id, patient_id: '98765' }),
			};
			expect(await trigger.items(1)).toEqual([[{ ...eventOf(id, confirmed), ...read }]]);
			await cancelAppointment(practice.hero, id);
			const [, second] = await trigger.items(2);
			expect(second).toEqual([{ ...eventOf(id, cancelled), ...read }]);

			await trigger.deactivate();
			expect(await practice.subscriptions()).toEqual([]);
			expect(await trigger.count()).toBe(2);
		});

		test('follows a change of its events, at the same URL', async () => {
			const trigger = await practice.createTrigger(both);
			await trigger.activate();
			const before = await practice.subscriptions();

			await trigger.change({ events: [confirmed, rescheduled] });
			expect(await practice.subscriptions()).toEqual(before);
			expect(await trigger.activate()).toEqual({ status: 'published', message: '' });
			const after = await practice.subscriptions();
			expect(eventsOf(after)).toEqual([confirmed, rescheduled]);
			expect(addressesOf(after)).toEqual(addressesOf(before));

			await deliver(after[0], signedDeliveryTo(after[0], eventOf('1')));
			expect(await trigger.items(1)).toEqual([[expect.objectContaining({ id: '1' })]]);
			await trigger.deactivate();
			expect(await practice.subscriptions()).toEqual([]);
		});

		test('explains that Hero rejects the key, and leaves no subscription', async () => {
			await practice.useKey('refused');
			const trigger = await practice.createTrigger(both);
			const { status, message } = await trigger.activate();
			expect(status).toBe('failed');
			expect(message).toContain('Hero refused the API key');
			expect(message).not.toMatch(/\bat .+:\d+:\d+/);
			expect(await practice.subscriptions()).toEqual([]);
			// Execute step shows the reason when the editor no longer does.
			await expect(trigger.listen()).rejects.toThrow('Hero refused the API key');

			await trigger.deactivate();
			await practice.useKey(practice.sandbox.apiKey);
			await trigger.activate();
			expect(eventsOf(await practice.subscriptions())).toEqual([cancelled, confirmed]);
		});

		test('replaces a subscription that was removed at Hero when it is activated again', async () => {
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

		test('leaves no subscription when Hero rejected the key during the deactivation', async () => {
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
			await deliver(subscriptions[0], signedDeliveryTo(subscriptions[0], eventOf('1', cancelled)));
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
				await deliver(production, signedDeliveryTo(production, eventOf('1'))),
				await deliver(tried, signedDeliveryTo(tried, eventOf('2'))),
				await deliver(production, signedDeliveryTo(production, eventOf('3'))),
			];
			expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
			const items = await trigger.items(3);
			expect(items.map(([{ id }]) => id).sort()).toEqual(['1', '2', '3']);
			expect(await practice.subscriptions()).toEqual([production]);
		});

		test('accepts 200 deliveries at once, with one run for each', async () => {
			const trigger = await practice.createTrigger(withoutRecord);
			const subscription = await activated(practice, trigger);
			const answers = await manyTimes(
				200,
				async (index) =>
					await deliver(subscription, signedDeliveryTo(subscription, eventOf(String(index)))),
			);
			expect(answers.filter(({ status }) => status !== 200)).toEqual([]);
			await trigger.executed(200);
			expect([await trigger.count(), await trigger.count('success')]).toEqual([200, 200]);
		});

		test('accepts a delivery once when it arrives several times at once', async () => {
			const trigger = await practice.createTrigger(both);
			await trigger.activate();
			const [, subscription] = await practice.subscriptions();
			const id = await holdAppointment(practice.hero);
			const letter = signedDeliveryTo(subscription, eventOf(id));
			const answers = await manyTimes(20, async () => await deliver(subscription, letter));
			expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));

			await deliver(subscription, signedDeliveryTo(subscription, eventOf('last')));
			const items = await trigger.items(2);
			expect(items.map(([item]) => item.id)).toEqual([id, 'last']);
			expect(await trigger.count()).toBe(2);
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
			signedDeliveryTo(subscription, content, signing);
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

		test('that is genuine starts one execution, and a repeated one none', async () => {
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
