import { randomUUID } from 'crypto';
import { nodeOutput } from '../../scripts/n8n/client';
import {
	eventually,
	fasterExpressions,
	newest,
	oldest,
	openN8n,
} from '../../scripts/n8n/temporary';
import { folderOf } from '../support/e2e/folders';
import {
	activated,
	deliver,
	openPractice,
	sendMessage,
	signedDeliveryTo,
	type Follower,
	type N8n,
	type Practice,
} from '../support/e2e/practice';
import { eventOf } from '../support/trigger/signedDelivery';

const confirmed = 'appointment.confirmed';
const withoutRecord = { events: [confirmed], fetchRecord: false };

/** Makes an item of each of the event's people. */
const splitOut: Follower = {
	name: 'Split Out',
	type: 'n8n-nodes-base.splitOut',
	parameters: { fieldToSplitOut: 'people', options: {} },
};

/** A workflow as n8n's command line takes it. */
interface Workflow {
	id: string;
	nodes: Array<{ webhookId?: string }>;
	staticData: object;
}

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

		test('survives a power cut of n8n, and recognizes the deliveries before it', async () => {
			const trigger = await practice.createTrigger(withoutRecord);
			const subscription = await activated(practice, trigger);
			const letter = (id: string) => signedDeliveryTo(subscription, eventOf(id));
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
			'accepts a repeated event that waited for its record when n8n ended (%s)',
			async (end) => {
				const trigger = await practice.createTrigger({ events: [confirmed] });
				const subscription = await activated(practice, trigger);
				const letter = (id: string) => signedDeliveryTo(subscription, eventOf(id));
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
				// A run that was active when n8n was killed has no items.
				const ids = items.flatMap(([item]) => item?.id ?? []);
				for (const index of slow.keys()) expect(ids).toContain(`slow ${index}`);
			},
		);

		test('keeps its subscriptions, whatever happens to a copy with its static data', async () => {
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

			// n8n 2.8 gives the path to the workflow that registers last.
			if (version === newest) {
				expect((await n8n.activate('samePath')).status).toBe('failed');
				await n8n.deactivate('samePath');
				expect(await practice.subscriptions()).toEqual([subscription]);
			}

			expect((await n8n.activate('otherPath')).status).toBe('published');
			expect(await practice.subscriptions()).toHaveLength(2);
			await n8n.deactivate('otherPath');
			expect(await practice.subscriptions()).toEqual([subscription]);
			expect(
				(await deliver(subscription, signedDeliveryTo(subscription, eventOf('1')))).status,
			).toBe(200);
			await trigger.executed(1);
		});

		test('repeats nothing after a power cut in the middle of 100 messages', async () => {
			const trigger = await practice.createTrigger(
				withoutRecord,
				splitOut,
				sendMessage('=Message {{ $json.people }}'),
			);
			const subscription = await activated(practice, trigger);
			const people = Array.from({ length: 100 }, (_, index) => `${index}`);
			const letter = signedDeliveryTo(subscription, { ...eventOf('many'), people });
			// The delay is long enough for a power cut in between.
			practice.sandbox.changeSettings({ latency_ms: 500 });
			await deliver(subscription, letter);
			await practice.sent(30);
			await n8n.kill();
			practice.sandbox.changeSettings({ latency_ms: 0 });

			await n8n.start();
			await trigger.executed(1);
			expect([await trigger.count(), await trigger.count('crashed')]).toEqual([1, 1]);
			expect((await deliver(subscription, letter)).body).toContain('Received before');
			const next = signedDeliveryTo(subscription, { ...eventOf('next'), people: ['next'] });
			expect((await deliver(subscription, next)).status).toBe(200);
			await trigger.executed(2);
			expect([await trigger.count(), await trigger.count('success')]).toEqual([2, 1]);
			const sent = practice.messages();
			expect(sent).toContain('Message next');
			expect(new Set(sent).size).toBe(sent.length);
			expect(sent.length - 1).toBeLessThan(people.length);

			// n8n shows the node, but neither the intended nor the finished recipients.
			const [{ id }] = await n8n.client.executions(trigger.id, ['crashed']);
			const execution = await n8n.client.waitForExecution(id);
			expect(execution.data.resultData.error?.message).toContain('did not finish');
			expect(nodeOutput(execution, 'Split Out')).toEqual([
				{ isArtificialRecoveredEventItem: true },
			]);
			expect(nodeOutput(execution, 'Send Message')).toEqual([]);
		});
	});
});
