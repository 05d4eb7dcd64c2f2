import type { IDataObject } from 'n8n-workflow';
import { inNextYear } from '../futureDates';

/** Records in Hero's documented forms, whole and as Simplify leaves them. */

export const appointment = (id: string): IDataObject => ({
	...simpleAppointment(id),
	video: false,
	in_person: true,
	telephone: false,
	can_be_rescheduled: true,
	cancellation_policy_hours: 24,
});

export const simpleAppointment = (id: string): IDataObject => ({
	id,
	patient_id: '98765',
	start_time: '2026-03-15T09:30:00Z',
	duration: 15,
	appointment_type_id: '31',
	practitioner_id: '15',
	location_id: '5',
	reserved_until: null,
	booking_confirmed_at: '2026-03-01T10:05:00Z',
	can_be_cancelled: true,
	suppress_mail: false,
});

export const message = (id: string): IDataObject => ({
	id,
	patient: { id: '98765', title: 'Ms', first_name: 'Sam', last_name: 'Testpatient' },
	write_to_record: {
		status: 'failed',
		failure_reason: 'Patient not found',
		write_to_record_at: '2026-03-15T09:30:00Z',
		snomed_code: '195967001',
	},
	short_link: { id: '30991', status: 'opened' },
	created_at: '2026-03-15T09:30:00Z',
	sent_at: '2026-03-15T09:31:00Z',
	status: 'delivered',
	sent_by_admin: { id: '77' },
});

export const simpleMessage = (id: string): IDataObject => ({
	id,
	status: 'delivered',
	patient_id: '98765',
	created_at: '2026-03-15T09:30:00Z',
	scheduled_at: null,
	sent_at: '2026-03-15T09:31:00Z',
	sent_by_admin_id: '77',
	write_to_record_status: 'failed',
	write_to_record_failure_reason: 'Patient not found',
	write_to_record_write_to_record_at: '2026-03-15T09:30:00Z',
	short_link_status: 'opened',
});

export const patient = (heroId: string): IDataObject => ({
	...simplePatient(heroId),
	ehr_partner_id: '20451',
	emis_id: '20451',
	sex: 'Female',
	last_sync_at: '2026-03-15T09:30:00Z',
	line_1: '1 Example Street',
	town: 'Leeds',
	hero_uid: 'b3b1c1de-0000-4000-8000-000000000001',
	identifiers: [{ source: 'nhs', name: 'nhs_number', value: '9990000018' }],
});

export const simplePatient = (heroId: string): IDataObject => ({
	hero_id: heroId,
	title: 'Ms',
	first_name: 'Sam',
	last_name: 'Testpatient',
	dob: '1990-12-31',
	nhs_number: '9990000018',
	mobile: '07700 900123',
	email: 'sam.testpatient@example.com',
	postcode: 'LS1 4AP',
	data_source: 'emis',
	deceased_at: null,
	restricted: false,
	ehr_registered: true,
});

export const slot = (id: string): IDataObject => ({
	id,
	practitioner_id: '15',
	appointment_type_id: '31',
	location_id: '5',
	start_time: inNextYear('2026-03-15T09:30:00Z'),
	finish_time: inNextYear('2026-03-15T09:45:00Z'),
});

export const list = (...data: IDataObject[]) => ({ data, count: data.length });
