import type { IExecuteFunctions } from 'n8n-workflow';

/** True if the agent runs its tool itself, as agents 1 and 2 do. n8n reports a tool call only in this case. */
export const isRunByAgent = (context: IExecuteFunctions): boolean =>
	context.isToolExecution?.() ?? false;

/**
 * True if a language model called the node. Agents 3 have n8n's engine run the tool; the type of the node then
 * ends in "Tool", which n8n reserves for tools.
 */
export const isToolCall = (context: IExecuteFunctions): boolean =>
	isRunByAgent(context) || context.getNode().type.endsWith('Tool');
