import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import { timerMs } from '../transport/networkErrors';
import { sendOnceProperties } from './sendOnce/options';

/** The highest number of items at once. More sockets are not faster, so a higher number is a mistake. */
const maxParallel = 200;

/** The settings of all operations for sending requests. */
const requestProperties: INodeProperties[] = [
	{
		displayName: 'Items in Parallel',
		name: 'itemsInParallel',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: maxParallel },
		default: 50,
		description:
			'How many items to send at once, at most. The node starts with one item and slows down by itself when Hero is busy. Set 1 to send items strictly one after another.',
	},
	{
		displayName: 'Timeout (Seconds)',
		name: 'timeout',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 60,
		description:
			'How long to wait for a response from Hero. If several rounds of requests get no response, a run that continues on errors sends only one request from time to time, and its other items fail at once as not sent.',
	},
	{
		displayName: 'Retry When Busy',
		name: 'retryWhenBusy',
		type: 'boolean',
		default: true,
		description:
			'Whether to retry requests that were rate limited (429) or lost their connection. A write that Hero may already have carried out is never retried.',
	},
	{
		displayName: 'Keep Trying For (Seconds)',
		name: 'keepTryingFor',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 120,
		description:
			'How long to retry a request before its item fails. If Hero asks for a longer pause, the item fails at once.',
	},
];

/** The settings of all operations. n8n shows them in the Settings tab. */
export const settingsProperties: INodeProperties[] = [
	...requestProperties,
	...sendOnceProperties,
].map(
	(property) => ({ ...property, isNodeSetting: true, noDataExpression: true }) as INodeProperties,
);

/** The settings of one run for sending requests. */
export interface RequestSettings {
	/** The highest number of items that are sent at once. */
	parallel: number;
	/** Milliseconds to wait for the response to one attempt. */
	timeoutMs: number;
	retryWhenBusy: boolean;
	/** Milliseconds after the start of the first attempt within which a retry may start. */
	retryWindowMs: number;
}

/** Reads the settings of a run. Throws a NodeOperationError for a number that is not above 0. */
export function readSettings(context: IExecuteFunctions): RequestSettings {
	const [parallel, timeout, retryWhenBusy, retryWindow] = requestProperties;
	const read = ({ name, default: initial }: INodeProperties) =>
		context.getNodeParameter(name, 0, initial, { skipValidation: true });
	const readPositive = (property: INodeProperties) => {
		const value = Number(read(property));
		if (value > 0 && value < Infinity) return value;
		const message = `'${property.displayName}' needs a number above 0`;
		throw new NodeOperationError(context.getNode(), message, {
			description: 'Correct it in the Settings of the node.',
		});
	};
	return {
		parallel: Math.min(maxParallel, Math.ceil(readPositive(parallel))),
		timeoutMs: timerMs(readPositive(timeout) * 1000),
		retryWhenBusy: String(read(retryWhenBusy)) !== 'false',
		retryWindowMs: timerMs(readPositive(retryWindow) * 1000),
	};
}
