import {
	addressLine,
	select,
	dateOfBirth,
	email,
	mobile,
	nhsNumber,
	patientContact,
	personName,
	phone,
	postcode,
	reference,
	rejectInput,
	required,
	shownWhen,
	text,
	undocumented,
} from '../../form/fields';
import type { Operation } from '../../form/operation';
import { titles } from './titles';

export const register: Operation = {
	id: 'registerPatient',
	name: 'Register',
	value: 'register',
	action: 'Register a patient',
	description:
		'Create a patient from the details given, without a trace on the NHS Spine. A patient with the same NHS number and date of birth is updated instead.',
	method: 'POST',
	path: '/v1/patients/register',
	undocumented: ['body'],
	requiresResponseBody: true,
	formOnly: {
		reach_by: required(
			select(
				'Reach By',
				'Which contact detail is known. Hero documents only the form with a mobile',
				[
					['mobile', 'Mobile'],
					['email', 'Email Alone'],
				],
			),
		),
	},
	body: {
		first_name: required(personName('First Name')),
		last_name: required(personName('Last Name')),
		dob: required(dateOfBirth),
		mobile: shownWhen({ reachBy: ['mobile'] }, required(patientContact(mobile))),
		email: patientContact(email),
		nhs_number: nhsNumber,
		title: select('Title', '', titles),
		sex: select('Sex', '', [
			['Not known', 'Not Known'],
			['Female', 'Female'],
			['Male', 'Male'],
			['Not specified', 'Not Specified'],
			['Other', 'Other'],
		]),
		landline: phone('Landline'),
		address_line_1: addressLine('Address Line 1'),
		address_line_2: addressLine('Address Line 2'),
		address_line_3: addressLine('Address Line 3'),
		county: addressLine('County'),
		country: addressLine('Country'),
		postcode,
		ehr_partner_id: reference('Health Record ID', 'ID of the patient in the health record system'),
		data_source: undocumented(text('Data Source', 'Where the details come from')),
	},
	prepare({ formOnly, body }) {
		if (formOnly.reach_by === 'email' && !body.email) {
			rejectInput(
				"'Email' is missing",
				'Add it under Additional Fields, or set Reach By to Mobile.',
			);
		}
	},
};
