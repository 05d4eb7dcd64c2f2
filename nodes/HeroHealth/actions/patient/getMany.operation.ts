import {
	dateOfBirth,
	openSelect,
	nhsNumber,
	personName,
	reference,
	rejectInput,
	shownWhen,
	text,
	version,
} from '../../form/fields';
import type { Field, Operation } from '../../form/operation';
import { patientSummary, patientSummaryV1, patientSummaryV2Row } from './summary';

const v3 = (field: Field) => shownWhen({ version: ['v3'] }, field);
const older = (field: Field) => shownWhen({ version: ['v2', 'v1'] }, field);

export const getMany: Operation = {
	id: 'listPatientsV3',
	name: 'Get Many',
	value: 'getMany',
	action: 'Get many patients',
	description: 'Search patients by name, date of birth, NHS number or health record ID',
	method: 'GET',
	path: '/v3/patients',
	formOnly: { version: version('v3', 'v2', 'v1') },
	query: {
		first_name: v3(personName('First Name')),
		last_name: v3(personName('Last Name')),
		dob: v3(dateOfBirth),
		nhs_number: v3(nhsNumber),
		ehr_partner_id: v3(reference('Health Record ID', 'ID in the health record system')),
		field: older(
			openSelect('Search Field', 'Which field is searched; others by expression', [
				['ehr_partner_id', 'Health Record ID (V2)'],
				['emis_id', 'EMIS ID (V1)'],
			]),
		),
		search: older(text('Search Text', 'What to look for in that field')),
	},
	list: 'paged',
	simplify: patientSummary,
	variants: {
		by: 'version',
		of: {
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
	prepare({ query }) {
		if (Object.keys(query).length === 0) {
			rejectInput(
				'At least one filter is needed',
				'Add a name, date of birth or number under Filters.',
			);
		}
	},
};
