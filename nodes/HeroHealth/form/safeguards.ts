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

/** A safeguard, or a field that adjusts one. It stands beside it, since n8n shows a nested field that is off as if it were on. */
interface SafeguardField extends INodeProperties {
	/** The safeguard that this field adjusts. */
	adjusts?: SafeguardName;
}

/** The name of the collection that holds the safeguards. */
export const safeguardsName = 'safeguards';

const days = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

const withAllowedHours = { show: { allowedHours: ['nhsNotify', 'own'] } };
const withOwnHours = { show: { allowedHours: ['own'] } };

const hoursFields: SafeguardField[] = [
	{
		displayName: 'Allowed Hours',
		name: 'allowedHours',
		type: 'options',
		options: [
			{
				name: 'NHS Notify',
				value: 'nhsNotify',
				description:
					'SMS, email and links from 8:00 to 18:00, Monday to Friday. NHS App without a fallback from 6:00 to 22:00, every day.',
			},
			{
				name: 'Own Hours',
				value: 'own',
				description:
					'The same hours for all channels: at first from 8:00 to 18:00, Monday to Friday',
			},
		],
		default: 'nhsNotify',
		description:
			'When messages may go out, in UK time. Outside these hours the item is held: it leaves the node with "held", which says from when it may go. A Send At outside them is refused.',
	},
	{
		displayName: 'Bank Holidays',
		name: 'bankHolidays',
		adjusts: 'allowedHours',
		type: 'string',
		default: '',
		placeholder: 'e.g. 2026-12-25, 2026-12-28',
		displayOptions: withAllowedHours,
		description:
			'Days on which nothing goes out. With the hours of NHS Notify, the NHS App is an exception. Enter dates separated by commas, or give a list of dates by an expression.',
	},
	{
		displayName: 'Outside Allowed Hours',
		name: 'outsideHours',
		adjusts: 'allowedHours',
		type: 'options',
		options: [
			{
				name: 'Hold',
				value: 'hold',
				description: 'The item leaves the node with "held", which says from when it may go',
			},
			{ name: 'Refuse', value: 'refuse', description: 'The item fails' },
		],
		default: 'refuse',
		displayOptions: withAllowedHours,
	},
	{
		displayName: 'Own Days',
		name: 'ownDays',
		adjusts: 'allowedHours',
		type: 'multiOptions',
		options: days.map((name, index) => ({ name, value: index + 1 })),
		default: [1, 2, 3, 4, 5],
		displayOptions: withOwnHours,
	},
	{
		displayName: 'Own Hours From',
		name: 'ownFrom',
		adjusts: 'allowedHours',
		type: 'string',
		default: '08:00',
		placeholder: 'e.g. 08:00',
		displayOptions: withOwnHours,
	},
	{
		displayName: 'Own Hours Until',
		name: 'ownUntil',
		adjusts: 'allowedHours',
		type: 'string',
		default: '18:00',
		placeholder: 'e.g. 18:00',
		displayOptions: withOwnHours,
		description: 'From this time on nothing goes out',
	},
];

const patientFields: SafeguardField[] = [
	{
		displayName: 'Check the Patient First',
		name: 'checkPatient',
		type: 'boolean',
		default: true,
		description:
			'Whether to look the patient up just before sending. Holds the item if the patient has died, is restricted, is too young, has no contact for this channel, or cannot be looked up.',
	},
	{
		displayName: 'Minimum Age',
		name: 'minimumAge',
		adjusts: 'checkPatient',
		type: 'number',
		typeOptions: { minValue: 0, maxValue: 120 },
		default: 16,
		displayOptions: { show: { checkPatient: [true] } },
		description: 'In years, for Check the Patient First. 0 holds nobody because of the age.',
	},
];

const failureFields: SafeguardField[] = [
	{
		displayName: 'Stop When Many Fail (Percent)',
		name: 'stopWhenManyFail',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 100 },
		default: 20,
		description:
			'Stops the run when more than this share of its items failed, looked at for the first time after 20 items. It matters only if On Error of the node is set to Continue.',
	},
	{
		displayName: 'Stop When Many Fail: After',
		name: 'stopAfter',
		adjusts: 'stopWhenManyFail',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 20,
		displayOptions: { show: { stopWhenManyFail: [{ _cnd: { exists: true } }] } },
		description: 'Looks at the share for the first time after this number of items',
	},
];

const otherFields: SafeguardField[] = [
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
];

/** All safeguards and the fields that adjust them, in alphabetical order of their labels. */
const safeguardFields: SafeguardField[] = [
	...hoursFields,
	...patientFields,
	...failureFields,
	...otherFields,
].sort((a, b) => a.displayName.localeCompare(b.displayName));

/** The labels of the safeguards on the screen. */
export const safeguardLabels = Object.fromEntries(
	safeguardFields
		.filter(({ adjusts }) => !adjusts)
		.map(({ name, displayName }) => [name, displayName.replace(/ \(.*\)/, '')]),
) as Record<SafeguardName, string>;

/** Returns the parameters of a safeguard: its own, and those that adjust it. */
export const safeguardFieldNames = (safeguard: SafeguardName): string[] =>
	safeguardFields
		.filter(({ name, adjusts }) => (adjusts ?? name) === safeguard)
		.map(({ name }) => name);

/** Returns the n8n property of a field. */
function toProperty(field: SafeguardField): INodeProperties {
	const property = { ...field };
	delete property.adjusts;
	return property;
}

/** Builds the collection with these safeguards. Each is off until it is added. */
export const safeguardsProperty = (names: readonly SafeguardName[]): INodeProperties => ({
	displayName: 'Safeguards',
	name: safeguardsName,
	type: 'collection',
	placeholder: 'Add Safeguard',
	default: {},
	options: safeguardFields
		.filter(({ name, adjusts }) => names.includes(adjusts ?? (name as SafeguardName)))
		.map(toProperty),
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
