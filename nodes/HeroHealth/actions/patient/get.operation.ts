import { choice, patientLocator } from '../fields';
import type { Operation } from '../operation';
import { patientSummary } from './summary';

export const get: Operation = {
	id: 'getPatientByIdV2',
	name: 'Get',
	value: 'get',
	action: 'Get a patient',
	description: 'Get the details of one patient, from Hero or live from the health record',
	method: 'GET',
	path: '/v2/patients/{id}',
	pathFields: { id: patientLocator },
	query: {
		data_source: choice('Data Source', 'Where to read the patient from', [
			['hero', 'Hero'],
			['ehr', 'Health Record'],
		]),
	},
	simplify: patientSummary,
};
