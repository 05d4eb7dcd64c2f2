import type { INodeProperties } from 'n8n-workflow';

/** The safeguards, by the name of their parameter. */
export type SafeguardName =
	| 'allowedHours'
	| 'checkPatient'
	| 'doNotContact'
	| 'mostMessages'
	| 'mostSmsParts'
	| 'oneNumber'
	| 'smsPrice'
	| 'stopWhenManyFail';

/** The name of the collection that holds the safeguards. */
export const safeguardsName = 'safeguards';

/** A group of fields that are added together. */
const group = (
	displayName: string,
	name: SafeguardName,
	description: string,
	values: INodeProperties[],
): INodeProperties => ({
	displayName,
	name,
	type: 'fixedCollection',
	// The group stands there at once, with its presets.
	default: { settings: {} },
	description,
	options: [{ displayName: 'Settings', name: 'settings', values }],
});

const days = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

const ownHours = { show: { preset: ['own'] } };

const allowedHours = group(
	'Allowed Hours',
	'allowedHours',
	'When messages may go out, in UK time. Outside these hours nothing is sent. A Send At outside them is refused.',
	[
		{
			displayName: 'Hours',
			name: 'preset',
			type: 'options',
			options: [
				{
					name: 'NHS Notify',
					value: 'nhsNotify',
					description:
						'SMS, email and links from 8:00 to 18:00, Monday to Friday. NHS App without a fallback from 6:00 to 22:00, every day.',
				},
				{ name: 'Own Hours', value: 'own', description: 'The same hours for all channels' },
			],
			default: 'nhsNotify',
		},
		{
			displayName: 'From',
			name: 'from',
			type: 'string',
			default: '08:00',
			placeholder: 'e.g. 08:00',
			displayOptions: ownHours,
		},
		{
			displayName: 'Until',
			name: 'until',
			type: 'string',
			default: '18:00',
			placeholder: 'e.g. 18:00',
			displayOptions: ownHours,
			description: 'From this time on nothing goes out',
		},
		{
			displayName: 'Days',
			name: 'days',
			type: 'multiOptions',
			options: days.map((name, index) => ({ name, value: index + 1 })),
			default: [1, 2, 3, 4, 5],
			displayOptions: ownHours,
		},
		{
			displayName: 'Bank Holidays',
			name: 'bankHolidays',
			type: 'string',
			default: '',
			placeholder: 'e.g. 2026-12-25, 2026-12-28',
			description:
				'Days on which nothing goes out. With the hours of NHS Notify, the NHS App is an exception. Enter dates separated by commas, or give a list of dates by an expression.',
		},
		{
			displayName: 'Outside These Hours',
			name: 'outside',
			type: 'options',
			options: [
				{
					name: 'Hold',
					value: 'hold',
					description: 'The item leaves the node with "held", which says from when it may go',
				},
				{ name: 'Refuse', value: 'refuse', description: 'The item fails' },
			],
			default: 'hold',
		},
	],
);

const checkPatient = group(
	'Check the Patient First',
	'checkPatient',
	'Looks the patient up just before sending. Holds the item if the patient has died, is restricted, is too young, has no contact for this channel, or cannot be looked up.',
	[
		{
			displayName: 'Minimum Age',
			name: 'minimumAge',
			type: 'number',
			typeOptions: { minValue: 0, maxValue: 120 },
			default: 16,
			description: 'In years. 0 holds nobody because of the age.',
		},
	],
);

const stopWhenManyFail = group(
	'Stop When Many Fail',
	'stopWhenManyFail',
	'Stops the run when too many items fail. It matters only if On Error of the node is set to Continue.',
	[
		{
			displayName: 'Percent',
			name: 'percent',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: 100 },
			default: 20,
			description: 'Stops the run when more than this share of its items failed',
		},
		{
			displayName: 'After',
			name: 'after',
			type: 'number',
			typeOptions: { minValue: 1 },
			default: 20,
			description: 'Looks at the share for the first time after this number of items',
		},
	],
);

/** All safeguards, in alphabetical order of their labels. */
export const safeguardProperties: INodeProperties[] = [
	allowedHours,
	checkPatient,
	{
		displayName: 'Do Not Contact',
		name: 'doNotContact',
		type: 'string',
		default: '',
		placeholder: 'e.g. 98765, 999 000 0018',
		description:
			'Patients who get nothing: IDs at Hero or NHS numbers, separated by commas, or a list by an expression. If the list is missing, the run sends nothing.',
	},
	{
		displayName: 'Most Messages in One Run',
		name: 'mostMessages',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 100,
		description:
			'If the run has more messages, it sends none. The rounds of a loop count together.',
	},
	{
		displayName: 'Most SMS Parts',
		name: 'mostSmsParts',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 3,
		description:
			'An SMS with more parts is refused. Its parts are counted once the text is filled in, and your practice pays for each.',
	},
	{
		displayName: 'One Number, Many Patients',
		name: 'oneNumber',
		type: 'boolean',
		default: true,
		description:
			'Whether to hold all items whose phone number or email address belongs to several patients of this run, such as a family. All patients are looked up before anything is sent.',
	},
	{
		displayName: 'SMS Price (Pence)',
		name: 'smsPrice',
		type: 'number',
		typeOptions: { minValue: 0, numberPrecision: 2 },
		default: 2,
		description:
			'What your practice pays for one part of an SMS. The hint after the run then shows the price.',
	},
	stopWhenManyFail,
];

/** Builds the collection with these safeguards. Each is off until it is added. */
export const safeguardsProperty = (names: readonly SafeguardName[]): INodeProperties => ({
	displayName: 'Safeguards',
	name: safeguardsName,
	type: 'collection',
	placeholder: 'Add Safeguard',
	default: {},
	description: 'What holds messages back. Each safeguard is off until you add it.',
	options: safeguardProperties.filter(({ name }) => names.includes(name as SafeguardName)),
});

/** The safeguards for one message to one patient. */
export const messageSafeguards: readonly SafeguardName[] = [
	'allowedHours',
	'checkPatient',
	'doNotContact',
	'mostMessages',
	'mostSmsParts',
	'oneNumber',
	'smsPrice',
	'stopWhenManyFail',
];

/** The safeguards for a link or a form for one patient. */
export const linkSafeguards: readonly SafeguardName[] = [
	'allowedHours',
	'checkPatient',
	'doNotContact',
	'mostMessages',
	'stopWhenManyFail',
];
