/** The form of the trigger: its events, filters and options. */
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
		'Only start the workflow for records that match. An event also starts it if its record lacks the field or could not be read.',
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
				'How far the timestamp of a delivery may be from the clock of this n8n. Other deliveries are refused. Hero documents no tolerance.',
		},
		toProperty('practice_group_id', practiceGroupId),
		{
			displayName: 'Same Event Is a Repeat For (Minutes)',
			name: 'repeatMinutes',
			type: 'number',
			typeOptions: { minValue: 0, maxValue: 1440 },
			default: 5,
			description:
				'How long the same event of the same record counts as a duplicate, which starts no run. It is no duplicate if another event of that record came in between, or if Fetch Record is on and the record has changed. With 0, only a delivery with the same timestamp and content is a duplicate.',
		},
		{
			displayName: 'Verification',
			name: 'verification',
			type: 'options',
			options: [
				{
					name: 'Token and Signature',
					value: 'tokenAndSignature',
					description: 'Both must be valid',
				},
				{
					name: 'Signature Only',
					value: 'signature',
					description:
						'Use this if every delivery is refused for its token, since Hero does not document that it sends custom headers',
				},
				{
					name: 'Token Only',
					value: 'token',
					description:
						'Use this if a proxy in front of n8n rewrites bodies, so that no signature can match',
				},
			],
			default: 'tokenAndSignature',
			description: 'How to verify that a delivery is from Hero',
		},
	],
};

/** All properties of the trigger, in the order of the form. */
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
			'Hero documents Form Submitted as an event, but does not list it among those to subscribe to. If publishing stops with a message about it, ask Hero.',
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
			'Whether to fetch the appointment, patient or form response that the event names, and add it as "record"',
	},
	{ ...simplifyProperty, displayOptions: { show: { fetchRecord: [true] } } },
	filters,
	options,
	{
		displayName:
			'Signatures are not checked: whoever knows the token can start this workflow with a forged event. If you can, have the proxy pass bodies on unchanged instead.',
		name: 'verificationNotice',
		type: 'notice',
		default: '',
		displayOptions: { show: { '/options.verification': ['token'] } },
	},
];
