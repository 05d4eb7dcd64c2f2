import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import { timerMs } from '../transport/networkErrors';

/** Beyond this an expression was not meant; more sockets than that help nobody. */
const mostParallel = 200;

/** How requests are sent, whatever the operation. n8n shows these in the Settings tab. */
export const settingsProperties: INodeProperties[] = [
	{
		displayName: 'Items in Parallel',
		name: 'itemsInParallel',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: mostParallel },
		default: 50,
		description:
			'How many items are sent at once, at most. It starts with one and slows down by itself when Hero is busy. Set 1 to send them strictly one after another.',
	},
	{
		displayName: 'Timeout (Seconds)',
		name: 'timeout',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 60,
		description:
			'How long to wait for an answer of Hero. Where Hero answers none of several rounds of requests, a run that continues on errors sends only one from time to time, and the other items fail at once as not sent.',
	},
	{
		displayName: 'Retry When Busy',
		name: 'retryWhenBusy',
		type: 'boolean',
		default: true,
		description:
			'Whether to send again what Hero had no time for or a broken connection lost, where that cannot do anything twice',
	},
	{
		displayName: 'Keep Trying For (Seconds)',
		name: 'keepTryingFor',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 120,
		description:
			'How long to try for an item before it fails. Where Hero asks for a longer pause, it fails at once.',
	},
].map(
	(property) => ({ ...property, isNodeSetting: true, noDataExpression: true }) as INodeProperties,
);

export interface Settings {
	parallel: number;
	/** Milliseconds. */
	timeoutMs: number;
	tryOnce: boolean;
	/** Milliseconds. */
	retryWindowMs: number;
}

/** The settings of a run. Throws a NodeOperationError for a number that is none. */
export function readSettings(context: IExecuteFunctions): Settings {
	const read = ({ name, default: initial }: INodeProperties) =>
		context.getNodeParameter(name, 0, initial, { skipValidation: true });
	const [parallel, timeout, retry, patience] = settingsProperties;
	const positive = (property: INodeProperties) => {
		const value = Number(read(property));
		if (value > 0 && value < Infinity) return value;
		const reason = `'${property.displayName}' needs a number above 0`;
		throw new NodeOperationError(context.getNode(), reason, {
			description: 'Correct it in the Settings of the node.',
		});
	};
	return {
		parallel: Math.min(mostParallel, Math.ceil(positive(parallel))),
		timeoutMs: timerMs(positive(timeout) * 1000),
		tryOnce: String(read(retry)) === 'false',
		retryWindowMs: timerMs(positive(patience) * 1000),
	};
}
