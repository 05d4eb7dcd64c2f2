import { rejectInput } from '../../form/fields';
import type { Operation } from '../../form/operation';
import { formOnly, query } from './getMany.fields';
import { patientSummary, patientSummaryV1, patientSummaryV2Row } from './summary';

export const getMany: Operation = {
	id: 'listPatientsV3',
	name: 'Get Many',
	value: 'getMany',
	action: 'Get many patients',
	description: 'Search patients by name, date of birth, NHS number or health record ID',
	method: 'GET',
	path: '/v3/patients',
	formOnly,
	query,
	list: 'paged',
	simplify: patientSummary,
	variants: {
		formField: 'version',
		byValue: {
			v2: {
				id: 'listPatientsV2',
				path: '/v2/patients',
				list: 'whole',
				simplify: patientSummaryV2Row,
			},
			v1: {
				id: 'listPatients',
				path: '/v1/patients',
				list: 'whole',
				simplify: patientSummaryV1,
			},
		},
	},
	prepare(values) {
		if (Object.keys(values.query).length > 0) return;
		rejectInput(
			'At least one filter is needed',
			'Add a name, date of birth or number under Filters.',
		);
	},
};
