import type { IExecuteFunctions } from 'n8n-workflow';

/** Whether the agent runs its tool itself, as agents 1 and 2 do. n8n tells the node in this case alone. */
export const isRunByAgent = (context: IExecuteFunctions): boolean =>
	context.isToolExecution?.() ?? false;

/**
 * Whether a language model called the node. Agents 3 have n8n's engine run the tool; the type of the node then
 * ends in "Tool", a type that n8n makes for tools alone.
 */
export const isToolCall = (context: IExecuteFunctions): boolean =>
	isRunByAgent(context) || context.getNode().type.endsWith('Tool');
