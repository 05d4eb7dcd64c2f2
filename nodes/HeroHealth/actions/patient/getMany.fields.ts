import {
	dateOfBirth,
	nhsNumber,
	openSelect,
	personName,
	reference,
	shownWhen,
	text,
	version,
} from '../../form/fields';
import type { Field, Fields } from '../../form/operation';

const v3 = (field: Field) => shownWhen({ version: ['v3'] }, field);
const older = (field: Field) => shownWhen({ version: ['v2', 'v1'] }, field);

export const formOnly: Fields = { version: version('v3', 'v2', 'v1') };

export const query: Fields = {
	first_name: v3(personName('First Name')),
	last_name: v3(personName('Last Name')),
	dob: v3(dateOfBirth),
	nhs_number: v3(nhsNumber),
	ehr_partner_id: v3(reference('Health Record ID', 'ID in the health record system')),
	field: older(
		openSelect('Search Field', 'Field in which to search', [
			['ehr_partner_id', 'Health Record ID (V2)'],
			['emis_id', 'EMIS ID (V1)'],
		]),
	),
	search: older(text('Search Text', 'Text to search for in that field')),
};
