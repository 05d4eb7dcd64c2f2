import type { FastifyReply, FastifyRequest } from 'fastify';
import { HookContext, WebhookContext } from 'n8n-core';
import type {
	ICredentialDataDecryptedObject,
	IDataObject,
	IHttpRequestOptions,
	INode,
	INodeParameters,
	INodeType,
	IWebhookData,
	IWorkflowExecuteAdditionalData,
	WorkflowActivateMode,
	WorkflowExecuteMode,
} from 'n8n-workflow';
import { jsonParse, Workflow } from 'n8n-workflow';

import { HeroHealthApi } from '../../../credentials/HeroHealthApi.credentials';
import { HeroHealthTrigger } from '../../../nodes/HeroHealth/HeroHealthTrigger.node';
import { Credentials, nodeTypesOf } from '../../../scripts/engine';
import { requestParts } from './webhookRequest';

const triggerType = 'n8n-nodes-hero-health.heroHealthTrigger';
export const triggerName = 'Hero Health Trigger';

/** The static data of the node, as n8n stores it between two calls of the node. */
export interface StoredActivation extends IDataObject {
	signingKey: string;
	token: string;
	owner: { workflowId: string; url: string };
	subscriptions: Array<{ id: string; event_type: string; url: string }>;
	claims: string;
}

export interface N8nOptions {
	hero: { url: string };
	parameters?: INodeParameters;
	credentials?: IDataObject;
	workflowId?: string;
	/** The first part of its path, which a copy by n8n's API or command line has, too. */
	webhookId?: string;
	/** The workflow that holds each address, for several workflows of one n8n (`webhook_entity`). */
	holders?: Map<string, string>;
	/** The version of the node; that of a new node by default. */
	typeVersion?: number;
}

interface LogEntry {
	level: string;
	message: string;
}

/**
 * n8n's part in the life of a trigger, as `active-workflow-manager`, `live-webhooks`, `test-webhooks`
 * and `webhook-helpers` of n8n play it. The contexts and the request helper are n8n's own, requests come
 * in over HTTP, and every call of the node has its own copy of the static data, which is stored after
 * the call if it has changed.
 */
export interface N8n {
	/** The URL of its server, on loopback. */
	url: string;
	/** The URL by which n8n believes to be reached; `url` at first. */
	address: string;
	credentials: IDataObject;
	/** The parameters in the editor. They count from the next activation on. */
	parameters: INodeParameters;
	/** The data of the items that each run began with; undefined for a run that began with an error. */
	runs: Array<IDataObject[] | undefined>;
	log: LogEntry[];
	/** Replaces the network, for a Hero that is not on loopback. */
	send?: (options: IHttpRequestOptions) => unknown;
	/** Has n8n fail to start runs, as with a database that does not respond. */
	cannotStartRuns: boolean;
	/** Called when the node has accepted a delivery, before n8n starts the run. */
	beforeRun: () => Promise<unknown>;
	/** The static data of the published trigger. */
	activation(): StoredActivation;
	/** The static data of the workflow, as it is stored. */
	staticData: IDataObject;
	productionUrl: string;
	testUrl: string;
	/** Publishes a workflow that is not active. */
	activate(): Promise<void>;
	/** Publishes changed parameters of a workflow that is active. */
	publish(parameters?: INodeParameters): Promise<void>;
	deactivate(): Promise<void>;
	/** Activates a published workflow, as 2.8.4 does when it starts. */
	reactivateAtStart(): Promise<void>;
	/** Waits for one test event, at a URL of its own. */
	listen(): Promise<void>;
	stopListening(): Promise<void>;
	/**
	 * Starts another process with the same database, which knows only what is stored. Requests that the
	 * former one was processing end without a response.
	 */
	restart(): Promise<void>;
	stop(): Promise<void>;
}

/** The state of an n8n with one workflow. */
export interface N8nInstance {
	n8n: N8n;
	node: INodeType;
	workflowId: string;
	webhookId: string;
	typeVersion: number;
	/** The workflow that holds each address (`webhook_entity`). */
	holders: Map<string, string>;
	/** The nodes of the published workflow as JSON; undefined while it is not published. */
	published?: string;
	/** The static data of the published workflow as JSON. */
	stored: string;
	/** The static data of a test as JSON. */
	testStored?: string;
	isListening: boolean;
	/** Counts the starts of the process. */
	processId: number;
}

/** The source of a workflow: its nodes, and its static data as JSON or as those of another workflow. */
export interface WorkflowSource {
	nodes: INode[];
	stored?: string;
	data?: IDataObject;
}

/** The state of an n8n without any published workflow. */
export function createInstance(n8n: N8n, options: Omit<N8nOptions, 'hero'>): N8nInstance {
	const { workflowId = 'workflow', typeVersion = 1.1, holders = new Map() } = options;
	const { webhookId = 'a2f1c7c0-0000-4000-8000-000000000001' } = options;
	const node = new HeroHealthTrigger();
	const state = { stored: '{}', isListening: false, processId: 0 };
	return { n8n, node, workflowId, webhookId, typeVersion, holders, ...state };
}

export const nodesOf = (
	{ typeVersion, webhookId }: N8nInstance,
	parameters: INodeParameters,
): INode[] => [
	{
		id: 'trigger',
		name: triggerName,
		type: triggerType,
		typeVersion,
		position: [0, 0],
		webhookId,
		parameters,
		credentials: { heroHealthApi: { id: 'credential', name: 'Hero' } },
	},
];

export const publishedSource = ({ published, stored }: N8nInstance): WorkflowSource => ({
	nodes: jsonParse<INode[]>(published!),
	stored,
});

export const workflowOf = (
	{ workflowId, node }: N8nInstance,
	{ nodes, stored = '{}', data }: WorkflowSource,
): Workflow =>
	new Workflow({
		id: workflowId,
		name: 'Workflow',
		active: true,
		nodes,
		connections: {},
		nodeTypes: nodeTypesOf({ [triggerType]: node }),
		staticData: data ?? jsonParse<IDataObject>(stored),
		settings: { executionOrder: 'v1', timezone: 'Europe/London' },
	});

/** Stores the static data of a workflow if it has changed. */
export function save(instance: N8nInstance, { staticData }: Workflow): void {
	if (staticData.__dataChanged !== true) return;
	instance.stored = JSON.stringify(staticData);
	staticData.__dataChanged = false;
}

/** webhook.service: runWebhookMethod */
export async function runHook(
	instance: N8nInstance,
	method: 'checkExists' | 'create' | 'delete',
	workflow: Workflow,
	isTest: boolean,
	mode: WorkflowExecuteMode,
	activation: WorkflowActivateMode,
): Promise<boolean> {
	const webhook = webhookData(instance, isTest);
	const node = workflow.getNode(webhook.node)!;
	const additional = webhook.workflowExecuteAdditionalData;
	const context = new HookContext(workflow, node, additional, mode, activation, webhook);
	return await instance.node.webhookMethods!.default![method].call(
		observe(instance, context) as HookContext,
	);
}

/** The context of the node's webhook method for a request. */
export function webhookContext(
	instance: N8nInstance,
	workflow: Workflow,
	isTest: boolean,
	request: FastifyRequest,
	body: object,
	response: FastifyReply['raw'],
): WebhookContext {
	const context = new WebhookContext(
		workflow,
		workflow.getNode(triggerName)!,
		additionalData(instance, {
			httpRequest: { ...requestParts(request), ...body } as never,
			httpResponse: response as never,
		}),
		isTest ? 'manual' : 'webhook',
		webhookData(instance, isTest),
		[],
		null,
	);
	return observe(instance, context) as WebhookContext;
}

const webhookData = (instance: N8nInstance, isTest: boolean) =>
	({
		httpMethod: 'POST',
		node: triggerName,
		path: `${instance.webhookId}/webhook`,
		webhookDescription: instance.node.description.webhooks![0],
		workflowId: instance.workflowId,
		workflowExecuteAdditionalData: additionalData(instance),
		isTest,
	}) as IWebhookData;

const additionalData = (
	{ n8n: { address, credentials } }: N8nInstance,
	more: Partial<IWorkflowExecuteAdditionalData> = {},
) =>
	({
		credentialsHelper: new Credentials({
			credentialTypes: { heroHealthApi: new HeroHealthApi() },
			credentials: { heroHealthApi: { ...credentials } as ICredentialDataDecryptedObject },
		}),
		variables: {},
		webhookBaseUrl: `${address}/webhook`,
		webhookTestBaseUrl: `${address}/webhook-test`,
		webhookWaitingBaseUrl: `${address}/webhook-waiting`,
		formWaitingBaseUrl: `${address}/form-waiting`,
		restApiUrl: `${address}/rest`,
		instanceBaseUrl: address,
		...more,
	}) as unknown as IWorkflowExecuteAdditionalData;

/** Collects the log of a context, and replaces its network by `send` where that is given. */
function observe(
	{ n8n }: N8nInstance,
	context: HookContext | WebhookContext,
): HookContext | WebhookContext {
	const { send } = n8n;
	if (send) {
		Object.assign(context.helpers, {
			httpRequestWithAuthentication: async (_type: string, request: IHttpRequestOptions) =>
				send(request),
		});
	}
	const log = (level: string) => (message: string, details?: object) =>
		void n8n.log.push({ level, message: message + (JSON.stringify(details) ?? '') });
	const logger = Object.fromEntries(
		['debug', 'info', 'warn', 'error'].map((level) => [level, log(level)]),
	);
	return Object.defineProperty(context, 'logger', { value: logger });
}
