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

/** How an agent has its tool run. */
export type AgentKind = 'by the agent itself' | "by n8n's engine";

/** Agents 1 and 2 take the first way, agents 3 the second. */
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

/** Each calls its tool with its input item, as a language model would, and gives out what it is told. */
const agents: Record<AgentKind, INodeType> = {
	'by the agent itself': {
		description: agentDescription,
		async execute() {
			const tools = await this.getInputConnectionData(NodeConnectionTypes.AiTool, 0);
			const [tool] = tools as Array<{ invoke(values: IDataObject): Promise<string> }>;
			const [{ json: values }] = this.getInputData();
			return [[{ json: { told: JSON.parse(await tool.invoke(values)) as IDataObject } }]];
		},
	},
	"by n8n's engine": {
		description: agentDescription,
		async execute(response?: EngineResponse) {
			const [answer] = response?.actionResponses ?? [];
			const [{ json: values }] = this.getInputData();
			if (!answer) return requestOf(values);
			const items: INodeExecutionData[] = answer.data.data?.ai_tool?.[0] ?? [];
			return [[{ json: { told: items.map(({ json }) => json) } }]];
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
class HeroHealthTool extends HeroHealth {
	constructor() {
		super();
		this.description = { ...this.description, inputs: [], outputs: [NodeConnectionTypes.AiTool] };
	}
}

export interface ToolCall {
	/** "resource: operation", by their values. */
	operation: string;
	parameters?: INodeParameters;
	/** What the model fills in. */
	values?: IDataObject;
	/** What the Settings tab of the tool says. */
	settings?: Partial<INode>;
}

/** Has an agent call the node as its tool; gives back what it is told, and what stopped the workflow. */
export async function callTool(hero: { url: string }, way: AgentKind, asked: ToolCall) {
	const { operation, parameters, values = {}, settings } = asked;
	const tool = heroNode(operation, parameters, { ...settings, type: toolType });
	const caller = { ...startNode, id: 'agent', name: 'Agent', type: agentType };
	const { nodeTypes, ...package_ } = installedPackage(hero);
	const run = await runWorkflow({
		...package_,
		nodeTypes: { ...nodeTypes, [toolType]: new HeroHealthTool(), [agentType]: agents[way] },
		workflow: {
			nodes: [startNode, caller, tool],
			connections: {
				Start: { main: [[{ node: 'Agent', type: 'main', index: 0 }]] },
				[tool.name]: { ai_tool: [[{ node: 'Agent', type: 'ai_tool', index: 0 }]] },
			},
		},
		input: [{ json: values }],
	});
	return { told: run.items('Agent').at(-1)?.json.told, error: run.error };
}
