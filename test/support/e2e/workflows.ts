import { randomUUID } from 'crypto';
import type { INode, INodeExecutionData, INodeParameters } from 'n8n-workflow';
import type { Sandbox } from '../../../sandbox';
import type { openN8n } from '../../../scripts/n8n/temporary';

export type N8n = Awaited<ReturnType<typeof openN8n>>;

export type Node = Pick<INode, 'name' | 'type'> & Partial<INode>;
export type Credential = { id: string; name: string };
type Execution = Awaited<ReturnType<N8n['client']['waitForExecution']>>;

const credentialType = { name: 'Hero Health (sandbox)', type: 'heroHealthApi' };

/** The data of a credential for this sandbox. */
export const credentialData = ({ apiKey, practiceGroupId, url }: Sandbox) => ({
	apiKey,
	practiceGroupId,
	environment: 'custom',
	baseUrl: url,
});

/** Stores a credential for a sandbox, as the nodes of a workflow name it. */
export async function storeCredential(
	{ client }: Pick<N8n, 'client'>,
	sandbox: Sandbox,
): Promise<Credential> {
	const { id } = await client.createCredential({
		...credentialType,
		data: credentialData(sandbox),
	});
	return { id, name: credentialType.name };
}

export const startNode: Node = { name: 'Start', type: 'n8n-nodes-base.manualTrigger' };

/** Nodes that put out one item for each of these. */
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

/** A Hero Health node for "resource: operation". */
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
		parameters: { resource, operation, ...parameters },
		credentials: { heroHealthApi: credential },
		...settings,
	};
}

export const byId = (value: string) => ({ __rl: true, mode: 'id', value });

/** The node as it is stored. */
export const withPosition = (node: Node, place: number): Node => ({
	id: randomUUID(),
	typeVersion: 1,
	position: [place * 220, 0],
	parameters: {},
	...node,
});

export const connectionTo = (node: string, type = 'main') => ({
	[type]: [[{ node, type, index: 0 }]],
});

/** A workflow whose nodes follow one another. */
export const chain = (...nodes: Node[]) => ({
	name: 'Chain',
	nodes: nodes.map(withPosition),
	connections: Object.fromEntries(
		nodes.slice(1).map(({ name }, index) => [nodes[index].name, connectionTo(name)]),
	),
});

/** Stores a workflow, runs it as somebody does in the editor and waits for its end. */
export async function run(n8n: N8n, workflow: ReturnType<typeof chain>): Promise<Execution> {
	const { id } = await n8n.client.createWorkflow(workflow);
	return await runStored(n8n, id);
}

export async function runStored({ client }: N8n, id: string): Promise<Execution> {
	const { executionId } = await client.runWorkflow(id, startNode.name);
	return await client.waitForExecution(String(executionId));
}

/** The items on each branch of a node, of its last attempt. */
export function branches({ data }: Execution, name = heroName): INodeExecutionData[][] {
	const runs = (data.resultData.runData as Record<string, unknown[]>)[name] ?? [];
	const last = runs.at(-1) as { data?: { main: Array<INodeExecutionData[] | null> } } | undefined;
	return (last?.data?.main ?? []).map((items) => items ?? []);
}

/** The calls of this operation that Hero carried out. */
export const carriedOutCalls = ({ ledger }: Sandbox, operationId: string) =>
	ledger.filter((entry) => entry.carriedOut && entry.operationId === operationId);
