import type { INodeParameters } from 'n8n-workflow';
import { fasterExpressions, newest, openN8n } from '../../scripts/n8n/temporary';
import { inNextYear } from '../support/futureDates';
import { eventOf } from '../support/trigger/signedDelivery';
import {
	deliver,
	signedDeliveryTo,
	openPractice,
	type N8n,
	type Practice,
	type Trigger,
} from '../support/e2e/practice';
import { previousPackage } from '../support/e2e/previousPackage';
import saved from './saved.json';
import {
	chain,
	heroNode,
	runStored,
	startNode,
	storeCredential,
} from '../../scripts/n8n/workflows';

/** The stored workflows, with their dates moved to the future. */
const stored = JSON.parse(JSON.stringify(saved), (_, value: unknown) =>
	typeof value === 'string' ? inNextYear(value) : value,
) as INodeParameters[];

/** n8n stores no operation where it is the one with which the resource began. */
const nodes = stored.map((parameters) => ({
	call: `${String(parameters.resource)}: ${String(parameters.operation ?? 'its first operation')}`,
	parameters,
}));

describe('a workflow of an earlier version of the package', () => {
	let n8n: N8n;
	let practice: Practice;
	let trigger: Trigger;
	let subscribed: Awaited<ReturnType<Practice['subscriptions']>>;
	const before: string[][] = [];
	const workflowIds: string[] = [];

	/** The requests of a workflow to Hero. */
	const askedBy = async (workflowId: string) => {
		const { ledger } = practice.sandbox;
		ledger.length = 0;
		await runStored(n8n, workflowId);
		return ledger.map(({ method, path, query, body }) =>
			JSON.stringify({ method, path, query, body }),
		);
	};
	const tell = async (id: string) => {
		const [subscription] = subscribed;
		return await deliver(subscription, signedDeliveryTo(subscription, eventOf(id)));
	};

	beforeAll(async () => {
		n8n = await openN8n({
			version: newest,
			environment: fasterExpressions,
			packageFile: previousPackage,
		});
		await n8n.start();
		// The only version that a node had before is 1.
		practice = await openPractice(n8n, { triggerVersion: 1 });
		const credential = await storeCredential(n8n, practice.sandbox);
		for (const { call, parameters } of nodes) {
			const workflow = chain(
				startNode,
				heroNode(credential, call, {}, { parameters, typeVersion: 1 }),
			);
			const { id } = await n8n.client.createWorkflow(workflow);
			workflowIds.push(id);
			before.push(await askedBy(id));
		}
		trigger = await practice.createTrigger({
			events: ['appointment.confirmed', 'appointment.cancelled'],
			fetchRecord: false,
			options: { verification: 'signature' },
		});
		expect(await trigger.activate()).toEqual({ status: 'published', message: '' });
		subscribed = await practice.subscriptions();
		expect((await tell('before')).status).toBe(200);
		await trigger.executed(1);

		await n8n.upgrade();
		await n8n.start();
	});
	afterAll(async () => {
		await practice?.close();
		await n8n?.close();
	});

	test.each(nodes.map(({ call }, place) => ({ call, place })))(
		'$call asks Hero for the same',
		async ({ place }) => {
			expect(before[place]).not.toEqual([]);
			expect(await askedBy(workflowIds[place])).toEqual(before[place]);
		},
	);

	test('its trigger receives the same events, and recognizes earlier deliveries', async () => {
		expect(await practice.subscriptions()).toEqual(subscribed);
		expect((await tell('before')).body).toContain('Received before');
		expect((await tell('after')).status).toBe(200);
		const items = await trigger.items(2);
		expect(items.map(([{ id }]) => id)).toEqual(['before', 'after']);
		await trigger.deactivate();
		expect(await practice.subscriptions()).toEqual([]);
	});
});
