import {
	select,
	dateOfBirth,
	nhsNumber,
	personName,
	postcode,
	reference,
	required,
	shownWhen,
	text,
} from '../../form/fields';
import type { Operation } from '../../form/operation';

const byNhsNumber = { traceBy: ['nhsNumber'] };
const byDemographics = { traceBy: ['demographics'] };

export const registerPds: Operation = {
	id: 'registerPatientPds',
	name: 'Register via PDS',
	value: 'registerPds',
	action: 'Register a patient via PDS',
	description:
		'Trace a person on the NHS Spine (Personal Demographics Service) and get their Hero patient ID. The field "registered" is false when the person must first prove their identity under "login_url".',
	method: 'POST',
	path: '/v1/patients/register_pds',
	notFoundMeans: 'Hero found nobody on the NHS Spine with these details',
	requiresResponseBody: true,
	formOnly: {
		trace_by: required(
			select('Trace By', 'What is known of the person', [
				['nhsNumber', 'NHS Number'],
				['demographics', 'Name and Postcode'],
			]),
		),
	},
	body: {
		nhs_number: shownWhen(byNhsNumber, required(nhsNumber)),
		forename: shownWhen(byDemographics, required(personName('First Name'))),
		surname: shownWhen(byDemographics, required(personName('Last Name'))),
		dob: required(dateOfBirth),
		postcode: shownWhen(byDemographics, required(postcode)),
		ehr_partner: text('Health Record System', 'Name of the health record system (EHR)'),
		ehr_partner_id: reference('Health Record ID', 'ID of the patient in the health record system'),
	},
	// Both answers are a success at Hero; only the first one names a patient.
	transformResponse: (answer) => ({ registered: Boolean(answer.patient_id), ...answer }),
};
