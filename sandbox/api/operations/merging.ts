import { merge, mergedDetails } from '../../practice/merging';
import type { Practice } from '../../practice/create';
import { found, refuse } from '../../lib/httpError';
import { mustKnowPatient, type Call, type Operations } from './operation';
import { firstShape } from './patientShapes';

export const mergingOperations: Operations = {
	// That the patient of the path remains is a guess, and so is the patient in the answer.
	previewPatientMerge: (practice, call) => {
		const { remaining, leaving } = bothPatients(practice, call);
		const merge_token = `mrg_${(0x3f9d2c + practice.merges.size).toString(16)}`;
		practice.merges.set(merge_token, { remaining_id: remaining.id, leaving_id: leaving.id });
		return { merge_token, patient: firstShape(mergedDetails(remaining, leaving)) };
	},

	// The answer is a guess.
	mergePatient: (practice, call) => {
		const { remaining, leaving } = bothPatients(practice, call);
		const previewed = practice.merges.get(String(call.body.merge_token));
		if (previewed?.remaining_id !== remaining.id || previewed.leaving_id !== leaving.id) {
			refuse('invalid_token', 'token of the preview of this merge', ['body', 'merge_token']);
		}
		merge(practice, remaining, leaving);
		return firstShape(remaining);
	},
};

function bothPatients(practice: Practice, { params, body }: Call) {
	const remaining = found(practice.patients.get(params.id));
	mustKnowPatient(practice, body.patient_id);
	const leaving = found(practice.patients.get(String(body.patient_id)));
	if (leaving === remaining) refuse('same_patient', 'another patient', ['body', 'patient_id']);
	return { remaining, leaving };
}
