import {
	dateOfBirth,
	nhsNumber,
	personName,
	postcode,
	reference,
	required,
	select,
	shownWhen,
	text,
} from '../../form/fields';
import type { Fields } from '../../form/operation';

const byNhsNumber = { traceBy: ['nhsNumber'] };
const byDemographics = { traceBy: ['demographics'] };

export const formOnly: Fields = {
	trace_by: required(
		select('Trace By', 'Details of the person that are known', [
			['nhsNumber', 'NHS Number'],
			['demographics', 'Name and Postcode'],
		]),
	),
};

export const body: Fields = {
	nhs_number: shownWhen(byNhsNumber, required(nhsNumber)),
	forename: shownWhen(byDemographics, required(personName('First Name'))),
	surname: shownWhen(byDemographics, required(personName('Last Name'))),
	dob: required(dateOfBirth),
	postcode: shownWhen(byDemographics, required(postcode)),
	ehr_partner: text('Health Record System', 'Name of the health record system (EHR)'),
	ehr_partner_id: reference('Health Record ID', 'ID of the patient in the health record system'),
};
