import { randomUUID } from 'crypto';
import type { INode, INodeExecutionData, INodeParameters } from 'n8n-workflow';
import type { Sandbox } from '../../sandbox';
import type { openN8n } from './temporary';

export type N8n = Awaited<ReturnType<typeof openN8n>>;

export type Node = Pick<INode, 'name' | 'type'> & Partial<INode>;
export type Credential = { id: string; name: string };
type Execution = Awaited<ReturnType<N8n['client']['waitForExecution']>>;

const credentialType = { name: 'Hero Health (sandbox)', type: 'heroHealthApi' };

type Access = Pick<Sandbox, 'apiKey' | 'practiceGroupId' | 'url'>;

/** Returns the data of a credential for this sandbox. */
export const credentialData = ({ apiKey, practiceGroupId, url }: Access) => ({
	apiKey,
	practiceGroupId,
	environment: 'custom',
	baseUrl: url,
});

/** Stores a credential for a sandbox and returns the reference that a workflow's nodes use. */
export async function storeCredential(
	{ client }: Pick<N8n, 'client'>,
	sandbox: Access,
	more: Record<string, string> = {},
): Promise<Credential> {
	const { id } = await client.createCredential({
		...credentialType,
		data: { ...credentialData(sandbox), ...more },
	});
	return { id, name: credentialType.name };
}

/** The node that starts a workflow by hand. */
export const startNode: Node = { name: 'Start', type: 'n8n-nodes-base.manualTrigger' };

/** Returns nodes that output one item for each of these objects. */
export const itemNodes = (items: object[]): Node[] => [
	{
		name: 'All of Them',
		type: 'n8n-nodes-base.set',
		typeVersion: 3.4,
		parameters: { mode: 'raw', jsonOutput: JSON.stringify({ items }), options: {} },
	},
	{
		name: 'One by One',
		type: 'n8n-nodes-base.splitOut',
		parameters: { fieldToSplitOut: 'items', options: {} },
	},
];

export const heroName = 'Hero';

/** Returns a Hero Health node for "resource: operation". */
export function heroNode(
	credential: Credential,
	call: string,
	parameters: INodeParameters = {},
	settings: Partial<INode> = {},
): Node {
	const [resource, operation] = call.split(': ');
	return {
		name: heroName,
		type: 'n8n-nodes-hero-health.heroHealth',
		typeVersion: 1.1,
		parameters: { resource, operation, ...parameters },
		credentials: { heroHealthApi: credential },
		...settings,
	};
}

/** A record chosen by its ID in a resource locator. */
export const byId = (value: string) => ({ __rl: true, mode: 'id', value });

/** Returns the node with the fields that n8n stores. */
export const withPosition = (node: Node, place: number): Node => ({
	id: randomUUID(),
	typeVersion: 1,
	position: [place * 220, 0],
	parameters: {},
	...node,
});

/** A connection from the first output of a node to another node. */
export const connectionTo = (node: string, type = 'main') => ({
	[type]: [[{ node, type, index: 0 }]],
});

/** Returns a workflow whose nodes follow one another. */
export const chain = (...nodes: Node[]) => ({
	name: 'Chain',
	nodes: nodes.map(withPosition),
	connections: Object.fromEntries(
		nodes.slice(1).map(({ name }, index) => [nodes[index].name, connectionTo(name)]),
	),
});

/** Stores a workflow, runs it as the editor does and waits until the execution has ended. */
export async function run(n8n: N8n, workflow: ReturnType<typeof chain>): Promise<Execution> {
	const { id } = await n8n.client.createWorkflow(workflow);
	return await runStored(n8n, id);
}

/** Runs a stored workflow and returns its ended execution. */
export async function runStored(
	{ client }: N8n,
	id: string,
	options: { timeout?: number } = {},
): Promise<Execution> {
	const { executionId } = await client.runWorkflow(id, startNode.name);
	return await client.waitForExecution(String(executionId), options);
}

/** Returns the items of each output of a node in its last run. */
export function branches({ data }: Execution, name = heroName): INodeExecutionData[][] {
	const runs = (data.resultData.runData as Record<string, unknown[]>)[name] ?? [];
	const last = runs.at(-1) as { data?: { main: Array<INodeExecutionData[] | null> } } | undefined;
	return (last?.data?.main ?? []).map((items) => items ?? []);
}

/** Returns the requests for an operation that Hero carried out. */
export const carriedOutCalls = ({ ledger }: Sandbox, operationId: string) =>
	ledger.filter((entry) => entry.carriedOut && entry.operationId === operationId);
