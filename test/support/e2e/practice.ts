import axios, { type AxiosInstance } from 'axios';
import { randomUUID } from 'crypto';
import type { INodeParameters } from 'n8n-workflow';
import { startSandbox } from '../../../sandbox';
import { nodeOutput } from '../../../scripts/n8n/client';
import { eventually } from '../../../scripts/n8n/temporary';
import { clientOf } from '../sandbox/client';
import {
	byId,
	carriedOutCalls,
	chain,
	credentialData,
	storeCredential,
	type Credential,
	type N8n,
	type Node,
} from '../../../scripts/n8n/workflows';
import {
	signDelivery,
	type DeliveryResponse,
	type DeliveryRequest,
	type Signing,
} from '../trigger/signedDelivery';

export type { N8n };

/** The parts of n8n that a practice needs, for one process and for queue mode. */
type Publisher = Pick<N8n, 'client' | 'activate' | 'deactivate'>;

/** A subscription as Hero lists it. */
export interface Subscription {
	id: string;
	event_type: string;
	url: string;
	signing_key: string;
	headers: Record<string, string>;
}

const triggerName = 'Hero Health Trigger';

/** A node that follows the trigger; one of the Hero Health node unless it has another type. */
export interface Follower {
	name: string;
	type?: string;
	parameters: INodeParameters;
}

/** Sends a text to the patient's record at Hero. */
export const sendMessage = (messageString: string): Follower => ({
	name: 'Send Message',
	parameters: {
		resource: 'message',
		operation: 'send',
		messageType: 'hero',
		patientId: byId('98765'),
		messageString,
	},
});

const triggerNode = (
	credential: Credential,
	parameters: INodeParameters,
	typeVersion: number,
): Node => ({
	name: triggerName,
	type: 'n8n-nodes-hero-health.heroHealthTrigger',
	typeVersion,
	// The editor gives every trigger one; n8n 2.8 gives none to a workflow that comes without.
	webhookId: randomUUID(),
	parameters,
	credentials: { heroHealthApi: credential },
});

const followerNode = (credential: Credential, { type, ...follower }: Follower): Node =>
	type
		? { ...follower, type }
		: {
				...follower,
				type: 'n8n-nodes-hero-health.heroHealth',
				credentials: { heroHealthApi: credential },
			};

/** A practice at a sandbox of its own, and n8n with a credential for it. */
export async function openPractice(n8n: Publisher, { triggerVersion = 1.1 } = {}) {
	const sandbox = await startSandbox();
	const hero = clientOf(sandbox);
	const data = credentialData(sandbox);
	const credential = await storeCredential(n8n, sandbox);
	const triggers: Trigger[] = [];
	const practice = {
		sandbox,
		hero,
		data,

		/** Changes the key that n8n uses. */
		useKey: async (apiKey: string) =>
			await n8n.client.updateCredential(credential.id, {
				...{ name: credential.name, type: 'heroHealthApi' },
				data: { ...data, apiKey },
			}),

		/** Stores a workflow of the trigger and what follows it, one after another; it is not active yet. */
		createTrigger: async (parameters: INodeParameters, ...followers: Follower[]) => {
			const trigger = await createTrigger(n8n, credential, parameters, followers, triggerVersion);
			triggers.push(trigger);
			return trigger;
		},

		/** All subscriptions at Hero, sorted by event. */
		subscriptions: async (): Promise<Subscription[]> => {
			const { data: answer } = await hero.get('/v1/webhooks');
			const listed = answer.data as Subscription[];
			return [...listed].sort((a, b) => (a.event_type + a.url < b.event_type + b.url ? -1 : 1));
		},

		/** The texts of all messages sent through Hero. */
		messages: (): string[] =>
			carriedOutCalls(sandbox, 'sendMessage')
				.map(({ body }) => (body as { message_string: string }).message_string)
				.sort(),

		/** Waits until so many messages were sent. */
		sent: async (count: number) =>
			await eventually(() => Promise.resolve(practice.messages().length >= count), {
				what: `${count} messages at Hero`,
				within: 60_000,
			}),

		close: async () => {
			try {
				for (const trigger of triggers) await trigger.deactivate();
			} finally {
				await sandbox.stop();
			}
		},
	};
	return practice;
}

export type Practice = Awaited<ReturnType<typeof openPractice>>;

async function createTrigger(
	n8n: Publisher,
	credential: Credential,
	parameters: INodeParameters,
	followers: Follower[],
	triggerVersion: number,
) {
	const { client } = n8n;
	const { id } = await client.createWorkflow(
		chain(
			triggerNode(credential, parameters, triggerVersion),
			...followers.map((follower) => followerNode(credential, follower)),
		),
	);
	const executed = async (count: number) =>
		await eventually(async () => (await client.executionCount(id)) >= count, {
			what: `${count} executions`,
			within: 60_000,
		});

	return {
		id,

		activate: async () => await n8n.activate(id),
		deactivate: async () => await n8n.deactivate(id),

		/** Saves other parameters, which apply after the next activation. */
		change: async (changed: INodeParameters) => {
			const workflow = await client.workflow(id);
			const nodes = workflow.nodes.map((node) => ({ ...node, parameters: changed }));
			await client.updateWorkflow(id, { ...workflow, nodes });
		},

		/** Presses "Listen for test event". */
		listen: async () => await client.runWorkflow(id, triggerName),

		/** The number of ended executions, with any status or with one of these. */
		count: async (...statuses: string[]) => await client.executionCount(id, statuses),

		/** Waits until this many executions have ended. */
		executed,

		/** Waits for this many executions and gives back the items that each put out, oldest first. */
		items: async (count: number) => {
			await executed(count);
			const executions = (await client.executions(id)).reverse();
			return await Promise.all(
				executions.map(async (execution) =>
					nodeOutput(await client.waitForExecution(execution.id), triggerName),
				),
			);
		},
	};
}

export type Trigger = Awaited<ReturnType<typeof createTrigger>>;

/** Activates, and gives back the one subscription that Hero then has. */
export async function activated(practice: Practice, trigger: Trigger): Promise<Subscription> {
	expect(await trigger.activate()).toEqual({ status: 'published', message: '' });
	const [subscription, ...others] = await practice.subscriptions();
	expect(others).toEqual([]);
	return subscription;
}

/** The delivery of an event as Hero signs it for this subscription. */
export const signedDeliveryTo = (
	{ signing_key, headers }: Subscription,
	event: unknown,
	signing?: Signing,
): DeliveryRequest =>
	signDelivery({ signingKey: signing_key, token: headers['x-n8n-token'] }, event, signing);

/** Posts a delivery as it is. */
export async function deliver(
	{ url }: Subscription,
	{ headers, body }: DeliveryRequest,
): Promise<DeliveryResponse> {
	const { status, data } = await axios.post<string>(url, Buffer.from(body), {
		// A connection that is kept would outlive the n8n at its other end.
		headers: { ...headers, connection: 'close' },
		responseType: 'text',
		transformResponse: (text: string) => text,
		validateStatus: () => true,
	});
	return { status, body: data };
}

/**
 * Holds a free slot more than a day ahead for a patient, of the kind that the query asks for; gives
 * back the appointment's ID.
 */
export async function holdAppointment(hero: AxiosInstance, kind: object = {}): Promise<string> {
	const start_date = new Date(Date.now() + 48 * 3600_000).toISOString();
	const params = { start_date, page_size: '1', ...kind };
	const { data: slots } = await hero.get('/v1/slots', { params });
	const [{ appointment_type_id, location_id, practitioner_id, start_time }] = slots.data;
	const time = { appointment_type_id, location_id, practitioner_id, start_time, duration: 15 };
	const { data } = await hero.post('/v1/appointments', { ...time, patient_id: '98765' });
	return data.id;
}

export const bookAppointment = async (hero: AxiosInstance, id: string) =>
	await hero.patch(`/v1/appointments/${id}/book`, {});

export const cancelAppointment = async (hero: AxiosInstance, id: string) =>
	await hero.patch(`/v1/appointments/${id}/cancel`, {});
