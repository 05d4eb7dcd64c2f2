import 'reflect-metadata';

import { ExecutionLifecycleHooks, WorkflowExecute } from 'n8n-core';
import type {
	ICredentialDataDecryptedObject,
	ICredentialType,
	IHttpRequestOptions,
	INodeExecutionData,
	INodeType,
	INodeTypes,
	IRun,
	IVersionedNodeType,
	IWorkflowBase,
	IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';
import {
	createRunExecutionData,
	ICredentialsHelper,
	NodeHelpers,
	randomString,
	Workflow,
} from 'n8n-workflow';

import { coreNodes } from './coreNodes';

export interface WorkflowRun {
	/** "success", "error" or "canceled". */
	status: string;
	error?: { message: string; description?: string | null; httpCode?: string | null };
	/** The nodes that ran, in the order in which they finished. */
	order: string[];
	/** The items that left an output of a node, the first one unless told otherwise. */
	items(nodeName: string, output?: number): INodeExecutionData[];
	/** Everything that n8n would keep of this execution. */
	data: IRun['data'];
}

export interface RunOptions {
	workflow: Pick<IWorkflowBase, 'nodes' | 'connections'> & Partial<IWorkflowBase>;
	/** Node classes under the names by which the workflow knows them, beside n8n's own. */
	nodeTypes: Record<string, INodeType | IVersionedNodeType>;
	credentialTypes: Record<string, ICredentialType>;
	/** Decrypted data by credential type. */
	credentials: Record<string, ICredentialDataDecryptedObject>;
	/** Items for the start node to give out instead of its own. */
	input?: INodeExecutionData[];
	/** Read timezone-less dates in this zone. */
	timezone?: string;
	/** Aborting stops the run as the Stop button does. */
	cancel?: AbortSignal;
}

/** Runs a workflow in n8n's own engine, in this process. Requests go out for real. */
export async function runWorkflow(options: RunOptions): Promise<WorkflowRun> {
	const { nodes, connections } = options.workflow;
	const workflow = new Workflow({
		id: options.workflow.id ?? 'workflow',
		name: options.workflow.name ?? 'Workflow',
		active: false,
		nodes,
		connections,
		nodeTypes: nodeTypesOf({ ...coreNodes(), ...options.nodeTypes }),
		settings: { executionOrder: 'v1', timezone: options.timezone ?? 'Europe/London' },
	});
	const start = workflow.getStartNode();
	if (!start) throw new Error('The workflow has no node to start from');
	const executionId = randomString(8);
	const hooks = new ExecutionLifecycleHooks(
		'manual',
		executionId,
		options.workflow as IWorkflowBase,
	);
	const order: string[] = [];
	hooks.addHandler('nodeExecuteAfter', (nodeName) => void order.push(nodeName));
	const execution = new WorkflowExecute(
		additionalData(options, hooks, executionId),
		'manual',
		createRunExecutionData({
			executionData: {
				nodeExecutionStack: [{ node: start, data: { main: [[{ json: {} }]] }, source: null }],
			},
			resultData: { pinData: options.input ? { [start.name]: options.input } : {} },
		}),
	).processRunExecutionData(workflow);
	options.cancel?.addEventListener('abort', () => execution.cancel());
	const run = await execution;
	const { runData, error } = run.data.resultData;
	return {
		status: run.status,
		error: error as WorkflowRun['error'],
		order,
		items: (name, output = 0) =>
			runData[name]?.flatMap((task) => task.data?.main[output] ?? []) ?? [],
		data: run.data,
	};
}

/** Node classes as n8n looks them up. */
export function nodeTypesOf(classes: RunOptions['nodeTypes']): INodeTypes {
	const find = (type: string) => {
		if (classes[type]) return classes[type];
		throw new Error(`The workflow uses ${type}, which is not loaded here`);
	};
	return {
		getByName: find,
		getByNameAndVersion: (type, version) => NodeHelpers.getVersionedNodeType(find(type), version),
		getKnownTypes: () => ({}),
	};
}

function additionalData(
	options: RunOptions,
	hooks: ExecutionLifecycleHooks,
	executionId: string,
): IWorkflowExecuteAdditionalData {
	const address = 'http://localhost:5678';
	const nothing = () => undefined;
	const data = {
		executionId,
		hooks,
		credentialsHelper: new Credentials(options),
		variables: {},
		restApiUrl: `${address}/rest`,
		instanceBaseUrl: address,
		formWaitingBaseUrl: `${address}/form-waiting`,
		webhookBaseUrl: `${address}/webhook`,
		webhookWaitingBaseUrl: `${address}/webhook-waiting`,
		webhookTestBaseUrl: `${address}/webhook-test`,
		setExecutionStatus: nothing,
		sendDataToUI: nothing,
		logAiEvent: nothing,
	};
	return data as unknown as IWorkflowExecuteAdditionalData;
}

/** n8n's store of credentials, holding those of one run; headers come from the real credential class. */
export class Credentials extends ICredentialsHelper {
	constructor(private readonly options: Pick<RunOptions, 'credentialTypes' | 'credentials'>) {
		super();
	}

	getParentTypes = () => [];

	getCredentialsProperties = (type: string) => this.options.credentialTypes[type].properties;

	isCredentialUsableByNode = () => true;

	preAuthentication = async () => undefined;

	runPreAuthentication = async () => undefined;

	getDecrypted = async (_data: unknown, _node: unknown, type: string) => ({
		...this.options.credentials[type],
	});

	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		type: string,
		request: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> {
		const { authenticate } = this.options.credentialTypes[type];
		if (typeof authenticate === 'function') return await authenticate(credentials, request);
		throw new Error(`The credential ${type} has no function that authenticates`);
	}

	getCredentials = async (): Promise<never> => await unused();

	updateCredentials = async (): Promise<never> => await unused();

	updateCredentialsOauthTokenData = async (): Promise<never> => await unused();
}

async function unused(): Promise<never> {
	throw new Error('A run in this process stores no credentials');
}
