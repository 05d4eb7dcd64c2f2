import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

const withSendOnlyOnce = { show: { sendOnlyOnce: [true] } };

/** The settings of Send Only Once. n8n shows them in the Settings tab. */
export const sendOnceProperties: INodeProperties[] = [
	{
		displayName: 'Send Only Once',
		name: 'sendOnlyOnce',
		type: 'boolean',
		default: false,
		description:
			'Whether to remember in n8n what was sent, and to send it at most once: also after a crash, when the list names somebody twice, and when the workflow is started again. It holds within one n8n process. With several workers, see the documentation. An item that was sent before leaves with "alreadySent". n8n may hold 100,000 entries for each workflow. When it is full, the node stops and says so. Forget What Was Sent empties it.',
	},
	{
		displayName: 'Once Per',
		name: 'oncePer',
		type: 'options',
		options: [
			{
				name: 'Patient',
				value: 'patient',
				description: 'Each patient gets at most one from this node, whatever the text is',
			},
			{
				name: 'Patient and Campaign',
				value: 'patientAndCampaign',
				description: 'Each patient gets at most one in each campaign of this workflow',
			},
			{
				name: 'These Values',
				value: 'values',
				description: 'The same values are sent at most once. Another text is sent.',
			},
		],
		default: 'values',
		displayOptions: withSendOnlyOnce,
		description: 'What must not be sent twice',
	},
	{
		displayName: 'Campaign',
		name: 'campaign',
		type: 'string',
		default: '',
		placeholder: 'e.g. Flu 2026',
		displayOptions: { show: { sendOnlyOnce: [true], oncePer: ['patientAndCampaign'] } },
		description: 'A name for the campaign. Another name starts another campaign.',
	},
	{
		displayName: 'Remember For (Days)',
		name: 'rememberForDays',
		type: 'number',
		typeOptions: { minValue: 0, maxValue: 3650 },
		default: 0,
		displayOptions: withSendOnlyOnce,
		description:
			'For how many days not to send it again, the day of sending included. 0 remembers it for ever. A number of days takes up to 20 entries for each item instead of one.',
	},
	{
		displayName: 'When It Is Unclear',
		name: 'whenUnclear',
		type: 'options',
		options: [
			{
				name: 'Ask Me',
				value: 'askMe',
				description: 'The item fails and is not sent, until you have checked at Hero',
			},
			{
				name: 'Send Again',
				value: 'sendAgain',
				description: 'The item is sent again. The patient may get it twice.',
			},
		],
		default: 'askMe',
		description:
			'What to do with an item that an earlier try or run perhaps sent, such as after a broken connection or a crash',
	},
];

/** What must not be sent twice. */
export type OncePer = 'values' | 'patient' | 'patientAndCampaign';

/** The options of Send Only Once. */
export interface SendOnceOptions {
	oncePer: OncePer;
	campaign: string;
	/** Days, the day of sending included; 0 for ever. */
	rememberForDays: number;
}

/** The settings that keep a write from being repeated. */
export interface RepeatSettings {
	/** True to send unclear items again. */
	sendUnclearAgain: boolean;
	/** Undefined if Send Only Once is off. */
	sendOnce?: SendOnceOptions;
}

/** Reads the settings. Throws a NodeOperationError for a campaign without a name or for odd days. */
export function readRepeatSettings(context: IExecuteFunctions): RepeatSettings {
	const read = (name: string) => {
		const initial = sendOnceProperties.find((property) => property.name === name)!.default;
		return context.getNodeParameter(name, 0, initial, { skipValidation: true });
	};
	const refuse = (message: string): never => {
		throw new NodeOperationError(context.getNode(), message, {
			description: 'Nothing was sent. Correct it in the Settings of the node.',
		});
	};
	const sendUnclearAgain = read('whenUnclear') === 'sendAgain';
	if (String(read('sendOnlyOnce')) !== 'true') return { sendUnclearAgain };
	const oncePer = read('oncePer') as OncePer;
	if (!['values', 'patient', 'patientAndCampaign'].includes(oncePer)) {
		refuse("'Once Per' has none of its choices");
	}
	const campaign = oncePer === 'patientAndCampaign' ? campaignKey(read('campaign')) : '';
	if (oncePer === 'patientAndCampaign' && campaign === '') refuse("'Campaign' needs a name");
	const rememberForDays = Number(read('rememberForDays'));
	if (!Number.isInteger(rememberForDays) || rememberForDays < 0 || rememberForDays > 3650) {
		refuse("'Remember For (Days)' needs a whole number from 0 to 3,650");
	}
	return { sendUnclearAgain, sendOnce: { oncePer, campaign, rememberForDays } };
}

/** Returns a key that is equal for all spellings of one campaign: blanks and capitals do not count. */
export const campaignKey = (name: unknown): string =>
	String(name ?? '')
		.trim()
		.replace(/\s+/g, ' ')
		.toLowerCase();
