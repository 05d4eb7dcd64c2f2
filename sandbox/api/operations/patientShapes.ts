import type { Person } from '../../practice/people';
import type { Patient, Practice } from '../../practice/model';

const ODS_CODE = 'X99999';

/** A patient in the format of version 1. */
export function patientV1({ id, uid, line_1, line_2, line_3, archived, ...patient }: Patient) {
	return {
		id,
		uid,
		...patient,
		emis_id: patient.ehr_partner_id,
		emails: patient.email === null ? [] : [patient.email],
		address_line_1: line_1,
		address_line_2: line_2,
		address_line_3: line_3,
		notes: null,
		verification_credentials: [],
		sex_changed_at: null,
		status: archived ? 'archived' : 'unarchived',
	};
}

/** A patient in the format of version 2, which has no field for archived. */
export function patientV2({ id, uid, last_sync_at, data_source, ...person }: Patient) {
	const shape = { hero_id: id, hero_uid: uid, ...personToApi(person, id), archived: undefined };
	return { last_sync_at, data_source, ...shape };
}

/** A patient in the format of version 3. */
export const patientV3 = (patient: Patient) => ({
	...patientV2(patient),
	ods_code: ODS_CODE,
	ehr_registered: isConnected(patient),
});

/** A person of the health record system, with the connected patient if there is one. */
export const healthRecordToApi = (person: Person, patient: Patient | undefined) => ({
	...personToApi(person, patient?.id ?? null),
	last_sync_at: patient?.last_sync_at ?? null,
	data_source: 'emis',
	deceased_at: patient?.deceased_at ?? null,
	restricted: patient?.restricted ?? false,
	hero_id: patient?.id ?? null,
	hero_uid: patient?.uid ?? null,
});

/** A patient in a task: the address is nested, and sex has other values. */
export function patientInTask({ subscriptions }: Practice, patient: Patient) {
	const { id, uid, first_name, last_name, email, sex } = patient;
	const memberships = [...subscriptions.values()].filter(
		({ patient_id, status }) => patient_id === id && status === 'active',
	);
	return {
		...{ id, uid, first_name, last_name, email },
		ehr_partner_id: patient.ehr_partner_id,
		emis_id: patient.ehr_partner_id,
		deceased_at: patient.deceased_at,
		dob: patient.dob,
		title: patient.title,
		sex: sexesInTasks[sex ?? ''] ?? 'unspecified',
		nhs_number: patient.nhs_number,
		mobile: patient.mobile,
		last_sync_at: patient.last_sync_at,
		full_name: `${first_name} ${last_name}`,
		contact_emails: email === null ? [] : [email],
		registered_practitioner_name: null,
		notes: null,
		membership_scheme_names: memberships.map(({ scheme_name }) => scheme_name),
		address: {
			line1: patient.line_1,
			line2: patient.line_2,
			line3: patient.line_3,
			town: patient.town ?? '',
			county: patient.county,
			country: patient.country ?? '',
			postcode: patient.postcode ?? '',
		},
	};
}

/** True when the patient has a record in the connected system. */
export const isConnected = ({ ehr_partner_id }: Patient) => ehr_partner_id !== null;

const sexesInTasks: Record<string, string> = { Female: 'female', Male: 'male', Other: 'other' };

function personToApi(person: Person, heroId: string | null) {
	return {
		emis_id: person.ehr_partner_id,
		deceased_at: null,
		restricted: false,
		...person,
		// Only version 1 has a country.
		country: undefined,
		identifiers: [
			identifier('nhs', 'nhs_number', 'NHS', person.nhs_number),
			identifier('ehr_partner', 'ehr_partner_id', 'EMIS', person.ehr_partner_id),
			identifier('hero', 'hero_id', 'Hero', heroId),
		].filter(({ value }) => value !== null),
	};
}

const identifier = (source: string, name: string, label: string, value: string | null) => ({
	source,
	name,
	role: source === 'nhs' ? 'main' : 'secondary',
	label,
	value,
});
