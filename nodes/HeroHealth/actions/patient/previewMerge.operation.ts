import { required } from '../../form/fields';
import { otherPatientLocator, patientLocator } from '../../form/locators';
import type { Operation } from '../../form/operation';
import { requireDifferentPatients } from './requireDifferentPatients';

export const previewMerge: Operation = {
	id: 'previewPatientMerge',
	name: 'Preview Merge',
	value: 'previewMerge',
	action: 'Preview a merge of two patients',
	description:
		'Preview the result of merging two patients, and get the token for the merge. Nothing is changed.',
	method: 'POST',
	path: '/v1/patients/{id}/merge/preview',
	needsFreshResponse: true,
	pathFields: { id: patientLocator },
	body: { patient_id: required(otherPatientLocator) },
	prepare: requireDifferentPatients,
	rehearsal: {
		refusal:
			'Only Hero can compare the two patients, and it does not promise that asking changes nothing.',
	},
};
