import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { smsLengthHints } from './actions/message/smsLength';
import { resourceListProperties } from './actions/resources';
import { versions } from './form/versions';
import { listSearch } from './methods/listSearch';
import { execute } from './run/execute';
import {
	executeMemoryOperation,
	isMemoryOperation,
	memoryProperties,
	memoryResource,
} from './run/sendOnce/memory';
import { settingsProperties } from './run/settings';
import { executeForModel } from './run/toolCall';
import { isToolCall } from './run/toolContext';

/** The action node. Its form is built from the operations, and `execute` runs the chosen one. */
export class HeroHealth implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Hero Health',
		name: 'heroHealth',
		icon: {
			light: 'file:../../icons/hero-health.svg',
			dark: 'file:../../icons/hero-health.dark.svg',
		},
		group: ['transform'],
		version: versions,
		defaultVersion: 1.1,
		subtitle:
			'={{ ($parameter.options?.rehearseOnly ? "rehearsal of " : "") + ($parameter.operation + ": " + $parameter.resource).replace(/([A-Z])/g, " $1").toLowerCase() }}',
		description: 'Message patients, book appointments and trace patients at GP practices',
		defaults: { name: 'Hero Health' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'heroHealthApi', required: true }],
		hints: smsLengthHints,
		properties: [
			...resourceListProperties([memoryResource]),
			...memoryProperties,
			...settingsProperties,
		],
	};

	methods = { listSearch };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		if (isMemoryOperation(this)) return [await executeMemoryOperation(this)];
		return [isToolCall(this) ? await executeForModel(this, execute) : await execute(this)];
	}
}
