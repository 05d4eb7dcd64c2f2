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
			'Whether to send the same thing at most once: also when the list names somebody twice, when the workflow is started again and after n8n has crashed. n8n remembers what was sent. This is certain within one n8n process. For several workers, see the documentation. An item that was sent before is not sent, and leaves with "alreadySent". n8n holds at most 100,000 entries for each workflow. When they are used up, the node sends nothing more and says so. The operation Forget What Was Sent makes room.',
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
				description: 'Each patient gets at most one in each campaign, whatever the text is',
			},
			{
				name: 'These Values',
				value: 'values',
				description: 'The same values are sent at most once. A changed text counts as new.',
			},
		],
		default: 'values',
		displayOptions: withSendOnlyOnce,
		description: 'What counts as the same thing, and is not sent twice',
	},
	{
		displayName: 'Campaign',
		name: 'campaign',
		type: 'string',
		default: '',
		placeholder: 'e.g. Flu 2026',
		displayOptions: { show: { sendOnlyOnce: [true], oncePer: ['patientAndCampaign'] } },
		description:
			'A name for the campaign. A new name starts a new campaign. Capitals and extra spaces do not count.',
	},
	{
		displayName: 'Remember For (Days)',
		name: 'rememberForDays',
		type: 'number',
		typeOptions: { minValue: 0, maxValue: 3650 },
		default: 0,
		displayOptions: withSendOnlyOnce,
		description:
			'For how many days not to send it again. The day of sending counts as the first, and days change at midnight UTC. 0 means for ever. With a number of days, each item takes 3 to 20 entries instead of one. They stay until you run Forget What Was Sent.',
	},
	{
		displayName: 'When It Is Unclear',
		name: 'whenUnclear',
		type: 'options',
		options: [
			{
				name: 'Ask Me',
				value: 'askMe',
				description: 'The item is not sent, and fails, so that somebody checks at Hero',
			},
			{
				name: 'Send Again',
				value: 'sendAgain',
				description: 'The item is sent again. The patient may get it twice.',
			},
		],
		default: 'askMe',
		description:
			'What to do with an item that was perhaps sent before, such as when the connection broke or n8n crashed. Choose Send Again only after you have checked at Hero, and change it back to Ask Me afterwards.',
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
		refuse("'Once Per' needs one of its choices");
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
