import type { INodeProperties } from 'n8n-workflow';

import { practiceGroupId } from '../form/fields';
import { simplifyProperty } from '../form/layout';
import { toProperty } from '../form/operation';
import { unlistedEvent } from '../actions/webhook/events';
import { eventOptions } from './events';

const filters: INodeProperties = {
	displayName: 'Filters',
	name: 'filters',
	type: 'collection',
	placeholder: 'Add Filter',
	default: {},
	displayOptions: { show: { fetchRecord: [true] } },
	description:
		'Which records start the workflow. An event whose record lacks the field, or could not be read, starts it too.',
	options: [
		{
			displayName: 'Appointment Type Names or IDs',
			name: 'appointmentTypeIds',
			type: 'multiOptions',
			typeOptions: { loadOptionsMethod: 'getAppointmentTypes' },
			default: [],
			description:
				'Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
		},
		{
			displayName: 'Location Names or IDs',
			name: 'locationIds',
			type: 'multiOptions',
			typeOptions: { loadOptionsMethod: 'getLocations' },
			default: [],
			description:
				'Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
		},
		{
			displayName: 'Patient IDs',
			name: 'patientIds',
			type: 'string',
			default: '',
			placeholder: 'e.g. 98765, 98766',
			description: 'IDs of patients in Hero, separated by commas',
		},
	],
};

const options: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add option',
	default: {},
	options: [
		{
			displayName: 'Clock Tolerance (Minutes)',
			name: 'toleranceMinutes',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: 60 },
			default: 5,
			description:
				'How far the time that Hero signed may be from the clock of this n8n. Hero documents none; older deliveries are refused.',
		},
		toProperty('practice_group_id', practiceGroupId),
		{
			displayName: 'Same Event Is a Repeat For (Minutes)',
			name: 'repeatMinutes',
			type: 'number',
			typeOptions: { minValue: 0, maxValue: 1440 },
			default: 5,
			description:
				'For how long the same event of the same record counts as delivered twice. Not if another event of that record came in between, nor if Fetch Record is on and the record has changed. 0 has each delivery that Hero signs anew start a run.',
		},
		{
			displayName: 'Verification',
			name: 'verification',
			type: 'options',
			options: [
				{
					name: 'Token and Signature',
					value: 'tokenAndSignature',
					description: 'Both must be right',
				},
				{
					name: 'Signature Only',
					value: 'signature',
					description:
						'If every delivery is refused for its token: Hero does not document that it sends extra headers',
				},
				{
					name: 'Token Only',
					value: 'token',
					description: 'If a proxy before n8n rewrites bodies, so that no signature can match',
				},
			],
			default: 'tokenAndSignature',
			description: 'How a delivery proves that it is from Hero',
		},
	],
};

/** The form of the trigger. */
export const properties: INodeProperties[] = [
	{
		displayName: 'Trigger On',
		name: 'events',
		type: 'multiOptions',
		options: eventOptions,
		default: [],
		required: true,
	},
	{
		displayName:
			"Form Submitted is documented as an event, but Hero's list of events to subscribe to does not name it. If publishing stops with a message about it, ask Hero.",
		name: 'unlistedEventNotice',
		type: 'notice',
		default: '',
		displayOptions: { show: { events: [unlistedEvent] } },
	},
	{
		displayName: 'Fetch Record',
		name: 'fetchRecord',
		type: 'boolean',
		default: true,
		description:
			'Whether to read the appointment, patient or form response that the event names and add it as "record"',
	},
	{ ...simplifyProperty, displayOptions: { show: { fetchRecord: [true] } } },
	filters,
	options,
	{
		displayName:
			'The signature is not checked: whoever learns the token can start this workflow with an event of their own making. Let the proxy pass bodies on unchanged instead, if you can.',
		name: 'verificationNotice',
		type: 'notice',
		default: '',
		displayOptions: { show: { '/options.verification': ['token'] } },
	},
];
