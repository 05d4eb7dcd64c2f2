import type {
	EngineRequest,
	EngineResponse,
	IDataObject,
	INode,
	INodeExecutionData,
	INodeParameters,
	INodeType,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { runWorkflow } from '../../../scripts/engine';
import { HeroHealth } from '../../../nodes/HeroHealth/HeroHealth.node';
import { heroNode, heroType, installedPackage, startNode } from './runHero';

const agentType = 'agent';
const toolType = `${heroType}Tool`;

/** The two ways in which agents run tools. */
export type AgentKind = 'by the agent itself' | "by n8n's engine";

/** Agents 1 and 2 are of the first kind, agents 3 of the second. */
export const agentKinds: AgentKind[] = ['by the agent itself', "by n8n's engine"];

const agentDescription: INodeType['description'] = {
	displayName: 'Agent',
	name: agentType,
	group: ['transform'],
	version: 1,
	description: 'Calls its tool',
	defaults: { name: 'Agent' },
	inputs: [NodeConnectionTypes.Main, NodeConnectionTypes.AiTool],
	outputs: [NodeConnectionTypes.Main],
	properties: [],
};

/** Gives out what a language model reads of the tool. */
const reader: INodeType = {
	description: agentDescription,
	async execute() {
		const tools = await this.getInputConnectionData(NodeConnectionTypes.AiTool, 0);
		const [{ description: result }] = tools as Array<{ description: string }>;
		return [[{ json: { result } }]];
	},
};

/** Each calls its tool with its input item, as a language model would, and gives out the result. */
const agents: Record<AgentKind, INodeType> = {
	'by the agent itself': {
		description: agentDescription,
		async execute() {
			const tools = await this.getInputConnectionData(NodeConnectionTypes.AiTool, 0);
			const [tool] = tools as Array<{ invoke(values: IDataObject): Promise<string> }>;
			const [{ json: values }] = this.getInputData();
			return [[{ json: { result: JSON.parse(await tool.invoke(values)) as IDataObject } }]];
		},
	},
	"by n8n's engine": {
		description: agentDescription,
		async execute(response?: EngineResponse) {
			const [answer] = response?.actionResponses ?? [];
			const [{ json: values }] = this.getInputData();
			if (!answer) return requestOf(values);
			const items: INodeExecutionData[] = answer.data.data?.ai_tool?.[0] ?? [];
			return [[{ json: { result: items.map(({ json }) => json) } }]];
		},
	},
};

const requestOf = (input: IDataObject): EngineRequest => ({
	actions: [
		{
			...{ actionType: 'ExecutionNodeAction', nodeName: 'Hero Health', id: 'call_1' },
			...{ type: NodeConnectionTypes.AiTool, input, metadata: { itemIndex: 0 } },
		},
	],
	metadata: {},
});

/** The node as n8n offers it to agents: the same, but for its connections. */
function toolOf(node: INodeType): INodeType {
	const { description } = node;
	return Object.assign(new HeroHealth(), {
		execute: node.execute,
		description: { ...description, inputs: [], outputs: [NodeConnectionTypes.AiTool] },
	});
}

export interface ToolCall {
	/** "resource: operation", by their values. */
	operation: string;
	parameters?: INodeParameters;
	/** Values that the model fills in. */
	values?: IDataObject;
	/** Settings of the tool's Settings tab. */
	settings?: Partial<INode>;
	/** A node in place of the real one. */
	node?: INodeType;
}

/** Has an agent call the node as its tool. Returns the tool's result, and the error of the workflow. */
export const callTool = async (hero: { url: string }, kind: AgentKind, call: ToolCall) =>
	await runAgent(hero, agents[kind], call);

/** Returns what n8n tells a language model of the node as a tool. */
export async function readTool(hero: { url: string }, operation: string): Promise<string> {
	const { result } = await runAgent(hero, reader, { operation });
	return String(result);
}

async function runAgent(hero: { url: string }, agent: INodeType, call: ToolCall) {
	const { operation, parameters, values = {}, settings, node = new HeroHealth() } = call;
	const tool = heroNode(operation, parameters, { ...settings, type: toolType });
	const caller = { ...startNode, id: 'agent', name: 'Agent', type: agentType };
	const { nodeTypes, ...package_ } = installedPackage(hero);
	const run = await runWorkflow({
		...package_,
		nodeTypes: { ...nodeTypes, [toolType]: toolOf(node), [agentType]: agent },
		workflow: {
			nodes: [startNode, caller, tool],
			connections: {
				Start: { main: [[{ node: 'Agent', type: 'main', index: 0 }]] },
				[tool.name]: { ai_tool: [[{ node: 'Agent', type: 'ai_tool', index: 0 }]] },
			},
		},
		input: [{ json: values }],
	});
	return { result: run.items('Agent').at(-1)?.json.result, error: run.error };
}
