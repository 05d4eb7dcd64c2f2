import type { AxiosInstance } from 'axios';
import type { INode } from 'n8n-workflow';

import { startSandbox, type Sandbox } from '../../sandbox';
import { eventually, newest, oldest, openN8n } from '../../scripts/n8n/temporary';
import { clientOf } from '../support/sandbox/client';
import { folder, readExamples } from '../support/e2e/examples';
import { bookAppointment, holdAppointment, type N8n } from '../support/e2e/practice';

/** A run of an example with its expected outcome. */
interface Scenario {
	/** Prepares a record and returns its ID. */
	before?: (hero: AxiosInstance) => Promise<string>;
	/** Changes the nodes of the imported workflow, so that the time of day does not matter. */
	change?: (nodes: INode[]) => void;
	/** The event at Hero: path and body for the sandbox's admin API. Without it the example is run by hand. */
	happens?: (id: string) => [path: string, body?: object];
	/** The status of the run, success by default, and its error. */
	status?: 'success' | 'error';
	message?: unknown;
	/** The writes at Hero: operations in alphabetical order. */
	writes: string[];
}

const videoConsultation = { appointment_type_id: '34' };

const scenarios: Record<string, Scenario> = {
	'book-and-text.json': {
		writes: [
			'bookAppointment',
			'createAppointment',
			'registerPatientPds',
			'registerPatientPds',
			'sendMessage',
		],
	},
	'check-subscriptions.json': {
		// Hero has no subscriptions for the URL of this example.
		status: 'error',
		message: expect.stringContaining('do not agree'),
		writes: [],
	},
	'confirm-with-video-link.json': {
		before: async (hero) => await holdAppointment(hero, videoConsultation),
		happens: (id) => [`/appointments/${id}/book`],
		writes: ['createVideoLink', 'sendMessage'],
	},
	'form-to-episode-note.json': {
		happens: () => ['/forms/204/submissions', { patient_id: '98765' }],
		writes: ['createEpisodeNote'],
	},
	'hold-and-send-later.json': {
		change: (nodes) => {
			const text = nodes.find(({ name }) => name === 'Text the Patient')!;
			const days = [1, 2, 3, 4, 5, 6, 7];
			text.parameters.safeguards = {
				...{ allowedHours: 'own', ownFrom: '00:00', ownUntil: '24:00', ownDays: days },
			};
		},
		writes: ['sendMessage', 'sendMessage', 'sendMessage'],
	},
	'offer-cancelled-time.json': {
		before: async (hero) => {
			const id = await holdAppointment(hero);
			await bookAppointment(hero, id);
			return id;
		},
		happens: (id) => [`/appointments/${id}/cancel`],
		writes: [
			'createBookingLink',
			'createBookingLink',
			'createBookingLink',
			'sendMessage',
			'sendMessage',
			'sendMessage',
		],
	},
	'record-write-failed.json': {
		before: async (hero) => {
			const { data: episodes } = await hero.get('/v1/episodes', { params: { 'status[]': 'open' } });
			const patient_id = String(episodes.data[0].patient.hero_id);
			const text = { message_type: 'hero', message_string: 'Your result is normal' };
			const { data: sent } = await hero.post('/v1/messages/send', { patient_id, ...text });
			return sent.message_id;
		},
		happens: (id) => ['/events', { event: 'write-to-record.failed', id }],
		writes: ['createEpisodeNote', 'updateTask'],
	},
	'text-a-list.json': {
		// The list has four lines and names one of three patients twice.
		writes: ['sendMessage', 'sendMessage', 'sendMessage'],
	},
};

/** Operations that are not writes of the example: those of n8n itself, and a read by POST. */
const besides = ['createWebhook', 'deleteWebhook', 'checkSlotAvailability'];

const examples = readExamples().map(({ file, workflow }) => [file, workflow] as const);

test('each example has a scenario', () => {
	expect(Object.keys(scenarios).sort()).toEqual(examples.map(([file]) => file).sort());
});

// Only these tests run the newest n8n with its own expression engine.
describe.each([newest, oldest])('n8n %s', (version) => {
	let sandbox: Sandbox;
	let hero: AxiosInstance;
	let n8n: N8n;
	let credential: { id: string; name: string; type: string; data: Record<string, string> };

	beforeAll(async () => {
		sandbox = await startSandbox();
		hero = clientOf(sandbox);
		credential = {
			id: 'heroHealthSandbox',
			name: 'Hero Health (sandbox)',
			type: 'heroHealthApi',
			data: {
				apiKey: sandbox.apiKey,
				practiceGroupId: sandbox.practiceGroupId,
				environment: 'custom',
				baseUrl: sandbox.url,
			},
		};
		n8n = await openN8n({ version });
		await n8n.importCredential(credential);
		await n8n.importWorkflows(folder);
		await n8n.start();
	});
	afterAll(async () => {
		await Promise.all([n8n?.close(), sandbox?.stop()]);
	});

	const subscribed = () => [...sandbox.webhooks.values()].map(({ event_type }) => event_type);

	/** Runs a workflow as a user does in the editor. */
	const runByHand = async (id: string) => {
		const { executionId } = await n8n.client.runWorkflow(id, 'When Clicking Execute');
		return String(executionId);
	};

	/** Makes an event happen at Hero while a workflow is active, and waits for its execution. */
	const runByEvent = async (id: string, path: string, body: object = {}) => {
		expect(await n8n.activate(id)).toEqual({ status: 'published', message: '' });
		expect(subscribed()).toHaveLength(1);
		expect((await hero.post(`/_sandbox${path}`, body)).status).toBe(200);
		const [execution] = await eventually(
			async () => (await n8n.client.executionCount(id)) > 0 && (await n8n.client.executions(id)),
			{ what: 'execution' },
		);
		await n8n.deactivate(id);
		expect(subscribed()).toEqual([]);
		expect(await n8n.client.executionCount(id)).toBe(1);
		return execution.id;
	};

	test('the credential is tested against Hero', async () => {
		expect(await n8n.client.testCredential(credential)).toMatchObject({ status: 'OK' });
		const wrong = { ...credential, data: { ...credential.data, apiKey: 'wrong' } };
		expect(await n8n.client.testCredential(wrong)).toMatchObject({ status: 'Error' });
	});

	test.each(examples)('%s is imported, and n8n has its nodes', async (_, workflow) => {
		const stored = await n8n.client.workflow(String(workflow.id));
		expect(stored).toMatchObject({ name: workflow.name, connections: workflow.connections });
		for (const type of new Set(workflow.nodes.map((node) => node.type))) {
			expect([type, await n8n.client.knowsNode(type)]).toEqual([type, true]);
		}
	});

	test.each(examples)('%s runs, and Hero carries out each write once', async (file, workflow) => {
		const { before, change, happens, status = 'success', message, writes } = scenarios[file];
		const made = (await before?.(hero)) ?? '';
		sandbox.ledger.length = 0;

		const id = String(workflow.id);
		if (change) {
			const stored = await n8n.client.workflow(id);
			change(stored.nodes as INode[]);
			await n8n.client.updateWorkflow(id, stored);
		}
		const executionId = happens ? await runByEvent(id, ...happens(made)) : await runByHand(id);
		const execution = await n8n.client.waitForExecution(executionId);
		const { error } = execution.data.resultData;
		expect([execution.status, error?.message]).toEqual([status, message]);

		const written = sandbox.ledger.filter(
			({ method, operationId }) => method !== 'GET' && !besides.includes(String(operationId)),
		);
		expect(written.filter(({ carriedOut }) => !carriedOut)).toEqual([]);
		expect(written.map(({ operationId }) => operationId).sort()).toEqual(writes);
		const requests = written.map(({ method, path, body }) => JSON.stringify([method, path, body]));
		expect(requests).toEqual([...new Set(requests)]);
	});
});
