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
	IRunExecutionData,
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

/** The outcome of a workflow run. */
export interface WorkflowRun {
	/** "success", "error" or "canceled". */
	status: string;
	error?: { message: string; description?: string | null; httpCode?: string | null };
	/** The nodes that ran, in the order in which they finished. */
	order: string[];
	/** Returns the items of an output of a node, by default the first. */
	items(nodeName: string, output?: number): INodeExecutionData[];
	/** All data that n8n would store of this execution. */
	data: IRun['data'];
}

/** Options of a workflow run. */
export interface RunOptions {
	workflow: Pick<IWorkflowBase, 'nodes' | 'connections'> & Partial<IWorkflowBase>;
	/** Node instances by type name, in addition to n8n's own. */
	nodeTypes: Record<string, INodeType | IVersionedNodeType>;
	credentialTypes: Record<string, ICredentialType>;
	/** Decrypted data by credential type. */
	credentials: Record<string, ICredentialDataDecryptedObject>;
	/** Items that replace the output of the start node. */
	input?: INodeExecutionData[];
	/** Dates without a time zone are read in this one. */
	timezone?: string;
	/** Aborting stops the run as the Stop button does. */
	cancel?: AbortSignal;
	/** The data of a failed run to retry, as Retry in n8n's list of executions does. */
	retryOf?: IRun['data'];
}

/** Runs a workflow in n8n's own engine, in this process. Its requests are really sent. */
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
	const executionId = randomString(8);
	const hooks = new ExecutionLifecycleHooks(
		options.retryOf ? 'retry' : 'manual',
		executionId,
		options.workflow as IWorkflowBase,
	);
	const order: string[] = [];
	hooks.addHandler('nodeExecuteAfter', (nodeName) => void order.push(nodeName));
	const execution = new WorkflowExecute(
		additionalData(options, hooks, executionId),
		options.retryOf ? 'retry' : 'manual',
		options.retryOf ? retryData(options.retryOf, workflow) : newRunData(workflow, options.input),
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

function newRunData(workflow: Workflow, input?: INodeExecutionData[]): IRunExecutionData {
	const start = workflow.getStartNode();
	if (!start) throw new Error('The workflow has no node to start from');
	return createRunExecutionData({
		executionData: {
			nodeExecutionStack: [{ node: start, data: { main: [[{ json: {} }]] }, source: null }],
		},
		resultData: { pinData: input ? { [start.name]: input } : {} },
	});
}

/** Prepares stored data for a retry as n8n does (execution.service.js), with the nodes of the current workflow. */
function retryData(stored: IRun['data'], workflow: Workflow): IRunExecutionData {
	const data = JSON.parse(JSON.stringify(stored)) as IRunExecutionData;
	const { runData, lastNodeExecuted = '' } = data.resultData;
	delete data.resultData.error;
	if (runData[lastNodeExecuted]?.at(-1)?.error) runData[lastNodeExecuted].pop();
	for (const waiting of data.executionData?.nodeExecutionStack ?? []) {
		waiting.node = workflow.getNode(waiting.node.name)!;
	}
	return data;
}

/** Returns the lookup of node types that n8n's engine uses. */
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

/** Replaces n8n's credential store for one run; headers come from the real credential class. */
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
