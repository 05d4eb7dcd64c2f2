import type { INodeParameters } from 'n8n-workflow';
import { startSandbox, type Sandbox } from '../../sandbox';
import { fasterExpressions, newest, openN8n } from '../../scripts/n8n/temporary';
import type { N8n } from './practice';
import saved from './saved.json';
import { carriedOut, chain, hero, run, start, storeCredential, type Credential } from './workflows';

/**
 * Nodes as they were stored when the node had no settings of its own yet (Items in Parallel and the
 * like), each with the first request that the node of that day sent. It was taken from a run of that
 * node; what is added later goes on top and changes nothing here.
 */
interface Saved {
	parameters: INodeParameters;
	request: { method: string; path: string };
}
const nodes = (saved as Saved[]).map((node) => {
	const { resource, operation, ...parameters } = node.parameters;
	return { call: `${String(resource)}: ${String(operation)}`, parameters, request: node.request };
});

describe('a workflow that was stored by an earlier version', () => {
	let sandbox: Sandbox;
	let n8n: N8n;
	let credential: Credential;

	beforeAll(async () => {
		sandbox = await startSandbox();
		n8n = await openN8n({ version: newest, environment: fasterExpressions });
		await n8n.start();
		credential = await storeCredential(n8n, sandbox);
	});
	afterAll(async () => {
		await Promise.all([n8n?.close(), sandbox?.stop()]);
	});
	beforeEach(() => {
		sandbox.ledger.length = 0;
	});

	test.each(nodes)('$call asks Hero for the same', async ({ call, parameters, request }) => {
		await run(n8n, chain(start, hero(credential, call, parameters)));
		expect(sandbox.ledger[0]).toMatchObject(request);
		// A read may ask for more pages than it did; a write is one call.
		const writes = sandbox.ledger.filter(({ method }) => method !== 'GET');
		expect(writes).toHaveLength(request.method === 'GET' ? 0 : 1);
	});

	test('the trigger subscribes to the same events', async () => {
		const events = ['appointment.confirmed', 'appointment.cancelled'];
		const { id } = await n8n.client.createWorkflow(
			chain({
				name: 'Hero Health Trigger',
				type: 'n8n-nodes-hero-health.heroHealthTrigger',
				webhookId: 'c63bb11b-b5a1-45db-b2bd-d4245f9aabc2',
				parameters: { events, fetchRecord: false, options: { verification: 'signature' } },
				credentials: { heroHealthApi: credential },
			}),
		);
		expect(await n8n.activate(id)).toEqual({ status: 'published', message: '' });
		const subscribed = carriedOut(sandbox, 'createWebhook').map(({ body }) => body);
		expect(subscribed).toMatchObject(events.map((event_type) => ({ event_type })));
		await n8n.deactivate(id);
		expect([...sandbox.webhooks.keys()]).toEqual([]);
	});
});
