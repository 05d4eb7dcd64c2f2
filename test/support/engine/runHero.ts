import type {
	IDataObject,
	INode,
	INodeExecutionData,
	INodeParameters,
	INodeType,
	ITaskData,
} from 'n8n-workflow';

import { HeroHealthApi } from '../../../credentials/HeroHealthApi.credentials';
import { runWorkflow, type WorkflowRun } from '../../../scripts/engine';
import { HeroHealth } from '../../../nodes/HeroHealth/HeroHealth.node';

/** Texts that are recognized wherever they appear. */
export const apiKey = 'key-canary-7';
export const practiceGroupId = '1042';

export const heroType = 'n8n-nodes-hero-health.heroHealth';
const heroName = 'Hero Health';

export interface HeroRun {
	status: string;
	/** The items of the output, and of the branch for failed items. */
	output: INodeExecutionData[];
	failed: INodeExecutionData[];
	/** The data of `output`. */
	json: IDataObject[];
	/** The error that stopped the node, as n8n keeps it. */
	error: NodeError | undefined;
	/** Hints that n8n shows beside the output. */
	hints: string[];
	/** Everything that n8n keeps of the node, as text. */
	savedExecution: string;
	/** The data that n8n stores of the execution. */
	data: WorkflowRun['data'];
}

export interface NodeError {
	name: string;
	message: string;
	description?: string | null;
	httpCode?: string | null;
	context: { itemIndex?: number };
}

export interface HeroRunOptions {
	/** "resource: operation", by their values. */
	operation: string;
	parameters?: INodeParameters;
	/** One empty item by default. */
	items?: IDataObject[];
	/** The node's setting On Error. */
	onError?: INode['onError'];
	timezone?: string;
	credentials?: IDataObject;
	/** A node class in place of the real one. */
	node?: INodeType;
	/** Aborting stops the run as the Stop button does. */
	cancel?: AbortSignal;
	/** Further settings of the node, such as Retry On Fail. */
	settings?: Partial<INode>;
	/** The ID of the workflow, which has a memory of its own for Send Only Once. */
	workflowId?: string;
	/** A failed run to retry, as Retry in n8n's list of executions does. */
	retryOf?: HeroRun;
}

/** Runs one Hero Health node over the items in n8n's engine, against the Hero at this address. */
export async function runHero(hero: { url: string }, options: HeroRunOptions): Promise<HeroRun> {
	const { items = [{}] } = options;
	return await runHeroItems(
		hero,
		items.map((json) => ({ json })),
		options,
	);
}

/** The same over items that may have files. */
export async function runHeroItems(
	hero: { url: string },
	input: INodeExecutionData[],
	{
		operation,
		parameters,
		onError,
		settings,
		workflowId,
		...options
	}: Omit<HeroRunOptions, 'items'>,
): Promise<HeroRun> {
	const { timezone, cancel, retryOf } = options;
	const run = await runWorkflow({
		workflow: {
			id: workflowId,
			nodes: [startNode, heroNode(operation, parameters, { onError, ...settings })],
			connections: { Start: { main: [[{ node: heroName, type: 'main', index: 0 }]] } },
		},
		...{ input, timezone, cancel, retryOf: retryOf?.data },
		...installedPackage(hero, options),
	});
	return toHeroRun(run);
}

export const startNode: INode = {
	id: 'start',
	name: 'Start',
	type: 'n8n-nodes-base.manualTrigger',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};

/** Requests go one after another and once, so the requests at Hero show what the node decided. */
const sequentialWithoutRetry: INodeParameters = { itemsInParallel: 1, retryWhenBusy: false };

/** The Hero Health node with these parameters and settings. */
export function heroNode(
	operation: string,
	parameters: INodeParameters = {},
	settings: Partial<INode> = {},
): INode {
	const [resource, value] = operation.split(': ');
	return {
		id: 'hero',
		name: heroName,
		type: heroType,
		typeVersion: 1,
		position: [200, 0],
		parameters: { resource, operation: value, ...sequentialWithoutRetry, ...parameters },
		credentials: { heroHealthApi: { id: 'credential', name: 'Hero' } },
		...settings,
	};
}

/** The package as n8n would have it loaded, its credential set for the Hero at this address. */
export function installedPackage(
	hero: { url: string },
	{ credentials, node = new HeroHealth() }: Pick<HeroRunOptions, 'credentials' | 'node'> = {},
) {
	return {
		nodeTypes: { [heroType]: node },
		credentialTypes: { heroHealthApi: new HeroHealthApi() },
		credentials: {
			heroHealthApi: {
				apiKey: apiKey,
				practiceGroupId: practiceGroupId,
				environment: 'custom',
				baseUrl: hero.url,
				...credentials,
			},
		},
	};
}

function toHeroRun(run: WorkflowRun): HeroRun {
	const tasks: ITaskData[] = run.data.resultData.runData[heroName] ?? [];
	const output = tasks.at(-1)?.data?.main[0] ?? [];
	return {
		status: run.status,
		output,
		failed: run.items(heroName, 1),
		json: output.map(({ json }) => json),
		error: tasks[0]?.error as NodeError | undefined,
		hints: tasks[0]?.hints?.map(({ message }) => message) ?? [],
		savedExecution: JSON.stringify([tasks, run.data.resultData.error]),
		data: run.data,
	};
}

/** A record chosen by its ID. */
export const byId = (value: string): INodeParameters => ({ __rl: true, mode: 'id', value });
