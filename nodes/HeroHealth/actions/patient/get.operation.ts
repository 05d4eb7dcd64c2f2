import { select, shownWhen, version } from '../../form/fields';
import { patientLocator } from '../../form/locators';
import type { Operation } from '../../form/operation';
import { patientSummary, patientSummaryV1 } from './summary';

export const get: Operation = {
	id: 'getPatientByIdV2',
	name: 'Get',
	value: 'get',
	action: 'Get a patient',
	description: 'Get the details of one patient, from Hero or live from the health record',
	method: 'GET',
	path: '/v2/patients/{id}',
	formOnly: { version: version('v2', 'v1') },
	pathFields: { id: patientLocator },
	query: {
		data_source: shownWhen(
			{ version: ['v2'] },
			select('Data Source', 'Where to read the details from', [
				['hero', 'Hero'],
				['ehr', 'Health Record'],
			]),
		),
	},
	simplify: patientSummary,
	variants: {
		formField: 'version',
		byValue: {
			v1: { id: 'getPatientById', path: '/v1/patients/{id}', simplify: patientSummaryV1 },
		},
	},
};
