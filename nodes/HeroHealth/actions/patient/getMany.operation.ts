import { dateOfBirth, nhsNumber, refuse, text } from '../fields';
import type { Operation } from '../operation';
import { patientSummary } from './summary';

export const getMany: Operation = {
	id: 'listPatientsV3',
	name: 'Get Many',
	value: 'getMany',
	action: 'Get many patients',
	description: 'Search patients by name, date of birth, NHS number or health record ID',
	method: 'GET',
	path: '/v3/patients',
	query: {
		first_name: text('First Name'),
		last_name: text('Last Name'),
		dob: dateOfBirth,
		nhs_number: nhsNumber,
		ehr_partner_id: text('Health Record ID', 'ID of the patient in the health record system'),
	},
	list: 'paged',
	simplify: patientSummary,
	prepare({ query }) {
		if (Object.keys(query).length === 0) {
			refuse('At least one filter is needed', 'Add a name, date of birth or number under Filters.');
		}
	},
};
