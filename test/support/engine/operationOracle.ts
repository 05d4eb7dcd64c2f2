import type { IDataObject, INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { inNextYear } from '../futureDates';
import * as records from './records';
import { byId } from './runHero';

export interface Exchange {
	/** Method, path and query as they stand on the wire. */
	request: string;
	body?: IDataObject;
	/** The JSON of the response; undefined for a response without a body. */
	response: unknown;
}

export interface OracleCase {
	title: string;
	/** "resource: operation", by their values. */
	operation: string;
	parameters: INodeParameters;
	/** Two input items whose values differ. */
	items: INodeExecutionData[];
	/** Every request of the run, in its order. */
	exchanges: Exchange[];
	/** The output items, with Simplify on where the operation has it. */
	output: INodeExecutionData[];
	/** The same with Simplify off; left out where the operation has no Simplify. */
	wholeOutput?: INodeExecutionData[];
}

const inputItems = (...items: IDataObject[]): INodeExecutionData[] =>
	items.map((json) => ({ json }));

const file = (content: string, fileName: string) => ({
	data: {
		...{ data: Buffer.from(content).toString('base64'), mimeType: 'application/pdf', fileName },
	},
});

const { patient, simplePatient } = records;
const from = (item: number, ...rows: IDataObject[]): INodeExecutionData[] =>
	rows.map((json) => ({ json, pairedItem: { item } }));

const appointmentOfSlot = {
	...{ appointment_type_id: '31', location_id: '5', practitioner_id: '15' },
	start_time: inNextYear('2026-03-15T09:30:00Z'),
};

const sam = 'first_name=Sam&last_name=O%27Test%20%26%20Co&dob=1990-12-31&nhs_number=9990000018';
const zoe = 'first_name=Zo%C3%AB&last_name=Exampleby&dob=1985-07-14&nhs_number=9990000026';

/**
 * One operation of each kind, with request and output written by hand. It derives nothing from the
 * contract, so an error in how the other tests read the contract shows here.
 */
export const oracle: OracleCase[] = [
	{
		title: 'a record by its ID',
		operation: 'appointment: get',
		parameters: { id: byId('={{ $json.id }}') },
		items: inputItems({ id: '48213' }, { id: 48214 }),
		exchanges: [
			{ request: 'GET /v1/appointments/48213', response: records.appointment('48213') },
			{ request: 'GET /v1/appointments/48214', response: records.appointment('48214') },
		],
		output: [
			...from(0, records.simpleAppointment('48213')),
			...from(1, records.simpleAppointment('48214')),
		],
		wholeOutput: [
			...from(0, records.appointment('48213')),
			...from(1, records.appointment('48214')),
		],
	},
	{
		title: 'a paged list with a query',
		operation: 'patient: getMany',
		parameters: {
			returnAll: true,
			filters: {
				firstName: '={{ $json.first }}',
				lastName: '={{ $json.last }}',
				dob: '={{ $json.born }}',
				nhsNumber: '={{ $json.nhs }}',
			},
		},
		items: inputItems(
			{ first: 'Sam', last: "O'Test & Co", born: '1990-12-31', nhs: '999 000 0018' },
			{ first: 'Zoë', last: 'Exampleby', born: '1985-07-14T00:00:00', nhs: 9990000026 },
		),
		exchanges: [
			{
				request: `GET /v3/patients?${sam}&page_index=0&page_size=50`,
				response: { data: [patient('98765'), patient('98766')], count: 3 },
			},
			{
				request: `GET /v3/patients?${sam}&page_index=1&page_size=50`,
				response: { data: [patient('98767')], count: 3 },
			},
			{
				request: `GET /v3/patients?${zoe}&page_index=0&page_size=50`,
				response: { data: [patient('98768')], count: 1 },
			},
			{
				// A count of one may be the size of the page, so the node requests another page.
				request: `GET /v3/patients?${zoe}&page_index=1&page_size=50`,
				response: { data: [], count: 1 },
			},
		],
		output: [
			...from(0, simplePatient('98765'), simplePatient('98766'), simplePatient('98767')),
			...from(1, simplePatient('98768')),
		],
		wholeOutput: [
			...from(0, patient('98765'), patient('98766'), patient('98767')),
			...from(1, patient('98768')),
		],
	},
	{
		title: 'an older version of a call',
		operation: 'episode: get',
		parameters: { version: 'v1', id: byId('={{ $json.id }}') },
		items: inputItems({ id: '4410' }, { id: '4411' }),
		exchanges: [
			{ request: 'GET /v1/episodes/4410', response: { id: '4410', status: 'open' } },
			{ request: 'GET /v1/episodes/4411', response: { id: '4411', status: 'closed' } },
		],
		output: [
			...from(0, { id: '4410', status: 'open' }),
			...from(1, { id: '4411', status: 'closed' }),
		],
	},
	{
		title: 'a record to create',
		operation: 'message: send',
		parameters: {
			messageType: '={{ $json.channel }}',
			patientId: byId('={{ $json.patient }}'),
			messageString: '={{ $json.text }}',
			additionalFields: {
				recipientContactDetail: '={{ $json.to }}',
				sendAt: '={{ $json.at }}',
				writeToRecord: '={{ $json.record }}',
			},
		},
		items: inputItems(
			{
				...{ channel: 'sms', patient: '98765', text: 'Your review is due.\nPlease book.' },
				...{ to: '07700 900123', at: inNextYear('2026-06-24T09:30:00') },
				record: true,
			},
			{
				...{ channel: 'email', patient: '98766', text: '=1+1 { to } £5 ❤' },
				...{ to: 'alex@example.com', at: inNextYear('2026-12-24T09:30:00Z') },
				record: false,
			},
		),
		exchanges: [
			{
				request: 'POST /v1/messages/send',
				body: {
					message_type: 'sms',
					patient_id: '98765',
					message_string: 'Your review is due.\nPlease book.',
					recipient_contact_detail: '07700 900123',
					send_at: inNextYear('2026-06-24T08:30:00Z'),
					write_to_record: true,
				},
				response: { message_id: '550021' },
			},
			{
				request: 'POST /v1/messages/send',
				body: {
					message_type: 'email',
					patient_id: '98766',
					message_string: '=1+1 { to } £5 ❤',
					recipient_contact_detail: 'alex@example.com',
					send_at: inNextYear('2026-12-24T09:30:00Z'),
					write_to_record: false,
				},
				response: undefined,
			},
		],
		output: [...from(0, { message_id: '550021' }), ...from(1, { success: true })],
	},
	{
		title: 'a record to create from another record that is read first',
		operation: 'appointment: create',
		parameters: { time: 'slot', slot: byId('={{ $json.slot }}') },
		items: inputItems({ slot: '900417' }, { slot: '900418' }),
		exchanges: [
			{ request: 'GET /v1/slots/900417', response: records.slot('900417') },
			{
				request: 'POST /v1/appointments',
				body: { ...appointmentOfSlot, duration: 15 },
				response: { id: '48213' },
			},
			{
				request: 'GET /v1/slots/900418',
				response: { ...records.slot('900418'), finish_time: inNextYear('2026-03-15T10:10:00Z') },
			},
			{
				request: 'POST /v1/appointments',
				body: { ...appointmentOfSlot, duration: 40 },
				response: { id: '48214' },
			},
		],
		output: [...from(0, { id: '48213' }), ...from(1, { id: '48214' })],
	},
	{
		title: 'a change that clears a field',
		operation: 'admin: update',
		parameters: {
			id: byId('={{ $json.id }}'),
			updateFields: {
				externalPrescriberId: '={{ $json.prescriber }}',
				prescriberDetails: { name: 'Dr Jo Example' },
			},
		},
		items: inputItems({ id: '77', prescriber: '' }, { id: '78', prescriber: 'EP-2201' }),
		exchanges: [
			{
				request: 'PATCH /v1/admins/77',
				body: { external_prescriber_id: null, prescriber_details: { name: 'Dr Jo Example' } },
				response: { id: '77' },
			},
			{
				request: 'PATCH /v1/admins/78',
				body: { external_prescriber_id: 'EP-2201', prescriber_details: { name: 'Dr Jo Example' } },
				response: undefined,
			},
		],
		output: [...from(0, { id: '77' }), ...from(1, { success: true, id: '78' })],
	},
	{
		title: 'a batch that combines the items',
		operation: 'batchMessage: create',
		parameters: {
			...{ name: 'Asthma reviews', channel: 'SMS', content: 'Your review is due.' },
			...{ recipientsFrom: 'items', nhsNumber: '={{ $json.nhs }}', dob: '={{ $json.born }}' },
		},
		items: inputItems(
			{ nhs: '999 000 0018', born: '1990-12-31' },
			{ nhs: 9990000026, born: '1985-07-14' },
		),
		exchanges: [
			{
				request: 'POST /v1/batch_message',
				body: {
					name: 'Asthma reviews',
					channel: 'SMS',
					content: 'Your review is due.',
					recipients: [
						{ nhs_number: '9990000018', dob: '1990-12-31T00:00:00Z' },
						{ nhs_number: '9990000026', dob: '1985-07-14T00:00:00Z' },
					],
				},
				response: { id: '7301', status: 'CREATED' },
			},
		],
		output: [
			{
				json: { id: '7301', status: 'CREATED', recipient_count: 2, repeated_recipients: [] },
				pairedItem: [{ item: 0 }, { item: 1 }],
			},
		],
	},
	{
		title: 'a file of the item',
		operation: 'link: createAttachment',
		parameters: {
			...{ file: 'item', dataField: 'data', encoding: 'base64' },
			additionalFields: { patientId: byId('={{ $json.patient }}') },
		},
		items: [
			{ json: { patient: '98765' }, binary: file('%PDF of Sam', 'sam.pdf') },
			{ json: { patient: '98766' }, binary: file('%PDF of Alex', 'alex.pdf') },
		],
		exchanges: [
			{
				request: 'POST /v1/attachment_links',
				body: { patient_id: '98765', file_data: 'JVBERiBvZiBTYW0=', file_name: 'sam.pdf' },
				response: { attachment_uuid: 'uuid-1' },
			},
			{
				request: 'POST /v1/attachment_links',
				body: { patient_id: '98766', file_data: 'JVBERiBvZiBBbGV4', file_name: 'alex.pdf' },
				response: { attachment_uuid: 'uuid-2' },
			},
		],
		output: [...from(0, { attachment_uuid: 'uuid-1' }), ...from(1, { attachment_uuid: 'uuid-2' })],
	},
	{
		title: 'a record to delete',
		operation: 'webhook: delete',
		parameters: { id: byId('={{ $json.id }}') },
		items: inputItems({ id: '712' }, { id: '713' }),
		exchanges: [
			{ request: 'DELETE /v1/webhooks/712', response: undefined },
			{ request: 'DELETE /v1/webhooks/713', response: { id: '713' } },
		],
		output: [...from(0, { deleted: true, id: '712' }), ...from(1, { id: '713' })],
	},
];
