import { patientLocator } from '../../form/locators';
import type { Operation } from '../../form/operation';
import { recordSummary } from './summary';

export const getManyCandidates: Operation = {
	id: 'listPatientEhrCandidates',
	name: 'Get Many Record Candidates',
	value: 'getManyCandidates',
	action: 'Get many health record candidates for a patient',
	description:
		'List the health records that may belong to the patient, so that one can be connected',
	method: 'GET',
	path: '/v1/patients/{id}/ehr/candidates',
	pathFields: { id: patientLocator },
	list: 'whole',
	simplify: recordSummary,
};
