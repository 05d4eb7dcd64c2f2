import type { Person } from '../../practice/people';
import type { Patient, Practice } from '../../practice/create';
import { found, refuse } from '../../lib/httpError';
import { toIso } from '../../lib/time';
import { list, requiredText, type Operations } from './operation';
import { recordShape, secondShape } from './patientShapes';

export const healthRecordOperations: Operations = {
	// The form of an attachment is a guess.
	listPatientAttachments: ({ patients, attachments }, { params }) => {
		const { id } = found(patients.get(params.id));
		const own = [...attachments.values()].filter(({ patient_id }) => patient_id === id);
		return list(
			own.map(({ createdAt, ...attachment }) => ({ ...attachment, created_at: toIso(createdAt) })),
		);
	},

	listPatientEhrCandidates: (practice, { params }) => {
		const patient = found(practice.patients.get(params.id));
		const candidates = [...practice.records.values()].filter((person) => couldBe(patient, person));
		return list(candidates.map((person) => recordShape(person, connectedTo(practice, person))));
	},

	// The answer is a guess.
	connectPatientEhr: (practice, { params, body }) => {
		const patient = found(practice.patients.get(params.id));
		const path = ['body', 'ehr_partner_id'];
		const record = practice.records.get(requiredText(body, 'ehr_partner_id'));
		if (!record) refuse('unknown_id', 'id of a health record', path);
		const other = connectedTo(practice, record);
		if (other && other !== patient) refuse('already_connected', 'record of nobody else', path);
		patient.ehr_partner_id = record.ehr_partner_id;
		patient.last_sync_at = toIso(practice.now());
		return secondShape(patient);
	},
};

/** Whether a health record could be the patient's: by NHS number, or by birthday and last name. */
const couldBe = (patient: Patient, { nhs_number, dob, last_name }: Person) =>
	(patient.nhs_number !== null && patient.nhs_number === nhs_number) ||
	(patient.dob === dob && patient.last_name.toLowerCase() === last_name.toLowerCase());

const connectedTo = ({ patients }: Practice, { ehr_partner_id }: Person) =>
	[...patients.values()].find((patient) => patient.ehr_partner_id === ehr_partner_id);
