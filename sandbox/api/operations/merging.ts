import { mergedDetails, mergePatients, previewMerge, requirePreview } from '../../practice/merging';
import { orNotFound, badRequest } from '../../lib/httpError';
import { requirePatient } from '../../practice/register';
import { type OperationRequest, type Operations } from './operation';
import { patientV1 } from './patientShapes';
import type { Practice } from '../../practice/model';

/** Operations that preview a merge of two patients and carry it out. */
export const mergingOperations: Operations = {
	// The patient of the path remains: a guess, as is the patient in the response.
	previewPatientMerge: (practice, call) => {
		const { remaining, leaving } = bothPatients(practice, call);
		const merge_token = previewMerge(practice, remaining, leaving);
		return { merge_token, patient: patientV1(mergedDetails(remaining, leaving)) };
	},

	// The response is a guess.
	mergePatient: (practice, call) => {
		const { remaining, leaving } = bothPatients(practice, call);
		requirePreview(practice, remaining, leaving, String(call.body.merge_token));
		mergePatients(practice, remaining, leaving);
		return patientV1(remaining);
	},
};

function bothPatients(practice: Practice, { params, body }: OperationRequest) {
	const remaining = orNotFound(practice.patients.get(params.id));
	requirePatient(practice, body.patient_id);
	const leaving = orNotFound(practice.patients.get(String(body.patient_id)));
	if (leaving === remaining) badRequest('same_patient', 'another patient', ['body', 'patient_id']);
	return { remaining, leaving };
}
