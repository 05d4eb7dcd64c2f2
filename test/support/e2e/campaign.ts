import type { IDataObject, INode, INodeExecutionData, INodeParameters } from 'n8n-workflow';

import type { Sandbox } from '../../../sandbox';
import {
	branches,
	byId,
	carriedOutCalls,
	chain,
	connectionTo,
	heroNode,
	itemNodes,
	startNode,
	withPosition,
	type Credential,
	type N8n,
	type Node,
} from '../../../scripts/n8n/workflows';

export const campaignText = 'Your flu vaccination is due.';

export type Execution = Awaited<ReturnType<N8n['client']['waitForExecution']>>;

/** A node that sends a text to the patient of each item. */
export const sendNode = (
	credential: Credential,
	parameters: INodeParameters = {},
	settings: Partial<INode> = {},
): Node =>
	heroNode(
		credential,
		'message: send',
		{
			...{ messageType: 'hero', patientId: byId('={{ $json.id }}'), messageString: campaignText },
			...parameters,
		},
		settings,
	);

/** A workflow that runs a node once with an item for each of these patients. */
export const campaign = (patients: string[], node: Node) =>
	chain(startNode, ...itemNodes(patients.map((id) => ({ id }))), node);

/** The patients of all messages that Hero carried out. */
export const sentTo = (sandbox: Sandbox): string[] =>
	carriedOutCalls(sandbox, 'sendMessage').map(
		({ body }) => (body as IDataObject).patient_id as string,
	);

/** The patients of all requests for messages, with those that Hero refused. */
export const askedFor = ({ ledger }: Sandbox): string[] =>
	ledger
		.filter(({ operationId }) => operationId === 'sendMessage')
		.map(({ body }) => (body as IDataObject).patient_id as string);

/** The patients who got more than one message. */
export const doubled = (sandbox: Sandbox): string[] => {
	const patients = sentTo(sandbox);
	return patients.filter((patient, index) => patients.indexOf(patient) !== index);
};

/** The node's word on an item. */
export type Told = 'sent' | 'sentBefore' | 'unclear' | 'notSent';

/** Returns the node's word on each item, by its index. Throws if it says nothing or two things of one. */
export function toldOf(execution: Execution, count: number, name?: string): Told[] {
	const told: Told[] = [];
	for (const { json, pairedItem } of branches(execution, name).flat()) {
		const { item } = pairedItem as { item: number };
		if (told[item]) throw new Error(`The node says two things of item ${item}.`);
		told[item] = wordOn(json);
	}
	const silent = Array.from({ length: count }, (_, item) => item).filter((item) => !told[item]);
	if (silent.length > 0) throw new Error(`The node says nothing of items ${silent.join(', ')}.`);
	return told;
}

function wordOn(json: INodeExecutionData['json']): Told {
	if (json.alreadySent === true || json.doneBefore === true) return 'sentBefore';
	if (json.error === undefined) return 'sent';
	// n8n 2.8 has no room for mayBeDone.
	const words = JSON.stringify(json);
	return /mayBeDone|Perhaps sent|may have|perhaps/.test(words) ? 'unclear' : 'notSent';
}

/** Returns how many items the node told so. */
export const countOf = (told: Told[], word: Told): number =>
	told.filter((one) => one === word).length;

/** Puts the last node of a campaign into a loop that gives it so many items in each round. */
export function loopOf({ name, nodes, connections }: ReturnType<typeof chain>, batchSize = 2) {
	const [last, before] = [nodes[nodes.length - 1], nodes[nodes.length - 2]];
	const loop = withPosition(
		{
			name: 'Loop',
			type: 'n8n-nodes-base.splitInBatches',
			typeVersion: 3,
			parameters: { batchSize, options: {} },
		},
		nodes.length,
	);
	const [toLoop, toLast] = [loop, last].map((node) => connectionTo(node.name).main[0]);
	return {
		name,
		nodes: [...nodes, loop],
		connections: {
			...connections,
			[before.name]: { main: [toLoop] },
			[loop.name]: { main: [[], toLast] },
			[last.name]: { main: [toLoop] },
		},
	};
}

/** Stores a workflow for others, which runs a node. Returns its ID. */
export async function createSubWorkflow(n8n: N8n, node: Node): Promise<string> {
	const start = {
		name: 'When Called',
		type: 'n8n-nodes-base.executeWorkflowTrigger',
		typeVersion: 1.1,
		parameters: { inputSource: 'passthrough' },
	};
	const { id } = await n8n.client.createWorkflow(chain(start, node));
	// n8n calls no other workflow in production.
	await n8n.activate(id);
	return id;
}

/** A node that runs another workflow with all items. */
export const callNode = (workflowId: string): Node => ({
	name: 'Call',
	type: 'n8n-nodes-base.executeWorkflow',
	typeVersion: 1.2,
	parameters: { workflowId: byId(workflowId), mode: 'once', options: {} },
});
