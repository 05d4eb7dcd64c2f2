import type { IDataObject, INodeParameters } from 'n8n-workflow';

import * as records from './records';
import { byId } from './run';
import { toCome } from '../toCome';

export interface Exchange {
	/** Method, path and query as they stand on the wire. */
	sent: string;
	body?: IDataObject;
	answer: unknown;
}

export interface Item extends Exchange {
	/** What comes into the node. */
	json: IDataObject;
	/** What the operation asks Hero first. */
	lookUp?: Exchange;
	/** The items that leave, with Simplify on where it is offered; left out, the answer as it came. */
	output?: IDataObject[];
}

export interface Case {
	/** "resource: operation", by their values. */
	operation: string;
	/** Tells cases of one operation apart. */
	form?: string;
	parameters?: INodeParameters;
	items: [Item, Item];
}

const { list } = records;

/** What both messages, and both patients, have in common. */
const sameMessage = {
	auto_write_to_record: false,
	snomed_term: 'Asthma',
	encrypted: true,
	assignee_id: 77,
	assignee_type: 'AdminTeam',
	task_id: '41',
	attachment_uuid: 'b3b1c1de-0000-4000-8000-000000000009',
	short_link_id: '30991',
};
const samePatient = {
	landline: '020 7946 0018',
	address_line_1: '1 Example Street',
	address_line_2: 'Headingley',
	address_line_3: 'Leeds',
	county: 'West Yorkshire',
	country: 'United Kingdom',
	ehr_partner_id: '20451',
	data_source: 'hero',
};

/** An operation of each kind over two items whose values differ, each value by expression. */
export const cases: Case[] = [
	{
		operation: 'appointment: book',
		parameters: {
			id: byId('={{ $json.id }}'),
			additionalFields: {
				patientId: byId('={{ $json.patient }}'),
				suppressMail: '={{ $json.quiet }}',
			},
		},
		items: [
			{
				json: { id: '48213', patient: '98765', quiet: true },
				sent: 'PATCH /v1/appointments/48213/book',
				body: { patient_id: '98765', suppress_mail: true },
				answer: records.appointment('48213'),
			},
			{
				json: { id: '48214', patient: '98766', quiet: false },
				sent: 'PATCH /v1/appointments/48214/book',
				body: { patient_id: '98766', suppress_mail: false },
				answer: {},
			},
		],
	},
	{
		operation: 'appointment: cancel',
		parameters: {
			id: byId('={{ $json.id }}'),
			additionalFields: {
				suppressMail: '={{ $json.quiet }}',
				suppressCancellationPolicy: '={{ $json.late }}',
			},
		},
		items: [
			{
				json: { id: '48213', quiet: true, late: false },
				sent: 'PATCH /v1/appointments/48213/cancel',
				body: { suppress_mail: true, suppress_cancellation_policy: false },
				answer: undefined,
				output: [{ success: true, id: '48213' }],
			},
			{
				json: { id: '48214', quiet: false, late: true },
				sent: 'PATCH /v1/appointments/48214/cancel',
				body: { suppress_mail: false, suppress_cancellation_policy: true },
				answer: { cancelled: true },
			},
		],
	},
	{
		operation: 'appointment: create',
		form: 'by hand',
		parameters: {
			time: 'byHand',
			appointmentTypeId: byId('={{ $json.type }}'),
			locationId: byId('={{ $json.location }}'),
			practitionerId: byId('={{ $json.practitioner }}'),
			startTime: '={{ $json.start }}',
			duration: '={{ $json.minutes }}',
			additionalFields: {
				patientId: byId('={{ $json.patient }}'),
				billpayerId: '={{ $json.payer }}',
				reason: '={{ $json.reason }}',
				suppressMail: '={{ $json.quiet }}',
				suppressAvailabilityCheck: '={{ !$json.quiet }}',
			},
		},
		items: [
			{
				json: {
					...{ type: '31', location: '5', practitioner: '15', start: toCome('2026-06-24T09:30') },
					...{ minutes: 15, patient: '98765', payer: '7', reason: 'Yearly review', quiet: true },
				},
				sent: 'POST /v1/appointments',
				body: {
					appointment_type_id: '31',
					location_id: '5',
					practitioner_id: '15',
					start_time: toCome('2026-06-24T08:30:00Z'),
					duration: 15,
					patient_id: '98765',
					billpayer_id: '7',
					reason: 'Yearly review',
					suppress_mail: true,
					suppress_availability_check: false,
				},
				answer: { id: '48213', reserved_until: toCome('2026-03-01T10:15:00Z') },
			},
			{
				json: {
					...{
						type: '32',
						location: '6',
						practitioner: '16',
						start: toCome('2026-12-24T09:30+02:00'),
					},
					...{ minutes: 30, patient: '98766', payer: '8', reason: 'Jab', quiet: false },
				},
				sent: 'POST /v1/appointments',
				body: {
					appointment_type_id: '32',
					location_id: '6',
					practitioner_id: '16',
					start_time: toCome('2026-12-24T07:30:00Z'),
					duration: 30,
					patient_id: '98766',
					billpayer_id: '8',
					reason: 'Jab',
					suppress_mail: false,
					suppress_availability_check: true,
				},
				answer: { id: '48214', reserved_until: toCome('2026-03-01T10:16:00Z') },
			},
		],
	},
	{
		operation: 'appointment: create',
		form: 'from a free slot',
		parameters: { time: 'slot', slot: byId('={{ $json.slot }}') },
		items: [
			{
				json: { slot: '900417' },
				lookUp: { sent: 'GET /v1/slots/900417', answer: records.slot('900417') },
				sent: 'POST /v1/appointments',
				body: {
					appointment_type_id: '31',
					location_id: '5',
					practitioner_id: '15',
					start_time: toCome('2026-03-15T09:30:00Z'),
					duration: 15,
				},
				answer: { id: '48213' },
			},
			{
				json: { slot: '900418' },
				lookUp: {
					sent: 'GET /v1/slots/900418',
					answer: { ...records.slot('900418'), finish_time: toCome('2026-03-15T10:10:00Z') },
				},
				sent: 'POST /v1/appointments',
				body: {
					appointment_type_id: '31',
					location_id: '5',
					practitioner_id: '15',
					start_time: toCome('2026-03-15T09:30:00Z'),
					duration: 40,
				},
				answer: { id: '48214' },
			},
		],
	},
	{
		operation: 'appointment: get',
		parameters: { id: byId('={{ $json.id }}') },
		items: [
			{
				json: { id: '48213' },
				sent: 'GET /v1/appointments/48213',
				answer: records.appointment('48213'),
				output: [records.simpleAppointment('48213')],
			},
			{
				json: { id: 48214 },
				sent: 'GET /v1/appointments/48214',
				answer: records.appointment('48214'),
				output: [records.simpleAppointment('48214')],
			},
		],
	},
	{
		operation: 'appointmentType: getMany',
		parameters: {
			filters: { locationIds: '={{ $json.locations }}', hasAvailability: '={{ $json.free }}' },
		},
		items: [
			{
				json: { locations: '5, 6', free: true },
				sent: 'GET /v1/appointment_types?location_ids=5&location_ids=6&has_availability=true',
				answer: list(records.appointmentType('31'), records.appointmentType('32')),
				output: [records.simpleAppointmentType('31'), records.simpleAppointmentType('32')],
			},
			{
				json: { locations: ['7'], free: false },
				sent: 'GET /v1/appointment_types?location_ids=7&has_availability=false',
				answer: list(records.appointmentType('33')),
				output: [records.simpleAppointmentType('33')],
			},
		],
	},
	{
		operation: 'link: createBooking',
		parameters: {
			appointmentTypeId: byId('={{ $json.type }}'),
			locationId: byId('={{ $json.location }}'),
			additionalFields: {
				patientId: byId('={{ $json.patient }}'),
				practitionerId: byId('={{ $json.practitioner }}'),
				fromDate: '={{ $json.from }}',
				toDate: '={{ $json.to }}',
				expiryDate: '={{ $json.to }}',
				maximumUseCount: '={{ $json.uses }}',
			},
		},
		items: [
			{
				json: {
					...{ type: '31', location: '5', patient: '98765', practitioner: '15' },
					...{ from: toCome('2026-03-16'), to: toCome('2026-04-16'), uses: 1 },
				},
				sent: 'POST /v1/booking_links',
				body: {
					appointment_type_id: '31',
					location_id: '5',
					patient_id: '98765',
					practitioner_id: '15',
					from_date: toCome('2026-03-16'),
					to_date: toCome('2026-04-16'),
					expiry_date: toCome('2026-04-16'),
					maximum_use_count: 1,
				},
				answer: { id: '30990', url: 'https://links.example.com/s/abc124' },
			},
			{
				json: {
					...{ type: '32', location: '6', patient: '98766', practitioner: '16' },
					...{ from: toCome('2026-07-01'), to: toCome('2026-07-31'), uses: 25 },
				},
				sent: 'POST /v1/booking_links',
				body: {
					appointment_type_id: '32',
					location_id: '6',
					patient_id: '98766',
					practitioner_id: '16',
					from_date: toCome('2026-07-01'),
					to_date: toCome('2026-07-31'),
					expiry_date: toCome('2026-07-31'),
					maximum_use_count: 25,
				},
				answer: undefined,
				output: [{ success: true }],
			},
		],
	},
	{
		operation: 'link: createVideo',
		parameters: {
			additionalFields: {
				linkName: '={{ $json.name }}',
				patientId: byId('={{ $json.patient }}'),
				expiryDate: '={{ $json.until }}',
			},
		},
		items: [
			{
				json: { name: 'Video consultation', patient: '98765', until: toCome('2026-04-16') },
				sent: 'POST /v1/video_links',
				body: {
					link_name: 'Video consultation',
					patient_id: '98765',
					expiry_date: toCome('2026-04-16'),
				},
				answer: { short_link_id: '30991' },
			},
			{
				json: { name: 'Zoë’s review', patient: '98766', until: toCome('2026-07-31') },
				sent: 'POST /v1/video_links',
				body: { link_name: 'Zoë’s review', patient_id: '98766', expiry_date: toCome('2026-07-31') },
				answer: { short_link_id: '30992' },
			},
		],
	},
	{
		operation: 'link: getStatus',
		parameters: {
			identifyBy: '={{ $json.by }}',
			url: '={{ $json.url }}',
			id: '={{ $json.id }}',
		},
		items: [
			{
				json: { by: 'url', url: 'https://links.example.com/s/a?b=c&d', id: '' },
				sent: 'GET /v1/links/status?url=https%3A%2F%2Flinks.example.com%2Fs%2Fa%3Fb%3Dc%26d',
				answer: { status: 'unused', type: 'booking', reference: [] },
			},
			{
				json: { by: 'both', url: 'https://links.example.com/s/a', id: '30990' },
				sent: 'GET /v1/links/status?url=https%3A%2F%2Flinks.example.com%2Fs%2Fa&id=30990',
				answer: { status: 'used', type: 'video', reference: ['7'] },
			},
		],
	},
	{
		operation: 'location: getMany',
		parameters: {
			filters: {
				appointmentTypeIds: '={{ $json.types }}',
				hasAvailability: '={{ $json.free }}',
			},
		},
		items: [
			{
				json: { types: '31,32', free: true },
				sent: 'GET /v1/locations?appointment_type_ids=31&appointment_type_ids=32&has_availability=true',
				answer: list({ id: '5', name: 'Main Site' }, { id: '6', name: 'Branch' }),
			},
			{
				json: { types: '33', free: false },
				sent: 'GET /v1/locations?appointment_type_ids=33&has_availability=false',
				answer: list(),
			},
		],
	},
	{
		operation: 'message: get',
		parameters: { id: byId('={{ $json.id }}') },
		items: [
			{
				json: { id: '550021' },
				sent: 'GET /v1/messages/550021',
				answer: records.message('550021'),
				output: [records.simpleMessage('550021')],
			},
			{
				json: { id: '550022' },
				sent: 'GET /v1/messages/550022',
				answer: records.message('550022'),
				output: [records.simpleMessage('550022')],
			},
		],
	},
	{
		operation: 'message: send',
		parameters: {
			messageType: '={{ $json.channel }}',
			patientId: byId('={{ $json.patient }}'),
			messageString: '={{ $json.text }}',
			additionalFields: {
				recipientContactDetail: '={{ $json.to }}',
				sendAt: '={{ $json.at }}',
				writeToRecord: '={{ $json.record }}',
				autoWriteToRecord: false,
				snomedCode: '={{ $json.code }}',
				snomedTerm: 'Asthma',
				encrypted: true,
				assigneeId: 77,
				assigneeType: 'AdminTeam',
				taskId: '41',
				attachmentUuid: 'b3b1c1de-0000-4000-8000-000000000009',
				shortLinkId: '30991',
			},
		},
		items: [
			{
				json: {
					...{ channel: 'sms', patient: '98765', text: 'Your review is due.\nPlease book.' },
					...{
						to: '07700 900123',
						at: toCome('2026-06-24T09:30:00'),
						record: true,
						code: '195967001',
					},
				},
				sent: 'POST /v1/messages/send',
				body: {
					message_type: 'sms',
					patient_id: '98765',
					message_string: 'Your review is due.\nPlease book.',
					recipient_contact_detail: '07700 900123',
					send_at: toCome('2026-06-24T08:30:00Z'),
					write_to_record: true,
					snomed_code: '195967001',
					...sameMessage,
				},
				answer: { message_id: '550021', content: 'Your review is due.\nPlease book.' },
			},
			{
				json: {
					...{ channel: 'email', patient: '98766', text: '=1+1 { to } £5 ❤' },
					...{
						to: 'alex@example.com',
						at: toCome('2026-12-24T09:30:00Z'),
						record: false,
						code: '73211009',
					},
				},
				sent: 'POST /v1/messages/send',
				body: {
					message_type: 'email',
					patient_id: '98766',
					message_string: '=1+1 { to } £5 ❤',
					recipient_contact_detail: 'alex@example.com',
					send_at: toCome('2026-12-24T09:30:00Z'),
					write_to_record: false,
					snomed_code: '73211009',
					...sameMessage,
				},
				answer: undefined,
				output: [{ success: true }],
			},
		],
	},
	{
		operation: 'patient: get',
		parameters: { id: byId('={{ $json.id }}'), options: { dataSource: '={{ $json.from }}' } },
		items: [
			{
				json: { id: '98765', from: 'hero' },
				sent: 'GET /v2/patients/98765?data_source=hero',
				answer: records.patient('98765'),
				output: [records.simplePatient('98765')],
			},
			{
				json: { id: '98766', from: 'ehr' },
				sent: 'GET /v2/patients/98766?data_source=ehr',
				answer: records.patient('98766'),
				output: [records.simplePatient('98766')],
			},
		],
	},
	{
		operation: 'patient: getMany',
		parameters: {
			filters: {
				firstName: '={{ $json.first }}',
				lastName: '={{ $json.last }}',
				dob: '={{ $json.born }}',
				nhsNumber: '={{ $json.nhs }}',
				ehrPartnerId: '={{ $json.ehr }}',
			},
		},
		items: [
			{
				json: {
					...{ first: 'Sam', last: "O'Test & Co", born: '1990-12-31' },
					...{ nhs: '999 000 0018', ehr: '20451' },
				},
				sent: 'GET /v3/patients?first_name=Sam&last_name=O%27Test%20%26%20Co&dob=1990-12-31&nhs_number=9990000018&ehr_partner_id=20451&page_index=0&page_size=50',
				answer: list(records.patient('98765'), records.patient('98766')),
				output: [records.simplePatient('98765'), records.simplePatient('98766')],
			},
			{
				json: {
					...{ first: 'Zoë', last: 'Exampleby', born: '1985-07-14T00:00:00' },
					...{ nhs: 9990000026, ehr: 20452 },
				},
				sent: 'GET /v3/patients?first_name=Zo%C3%AB&last_name=Exampleby&dob=1985-07-14&nhs_number=9990000026&ehr_partner_id=20452&page_index=0&page_size=50',
				answer: list(records.patient('98767')),
				output: [records.simplePatient('98767')],
			},
		],
	},
	{
		operation: 'patient: register',
		form: 'with a mobile',
		parameters: {
			reachBy: 'mobile',
			firstName: '={{ $json.first }}',
			lastName: '={{ $json.last }}',
			dob: '={{ $json.born }}',
			mobile: '={{ $json.mobile }}',
			additionalFields: {
				email: '={{ $json.email }}',
				nhsNumber: '={{ $json.nhs }}',
				title: '={{ $json.title }}',
				sex: '={{ $json.sex }}',
				landline: '020 7946 0018',
				addressLine1: '1 Example Street',
				addressLine2: 'Headingley',
				addressLine3: 'Leeds',
				county: 'West Yorkshire',
				country: 'United Kingdom',
				postcode: '={{ $json.postcode }}',
				ehrPartnerId: '20451',
				dataSource: 'hero',
			},
		},
		items: [
			{
				json: {
					...{ first: 'Sam', last: 'Testpatient', born: '1990-12-31', mobile: '07700 900123' },
					...{ email: 'sam@example.com', nhs: '999-000-0018', title: 'Ms', sex: 'Female' },
					...{ postcode: 'LS1 4AP' },
				},
				sent: 'POST /v1/patients/register',
				body: {
					first_name: 'Sam',
					last_name: 'Testpatient',
					dob: '1990-12-31',
					mobile: '07700 900123',
					email: 'sam@example.com',
					nhs_number: '9990000018',
					title: 'Ms',
					sex: 'Female',
					postcode: 'LS1 4AP',
					...samePatient,
				},
				answer: { patient_id: '98765' },
			},
			{
				json: {
					...{ first: 'Alex', last: 'Example', born: '1985-07-14', mobile: '+447700900124' },
					...{ email: 'alex@example.com', nhs: '9990000026', title: 'Dr', sex: 'Not known' },
					...{ postcode: 'ZZ1 1AA' },
				},
				sent: 'POST /v1/patients/register',
				body: {
					first_name: 'Alex',
					last_name: 'Example',
					dob: '1985-07-14',
					mobile: '+447700900124',
					email: 'alex@example.com',
					nhs_number: '9990000026',
					title: 'Dr',
					sex: 'Not known',
					postcode: 'ZZ1 1AA',
					...samePatient,
				},
				answer: { patient_id: '98766' },
			},
		],
	},
	{
		operation: 'patient: register',
		form: 'with an email alone',
		parameters: {
			reachBy: 'email',
			firstName: '={{ $json.first }}',
			lastName: '={{ $json.last }}',
			dob: '={{ $json.born }}',
			additionalFields: { email: '={{ $json.email }}' },
		},
		items: [
			{
				json: { first: 'Sam', last: 'Test', born: '1990-12-31', email: 'sam@example.com' },
				sent: 'POST /v1/patients/register',
				body: {
					first_name: 'Sam',
					last_name: 'Test',
					dob: '1990-12-31',
					email: 'sam@example.com',
				},
				answer: { patient_id: '98765' },
			},
			{
				json: { first: 'Alex', last: 'Example', born: '1985-07-14', email: 'alex@example.com' },
				sent: 'POST /v1/patients/register',
				body: {
					first_name: 'Alex',
					last_name: 'Example',
					dob: '1985-07-14',
					email: 'alex@example.com',
				},
				answer: { patient_id: '98766' },
			},
		],
	},
	{
		operation: 'patient: registerPds',
		form: 'by NHS number',
		parameters: {
			traceBy: 'nhsNumber',
			nhsNumber: '={{ $json.nhs }}',
			dob: '={{ $json.born }}',
			additionalFields: { ehrPartner: 'emis', ehrPartnerId: '={{ $json.ehr }}' },
		},
		items: [
			{
				json: { nhs: '999 000 0018', born: '1990-12-31', ehr: '20451' },
				sent: 'POST /v1/patients/register_pds',
				body: {
					nhs_number: '9990000018',
					dob: '1990-12-31',
					ehr_partner: 'emis',
					ehr_partner_id: '20451',
				},
				answer: { patient_id: '98765' },
				output: [{ registered: true, patient_id: '98765' }],
			},
			{
				json: { nhs: '999 000 0026', born: '1985-07-14', ehr: '20452' },
				sent: 'POST /v1/patients/register_pds',
				body: {
					nhs_number: '9990000026',
					dob: '1985-07-14',
					ehr_partner: 'emis',
					ehr_partner_id: '20452',
				},
				answer: { message: 'Identity check needed', login_url: 'https://id.example.com/1' },
				output: [
					{
						registered: false,
						message: 'Identity check needed',
						login_url: 'https://id.example.com/1',
					},
				],
			},
		],
	},
	{
		operation: 'patient: registerPds',
		form: 'by name and postcode',
		parameters: {
			traceBy: 'demographics',
			forename: '={{ $json.first }}',
			surname: '={{ $json.last }}',
			dob: '={{ $json.born }}',
			postcode: '={{ $json.postcode }}',
		},
		items: [
			{
				json: { first: 'Sam', last: 'Test', born: '1990-12-31', postcode: 'LS1 4AP' },
				sent: 'POST /v1/patients/register_pds',
				body: { forename: 'Sam', surname: 'Test', dob: '1990-12-31', postcode: 'LS1 4AP' },
				answer: { patient_id: '98765' },
				output: [{ registered: true, patient_id: '98765' }],
			},
			{
				json: { first: 'Alex', last: 'Example', born: '1985-07-14', postcode: 'ZZ1 1AA' },
				sent: 'POST /v1/patients/register_pds',
				body: {
					forename: 'Alex',
					surname: 'Example',
					dob: '1985-07-14',
					postcode: 'ZZ1 1AA',
				},
				answer: { patient_id: '98766' },
				output: [{ registered: true, patient_id: '98766' }],
			},
		],
	},
	{
		operation: 'practiceGroup: get',
		items: [
			{
				json: {},
				sent: 'GET /v1/me',
				answer: { id: '1042', name: 'Example Surgery' },
			},
			{
				json: {},
				sent: 'GET /v1/me',
				answer: { id: '1042', name: 'Example Surgery' },
			},
		],
	},
	{
		operation: 'practitioner: getMany',
		parameters: {
			filters: {
				locationIds: '={{ $json.locations }}',
				appointmentTypeIds: '={{ $json.types }}',
				hasAvailability: '={{ $json.free }}',
			},
		},
		items: [
			{
				json: { locations: '5', types: '31 , 32', free: true },
				sent: 'GET /v1/practitioners?location_ids=5&appointment_type_ids=31&appointment_type_ids=32&has_availability=true',
				answer: list({ id: '15', name: 'Dr A. Example' }),
			},
			{
				json: { locations: '6', types: [31, 33], free: false },
				sent: 'GET /v1/practitioners?location_ids=6&appointment_type_ids=31&appointment_type_ids=33&has_availability=false',
				answer: list({ id: '16', name: 'Nurse B. Example' }, { id: '17' }),
			},
		],
	},
	{
		operation: 'slot: getMany',
		parameters: {
			filters: {
				startDate: '={{ $json.from }}',
				endDate: '={{ $json.to }}',
				appointmentTypeId: byId('={{ $json.type }}'),
				locationId: byId('={{ $json.location }}'),
				practitionerId: byId('={{ $json.practitioner }}'),
			},
		},
		items: [
			{
				json: {
					...{ from: '2026-03-16', to: '2026-03-20' },
					...{ type: '31', location: '5', practitioner: '15' },
				},
				sent: 'GET /v1/slots?start_date=2026-03-16&end_date=2026-03-20&appointment_type_id=31&location_id=5&practitioner_id=15&page_index=0&page_size=50',
				answer: list(records.slot('900417'), records.slot('900418')),
			},
			{
				json: {
					...{ from: '2026-07-01', to: '2026-07-31' },
					...{ type: '32', location: '6', practitioner: '16' },
				},
				sent: 'GET /v1/slots?start_date=2026-07-01&end_date=2026-07-31&appointment_type_id=32&location_id=6&practitioner_id=16&page_index=0&page_size=50',
				answer: list(records.slot('900419')),
			},
		],
	},
	{
		operation: 'appointment: getMany',
		parameters: { filters: { additionalQueryParameters: '={{ $json.more }}' } },
		items: [
			{
				json: { more: { order_by: 'start_time' } },
				sent: 'GET /v1/appointments?order_by=start_time&page_index=0&page_size=50',
				answer: list(records.appointment('48213'), records.appointment('48214')),
				output: [records.simpleAppointment('48213'), records.simpleAppointment('48214')],
			},
			{
				json: { more: { order_by: 'id' } },
				sent: 'GET /v1/appointments?order_by=id&page_index=0&page_size=50',
				answer: list(records.appointment('48215')),
				output: [records.simpleAppointment('48215')],
			},
		],
	},
	{
		operation: 'appointment: update',
		parameters: {
			id: byId('={{ $json.id }}'),
			startTime: '={{ $json.start }}',
			duration: '={{ $json.minutes }}',
			practitionerId: byId('15'),
		},
		items: [
			{
				json: { id: '48213', start: toCome('2026-03-16T09:30:00'), minutes: 15 },
				sent: 'PUT /v1/appointments/48213',
				body: { start_time: toCome('2026-03-16T09:30:00Z'), duration: 15, practitioner_id: '15' },
				answer: records.appointment('48213'),
			},
			{
				json: { id: '48214', start: toCome('2026-07-01T09:30:00'), minutes: '20' },
				sent: 'PUT /v1/appointments/48214',
				body: { start_time: toCome('2026-07-01T08:30:00Z'), duration: 20, practitioner_id: '15' },
				answer: undefined,
				output: [{ success: true, id: '48214' }],
			},
		],
	},
	{
		operation: 'batchMessage: getManyMessages',
		parameters: { id: byId('={{ $json.id }}'), filters: { status: '={{ $json.state }}' } },
		items: [
			{
				json: { id: '7301', state: 'SENT' },
				sent: 'GET /v1/batch_message/7301/messages?status=SENT&page_index=0&page_size=50',
				answer: list({ id: '1', status: 'SENT' }, { id: '2', status: 'SENT' }),
			},
			{
				json: { id: '7302', state: 'error' },
				sent: 'GET /v1/batch_message/7302/messages?status=ERROR&page_index=0&page_size=50',
				answer: list({ id: '3', status: 'ERROR' }),
			},
		],
	},
	{
		operation: 'batchMessage: send',
		parameters: { id: byId('={{ $json.id }}') },
		items: [
			{
				json: { id: '7301' },
				sent: 'PATCH /v1/batch_message/7301/send',
				answer: { id: '7301', status: 'SENDING' },
			},
			{
				json: { id: '7302' },
				sent: 'PATCH /v1/batch_message/7302/send',
				answer: undefined,
				output: [{ success: true, id: '7302' }],
			},
		],
	},
	{
		operation: 'patient: connectRecord',
		parameters: { id: byId('={{ $json.id }}'), ehrPartnerId: '={{ $json.ehr }}' },
		items: [
			{
				json: { id: '98765', ehr: 20451 },
				sent: 'POST /v1/patients/98765/ehr/connect',
				body: { ehr_partner_id: '20451' },
				answer: { connected: true },
			},
			{
				json: { id: '98766', ehr: '20452' },
				sent: 'POST /v1/patients/98766/ehr/connect',
				body: { ehr_partner_id: '20452' },
				answer: undefined,
				output: [{ success: true, id: '98766' }],
			},
		],
	},
	{
		operation: 'patient: getManyAttachments',
		parameters: { id: byId('={{ $json.id }}') },
		items: [
			{
				json: { id: '98765' },
				sent: 'GET /v1/patients/98765/attachments',
				answer: list({ id: 'F-88121' }, { id: 'F-88122' }),
			},
			{
				json: { id: '98766' },
				sent: 'GET /v1/patients/98766/attachments',
				answer: list(),
			},
		],
	},
	{
		operation: 'coupon: getMany',
		items: [
			{
				json: {},
				sent: 'GET /v1/invoicing/coupons',
				answer: list({ id: 'SPRING10', name: 'Spring offer' }, { id: 'GP5', name: 'Staff' }),
			},
			{ json: {}, sent: 'GET /v1/invoicing/coupons', answer: list({ id: 'GP5' }) },
		],
	},
	{
		operation: 'practiceGroup: update',
		parameters: {
			updateFields: { name: '={{ $json.name }}', address: { postcode: '={{ $json.code }}' } },
		},
		items: [
			{
				json: { name: 'Example Surgery', code: 'LS1 4AP' },
				sent: 'PATCH /v1/me',
				body: { name: 'Example Surgery', address: { postcode: 'LS1 4AP' } },
				answer: { id: '1042', name: 'Example Surgery' },
			},
			{
				json: { name: 'Zoë’s Surgery', code: 'ZZ1 1AA' },
				sent: 'PATCH /v1/me',
				body: { name: 'Zoë’s Surgery', address: { postcode: 'ZZ1 1AA' } },
				answer: undefined,
				output: [{ success: true }],
			},
		],
	},
	{
		operation: 'practiceGroup: createAccessToken',
		items: [
			{ json: {}, sent: 'POST /v1/access_token', answer: { access_token: 'example.1' } },
			{ json: {}, sent: 'POST /v1/access_token', answer: { access_token: 'example.2' } },
		],
	},
	{
		operation: 'slot: get',
		parameters: { id: byId('={{ $json.id }}') },
		items: [
			{
				json: { id: '900417' },
				sent: 'GET /v1/slots/900417',
				answer: records.slot('900417'),
			},
			{
				json: { id: 900418 },
				sent: 'GET /v1/slots/900418',
				answer: records.slot('900418'),
			},
		],
	},
	{
		operation: 'task: update',
		parameters: {
			id: byId('={{ $json.id }}'),
			updateFields: { status: '={{ $json.state }}' },
		},
		items: [
			{
				json: { id: '61200', state: 'closed' },
				sent: 'PATCH /v1/tasks/61200',
				body: { status: 'closed' },
				answer: { data: { id: '61200' } },
				output: [{ id: '61200' }],
			},
			{
				json: { id: '61201', state: 'In Progress' },
				sent: 'PATCH /v1/tasks/61201',
				body: { status: 'in_progress' },
				answer: undefined,
				output: [{ success: true, id: '61201' }],
			},
		],
	},
	{
		operation: 'webhook: delete',
		parameters: { id: byId('={{ $json.id }}') },
		items: [
			{
				json: { id: '712' },
				sent: 'DELETE /v1/webhooks/712',
				answer: undefined,
				output: [{ deleted: true, id: '712' }],
			},
			{
				json: { id: '713' },
				sent: 'DELETE /v1/webhooks/713',
				answer: { id: '713' },
			},
		],
	},
	{
		operation: 'webhook: getMany',
		parameters: { filters: { eventType: '={{ $json.event }}' } },
		items: [
			{
				json: { event: 'appointment.confirmed' },
				sent: 'GET /v1/webhooks?event_type=appointment.confirmed',
				answer: list({ id: '712', event_type: 'appointment.confirmed' }),
			},
			{
				json: { event: 'another.event' },
				sent: 'GET /v1/webhooks?event_type=another.event',
				answer: list(),
			},
		],
	},
];
