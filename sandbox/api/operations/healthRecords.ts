import { connectedPatient, connectHealthRecord, isCandidate } from '../../practice/healthRecord';
import { orNotFound, badRequest } from '../../lib/httpError';
import { toIso } from '../../lib/time';
import { list, requiredString, type Operations } from './operation';
import { healthRecordToApi, patientV2 } from './patientShapes';

/** Operations of health records. */
export const healthRecordOperations: Operations = {
	// The format of an attachment is a guess.
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
			isCandidate(patient, person),
		);
		return list(
			candidates.map((person) => healthRecordToApi(person, connectedPatient(practice, person))),
		);
	},

	// The response is a guess.
	connectPatientEhr: (practice, { params, body }) => {
		const patient = orNotFound(practice.patients.get(params.id));
		const path = ['body', 'ehr_partner_id'];
		const record = practice.healthRecords.get(requiredString(body, 'ehr_partner_id'));
		if (!record) badRequest('unknown_id', 'id of a health record', path);
		connectHealthRecord(practice, patient, record, path);
		return patientV2(patient);
	},
};
