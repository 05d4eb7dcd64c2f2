import 'reflect-metadata';

import fastify, { type FastifyReply, type FastifyRequest } from 'fastify';
import { HookContext, WebhookContext } from 'n8n-core';
import type {
	ICredentialDataDecryptedObject,
	IDataObject,
	IHttpRequestOptions,
	INode,
	INodeParameters,
	INodeType,
	IWebhookData,
	IWebhookResponseData,
	IWorkflowExecuteAdditionalData,
	WorkflowActivateMode,
	WorkflowExecuteMode,
} from 'n8n-workflow';
import * as workflowPackage from 'n8n-workflow';

import { HeroHealthApi } from '../../../credentials/HeroHealthApi.credentials';
import { Credentials, nodeTypesOf } from '../../../scripts/engine';
import { HeroHealthTrigger } from '../../../nodes/HeroHealth/HeroHealthTrigger.node';

const { jsonParse, sleep, Workflow } = workflowPackage;

const triggerType = 'n8n-nodes-hero-health.heroHealthTrigger';
const triggerName = 'Hero Health Trigger';
const megabyte = 1024 * 1024;

/** What the node keeps, as n8n stores it between two calls of the node. */
export interface StoredActivation extends IDataObject {
	signingKey: string;
	token: string;
	subscriptions: Array<{ id: string; event_type: string; url: string }>;
	claims: string;
}

export interface Options {
	hero: { url: string };
	parameters?: INodeParameters;
	credentials?: IDataObject;
	workflowId?: string;
	/** The first part of its path, which a copy by n8n's API or command line has too. */
	webhookId?: string;
	/** Which workflow holds which address, for several workflows of one n8n (`webhook_entity`). */
	holders?: Map<string, string>;
	/** Of the node; that of a new node unless given. */
	typeVersion?: number;
}

/** One line of n8n's log. */
interface Logged {
	level: string;
	message: string;
}

/**
 * n8n's part in the life of a trigger, as `active-workflow-manager`, `live-webhooks`, `test-webhooks`
 * and `webhook-helpers` of n8n play it: the contexts and the request helper are n8n's own, requests come
 * in over HTTP, and every call of the node has its own copy of the static data, which is stored after
 * it where the call has changed it.
 */
export interface N8n {
	/** Where it listens on loopback. */
	url: string;
	/** By which it believes to be reached, `url` at first. */
	address: string;
	credentials: IDataObject;
	/** What the editor shows. Counts from the next activation on. */
	parameters: INodeParameters;
	/** The data of the items that each run began with; undefined for a run that began with an error. */
	runs: Array<IDataObject[] | undefined>;
	log: Logged[];
	/** Takes the place of the network, for a Hero that is not on loopback. */
	send?: (options: IHttpRequestOptions) => unknown;
	/** Whether n8n is unable to start a run, such as for a database that does not answer. */
	cannotStartRuns: boolean;
	/** Called when the node has taken a delivery, and before n8n starts the run. */
	beforeRun: () => Promise<unknown>;
	/** What the trigger keeps of the published workflow. */
	activation(): StoredActivation;
	/** The static data of the workflow, as it is stored. */
	staticData: IDataObject;
	productionUrl: string;
	testUrl: string;
	/** Publishes the workflow, which was not active. */
	activate(): Promise<void>;
	/** Publishes changed parameters of a workflow that is active. */
	publish(parameters?: INodeParameters): Promise<void>;
	deactivate(): Promise<void>;
	/** As 2.8.4 does it at its start. */
	reactivateAtStart(): Promise<void>;
	/** Waits for one test event, at an address of its own. */
	listen(): Promise<void>;
	stopListening(): Promise<void>;
	/**
	 * Another process with the same database: nothing but what is stored is known to it. What the old one
	 * was working on ends without an answer.
	 */
	restart(): Promise<void>;
	stop(): Promise<void>;
}

/** The trigger as a process that has just begun loads it. */
async function freshTrigger(): Promise<INodeType> {
	let fresh: INodeType | undefined;
	jest.doMock('n8n-workflow', () => workflowPackage);
	await jest.isolateModulesAsync(async () => {
		const loaded = await import('../../../nodes/HeroHealth/HeroHealthTrigger.node');
		fresh = new loaded.HeroHealthTrigger();
	});
	return fresh!;
}

type SubscribeBy = [
	workflow: workflowPackage.Workflow,
	isTest: boolean,
	mode: WorkflowExecuteMode,
	activation: WorkflowActivateMode,
];

interface Call {
	/** Null for a test, which has static data of its own. */
	stored: string | null;
	nodes: INode[];
	/** Data that another workflow already has. */
	data?: IDataObject;
}

export async function openN8n({ hero, ...options }: Options): Promise<N8n> {
	const {
		workflowId = 'workflow',
		holders = new Map<string, string>(),
		typeVersion = 1.1,
	} = options;
	let node: INodeType = new HeroHealthTrigger();
	let published: string | undefined;
	let stored = '{}';
	let testStored: string | undefined;
	let listening = false;
	let process = 0;
	const { webhookId = 'a2f1c7c0-0000-4000-8000-000000000001' } = options;
	const path = `${webhookId}/webhook`;

	const server = fastify({ forceCloseConnections: true, bodyLimit: 16 * megabyte });
	server.removeAllContentTypeParsers();
	server.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) =>
		done(null, body),
	);

	const nodesOf = (parameters: INodeParameters): INode[] => [
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

	const workflowOf = ({ stored: text, nodes, data }: Call) =>
		new Workflow({
			id: workflowId,
			name: 'Workflow',
			active: true,
			nodes,
			connections: {},
			nodeTypes: nodeTypesOf({ [triggerType]: node }),
			staticData: data ?? jsonParse<IDataObject>(text ?? '{}'),
			settings: { executionOrder: 'v1', timezone: 'Europe/London' },
		});

	const additionalData = (more: Partial<IWorkflowExecuteAdditionalData> = {}) =>
		({
			credentialsHelper: new Credentials({
				credentialTypes: { heroHealthApi: new HeroHealthApi() },
				credentials: { heroHealthApi: { ...n8n.credentials } as ICredentialDataDecryptedObject },
			}),
			variables: {},
			webhookBaseUrl: `${n8n.address}/webhook`,
			webhookTestBaseUrl: `${n8n.address}/webhook-test`,
			webhookWaitingBaseUrl: `${n8n.address}/webhook-waiting`,
			formWaitingBaseUrl: `${n8n.address}/form-waiting`,
			restApiUrl: `${n8n.address}/rest`,
			instanceBaseUrl: n8n.address,
			...more,
		}) as unknown as IWorkflowExecuteAdditionalData;

	const webhookData = (isTest: boolean) =>
		({
			httpMethod: 'POST',
			node: triggerName,
			path,
			webhookDescription: node.description.webhooks![0],
			workflowId,
			workflowExecuteAdditionalData: additionalData(),
			isTest,
		}) as IWebhookData;

	const watched = <Context extends HookContext | WebhookContext>(context: Context): Context => {
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
	};

	/** webhook.service: runWebhookMethod */
	const runHook = async (
		method: 'checkExists' | 'create' | 'delete',
		workflow: workflowPackage.Workflow,
		isTest: boolean,
		mode: WorkflowExecuteMode,
		activation: WorkflowActivateMode,
	): Promise<boolean> => {
		const data = webhookData(isTest);
		const owner = workflow.getNode(data.node)!;
		const context = new HookContext(
			workflow,
			owner,
			data.workflowExecuteAdditionalData,
			mode,
			activation,
			data,
		);
		return await node.webhookMethods!.default![method].call(watched(context));
	};

	/** webhook.service: createWebhookIfNotExists; gives back what was thrown */
	const subscribe = async (...by: SubscribeBy): Promise<Error | undefined> => {
		const attempt = async () =>
			(await runHook('checkExists', ...by)) || (await runHook('create', ...by));
		return await attempt().then(
			() => undefined,
			(error: Error) => error,
		);
	};

	const save = (workflow: workflowPackage.Workflow) => {
		if (workflow.staticData.__dataChanged !== true) return;
		stored = JSON.stringify(workflow.staticData);
		workflow.staticData.__dataChanged = false;
	};

	const productionCall = (): Call => ({ stored, nodes: jsonParse<INode[]>(published!) });

	/** webhook-trigger-registrar: register, and clearRegisteredWebhook where it fails */
	const register = async (activation: WorkflowActivateMode): Promise<void> => {
		published = JSON.stringify(nodesOf(n8n.parameters));
		// n8n calls such a workflow published, too, and unpublishes it like any other.
		const holder = holders.get(n8n.productionUrl) ?? workflowId;
		if (holder !== workflowId) throw new Error('The path is taken');
		holders.set(n8n.productionUrl, workflowId);
		const workflow = workflowOf(productionCall());
		const failure = await subscribe(workflow, false, 'trigger', activation);
		if (failure) {
			await runHook('delete', workflow, false, 'internal', 'update');
			published = undefined;
			letGo();
		}
		save(workflow);
		if (failure) throw failure;
	};

	const letGo = () => {
		for (const [url, holder] of holders) if (holder === workflowId) holders.delete(url);
	};

	const deregister = async (): Promise<void> => {
		// A restored database calls a workflow published that this n8n never published.
		published ??= JSON.stringify(nodesOf(n8n.parameters));
		const workflow = workflowOf(productionCall());
		published = undefined;
		letGo();
		await runHook('delete', workflow, false, 'internal', 'update');
		save(workflow);
	};

	/** test-webhooks: deactivateWebhooks */
	const stopListening = async (): Promise<void> => {
		listening = false;
		const workflow = workflowOf({ stored: testStored ?? '{}', nodes: nodesOf(n8n.parameters) });
		await runHook('delete', workflow, true, 'internal', 'update');
		testStored = undefined;
	};

	/** webhook-helpers: executeWebhook; live-webhooks and test-webhooks around it */
	const receive = async (request: FastifyRequest, reply: FastifyReply, isTest: boolean) => {
		const isWanted = isTest ? listening : published !== undefined;
		if (!isWanted) return await reply.code(404).send({ code: 404, message: 'Not registered' });
		const rawBody = (request.body ?? Buffer.from('')) as Buffer;
		let body: unknown;
		const isRead = typeVersion === 1 || isParsable(request.headers['content-type']);
		try {
			const isJson = /^application\/json\s*(;|$)/i.test(request.headers['content-type'] ?? '');
			body = isJson && rawBody.length > 0 ? jsonParse(rawBody.toString()) : {};
		} catch {
			return await reply.code(422).send({ code: 422, message: 'Failed to parse request body' });
		}
		const call = isTest ? { stored: null, nodes: nodesOf(n8n.parameters) } : productionCall();
		const workflow = workflowOf(call);
		if (isTest) workflow.setTestStaticData(jsonParse<IDataObject>(testStored ?? '{}'));
		reply.hijack();
		const response = expressLike(reply);
		const ownProcess = process;
		const isEnded = () => {
			if (process === ownProcess) return false;
			reply.raw.socket?.destroy();
			return Boolean(reply.raw.end());
		};
		const context = new WebhookContext(
			workflow,
			workflow.getNode(triggerName)!,
			additionalData({
				httpRequest: { ...requestParts(request), ...bodyParts(rawBody, body, isRead) } as never,
				httpResponse: response as never,
			}),
			isTest ? 'manual' : 'webhook',
			webhookData(isTest),
			[],
			null,
		);
		let result: IWebhookResponseData;
		try {
			result = await node.webhook!.call(watched(context));
		} catch {
			if (isEnded()) return;
			n8n.runs.push(undefined);
			return response.status(500).json({ code: 0, message: 'Workflow could not be started!' });
		}
		if (isEnded()) return;
		if (!result.workflowData) return isTest ? undefined : save(workflow);
		// workflow-runner: establishContextForPersistence; with that n8n 2.41 takes all for stored.
		if (!isTest) workflowOf({ ...call, data: workflow.staticData });
		// The database answers in a later turn, whatever the computer does meanwhile.
		await sleep(0);
		await n8n.beforeRun();
		if (isEnded()) return;
		if (n8n.cannotStartRuns) {
			return response.status(500).json({ code: 0, message: 'There was a problem' });
		}
		// A run that is stored and shown is JSON.
		const items = jsonParse<Array<{ json: IDataObject }>>(JSON.stringify(result.workflowData[0]));
		n8n.runs.push(items.map(({ json }) => json));
		await (isTest ? stopListening() : save(workflow));
		return response.status(200).end();
	};
	server.post(`/webhook/${path}`, async (request, reply) => await receive(request, reply, false));
	server.post(
		`/webhook-test/${path}`,
		async (request, reply) => await receive(request, reply, true),
	);

	const url = await server.listen({ port: 0, host: '127.0.0.1' });
	const n8n: N8n = {
		url,
		address: url,
		credentials: {
			apiKey: 'demo-key',
			practiceGroupId: '1042',
			environment: 'custom',
			baseUrl: hero.url,
			...options.credentials,
		},
		parameters: options.parameters ?? {},
		runs: [],
		log: [],
		cannotStartRuns: false,
		// Storing a run takes n8n a moment.
		beforeRun: async () => await sleep(5),
		activation: () => n8n.staticData[`node:${triggerName}`] as StoredActivation,
		get staticData() {
			return jsonParse<IDataObject>(stored);
		},
		set staticData(data) {
			stored = JSON.stringify(data);
		},
		get productionUrl() {
			return `${n8n.address}/webhook/${path}`;
		},
		get testUrl() {
			return `${n8n.address}/webhook-test/${path}`;
		},
		activate: async () => await register('activate'),
		publish: async (parameters = n8n.parameters) => {
			await deregister();
			n8n.parameters = parameters;
			await register('update');
		},
		deactivate: deregister,
		reactivateAtStart: async () => await register('init'),
		listen: async () => {
			const workflow = workflowOf({ stored: null, nodes: nodesOf(n8n.parameters) });
			const failure = await subscribe(workflow, true, 'manual', 'manual');
			if (failure) {
				await runHook('delete', workflow, true, 'internal', 'update');
				throw failure;
			}
			testStored = JSON.stringify(workflow.staticData);
			listening = true;
		},
		stopListening,
		restart: async () => {
			process++;
			node = await freshTrigger();
		},
		stop: () => server.close(),
	};
	return n8n;
}

const requestParts = ({ headers, query, method }: FastifyRequest) => ({
	headers,
	query,
	method,
	params: {},
});

/** n8n gives the node Express's response: Node's own with two methods more. */
function expressLike(reply: FastifyReply) {
	const response = Object.assign(reply.raw, {
		status(code: number) {
			response.statusCode = code;
			return response;
		},
		json(body: unknown) {
			response.setHeader('content-type', 'application/json; charset=utf-8');
			response.end(JSON.stringify(body));
			return response;
		},
	});
	return response;
}

/** From version 1.1 on n8n leaves the body of a content type that it does not know to the node. */
const isParsable = (contentType = ''): boolean =>
	/^(application\/json|text\/plain|application\/x-www-form-urlencoded)|[/+]xml(;|$)/i.test(
		contentType,
	);

function bodyParts(rawBody: Buffer, body: unknown, isRead: boolean) {
	if (isRead) return { rawBody, body };
	const parts: { rawBody?: Buffer; readRawBody(): Promise<void> } = {
		readRawBody: async function (this: { rawBody?: Buffer }) {
			this.rawBody = rawBody;
		},
	};
	return parts;
}
