import type {
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
	INodeProperties,
	INodePropertyOptions,
} from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import { writeAction } from '../../form/writes';
import { createDigest } from '../digest';
import { runModeOf } from '../rehearsal/mode';
import { unrecorded } from '../rehearsal/unrecordedStore';
import { forgetCampaign } from './campaigns';
import { maxKeys } from './capacity';
import { campaignKey } from './options';
import { forgetSentWrites } from './pending';
import type { KeyStore } from './store';
import { openCheckedStore } from './store';

const resource = 'sendOnlyOnce';

/** The resource for what Send Only Once remembers. Its operations call n8n, not Hero. */
export const memoryResource: INodePropertyOptions = {
	name: 'Send Only Once',
	value: resource,
	description: 'Count or forget what the setting Send Only Once has noted for this workflow',
};

const shownFor = (operation: string[], conditions = {}) => ({
	show: { resource: [resource], operation, ...conditions },
});

/** The form of the two operations. */
export const memoryProperties: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: [resource] } },
		options: [
			{
				name: 'Count What Was Sent',
				value: 'count',
				action: 'Count what was sent',
				description: 'Count the entries that n8n holds for this workflow, and how many it may hold',
			},
			{
				name: 'Forget What Was Sent',
				value: 'forget',
				action: writeAction('Forget what was sent'),
				description: 'Forget what was sent, so that it can be sent again',
			},
		],
		default: 'count',
	},
	{
		displayName: 'What to Forget',
		name: 'whatToForget',
		type: 'options',
		displayOptions: shownFor(['forget']),
		options: [
			{
				name: 'One Campaign',
				value: 'campaign',
				description: 'The patients of the campaign can get it again. This makes no room.',
			},
			{
				name: 'Whole Workflow',
				value: 'workflow',
				description: 'Everything that this workflow sent can be sent again. This makes room.',
			},
		],
		default: 'campaign',
	},
	{
		displayName: 'Campaign',
		name: 'forgottenCampaign',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. Flu 2026',
		displayOptions: shownFor(['forget'], { whatToForget: ['campaign'] }),
		description: 'The same name as under Campaign, in the Settings of the node that sends',
	},
];

/** True if the node counts or forgets what was sent, instead of calling Hero. */
export const isMemoryOperation = (context: IExecuteFunctions): boolean =>
	context.getNodeParameter('resource', 0) === resource;

/**
 * Counts or forgets what was sent, once for all items. Throws a NodeOperationError if n8n has no store for this
 * context, or if the campaign has no name.
 */
export async function executeMemoryOperation(
	context: IExecuteFunctions,
): Promise<INodeExecutionData[]> {
	const opened = await openCheckedStore(context);
	const { mode } = await runModeOf(context);
	const isForgetting = context.getNodeParameter('operation', 0) === 'forget';
	const isRehearsed = isForgetting && mode !== 'live';
	// What a rehearsal forgot could be sent twice later.
	const store = isRehearsed ? unrecorded(opened) : opened;
	if (isForgetting) await forget(context, store);
	if (isForgetting && !isRehearsed) forgetSentWrites();
	const json: IDataObject = {
		...(isForgetting ? { forgotten: true } : {}),
		...{ held: await store.count(), limit: maxKeys },
		...(isRehearsed ? { rehearsal: { sent: false } } : {}),
	};
	return [{ json, pairedItem: context.getInputData().map((_, item) => ({ item })) }];
}

async function forget(context: IExecuteFunctions, store: KeyStore): Promise<void> {
	if (context.getNodeParameter('whatToForget', 0) === 'workflow') {
		return await store.exclusively(async (keys) => await keys.clear());
	}
	const campaign = campaignKey(context.getNodeParameter('forgottenCampaign', 0));
	if (campaign === '') {
		throw new NodeOperationError(context.getNode(), "'Campaign' needs a name", {
			description:
				'Nothing was forgotten. Enter the name that stands in the Settings of the node that sends.',
			itemIndex: 0,
		});
	}
	const digest = createDigest(context);
	await store.exclusively(async (keys) => await forgetCampaign(keys, digest, campaign));
}
