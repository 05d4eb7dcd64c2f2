import { reference, required } from '../../form/fields';
import { otherPatientLocator, patientLocator } from '../../form/locators';
import type { Operation } from '../../form/operation';
import { requireDifferentPatients } from './requireDifferentPatients';

export const merge: Operation = {
	id: 'mergePatient',
	name: 'Merge',
	value: 'merge',
	action: 'Merge two patients for good',
	description:
		'Merge two patients after a Preview Merge. A merge cannot be undone, and Hero does not document which of the two patients remains.',
	method: 'POST',
	path: '/v1/patients/{id}/merge',
	pathFields: { id: patientLocator },
	body: {
		patient_id: required(otherPatientLocator),
		merge_token: required(
			reference('Merge Token', 'Token from Preview Merge, after a person has checked the preview'),
		),
	},
	prepare: requireDifferentPatients,
	rehearsal: { assumes: 'Hero accepts the merge token.' },
};
