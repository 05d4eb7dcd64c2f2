import type { Person } from '../../practice/people';
import { orNotFound, badRequest } from '../../lib/httpError';
import { toIso } from '../../lib/time';
import { list, requiredString, type Operations } from './operation';
import { healthRecordToApi, patientV2 } from './patientShapes';
import type { Patient, Practice } from '../../practice/model';

export const healthRecordOperations: Operations = {
	// The form of an attachment is a guess.
	listPatientAttachments: ({ patients, attachments }, { params }) => {
		const { id } = orNotFound(patients.get(params.id));
		const own = [...attachments.values()].filter(({ patient_id }) => patient_id === id);
		return list(
			own.map(({ createdAt, ...attachment }) => ({ ...attachment, created_at: toIso(createdAt) })),
		);
	},

	listPatientEhrCandidates: (practice, { params }) => {
		const patient = orNotFound(practice.patients.get(params.id));
		const candidates = [...practice.healthRecords.values()].filter((person) =>
			couldBe(patient, person),
		);
		return list(
			candidates.map((person) => healthRecordToApi(person, connectedTo(practice, person))),
		);
	},

	// The answer is a guess.
	connectPatientEhr: (practice, { params, body }) => {
		const patient = orNotFound(practice.patients.get(params.id));
		const path = ['body', 'ehr_partner_id'];
		const record = practice.healthRecords.get(requiredString(body, 'ehr_partner_id'));
		if (!record) badRequest('unknown_id', 'id of a health record', path);
		const other = connectedTo(practice, record);
		if (other && other !== patient) badRequest('already_connected', 'record of nobody else', path);
		patient.ehr_partner_id = record.ehr_partner_id;
		patient.last_sync_at = toIso(practice.now());
		return patientV2(patient);
	},
};

/** Whether a health record could be the patient's: by NHS number, or by birthday and last name. */
const couldBe = (patient: Patient, { nhs_number, dob, last_name }: Person) =>
	(patient.nhs_number !== null && patient.nhs_number === nhs_number) ||
	(patient.dob === dob && patient.last_name.toLowerCase() === last_name.toLowerCase());

const connectedTo = ({ patients }: Practice, { ehr_partner_id }: Person) =>
	[...patients.values()].find((patient) => patient.ehr_partner_id === ehr_partner_id);
