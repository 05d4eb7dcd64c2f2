import {
	choice,
	dateOfBirth,
	nhsNumber,
	refuse,
	required,
	shownWhen,
	text,
	undocumented,
} from '../../form/fields';
import type { Operation } from '../../form/operation';
import { titles } from './titles';

const mobile = text('Mobile', '', { placeholder: 'e.g. 07700 900123' });
const email = text('Email', '', { placeholder: 'e.g. sam@example.com' });

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
	mustAnswer: true,
	choices: {
		reach_by: required(
			choice(
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
		first_name: required(text('First Name')),
		last_name: required(text('Last Name')),
		dob: required(dateOfBirth),
		mobile: shownWhen({ reachBy: ['mobile'] }, required(mobile)),
		email,
		nhs_number: nhsNumber,
		title: choice('Title', '', titles),
		sex: choice('Sex', '', [
			['Not known', 'Not Known'],
			['Female', 'Female'],
			['Male', 'Male'],
			['Not specified', 'Not Specified'],
			['Other', 'Other'],
		]),
		landline: text('Landline'),
		address_line_1: text('Address Line 1'),
		address_line_2: text('Address Line 2'),
		address_line_3: text('Address Line 3'),
		county: text('County'),
		country: text('Country'),
		postcode: text('Postcode', '', { placeholder: 'e.g. LS1 4AP' }),
		ehr_partner_id: text('Health Record ID', 'ID of the patient in the health record system'),
		data_source: undocumented(text('Data Source', 'Where the details come from')),
	},
	prepare({ choices, body }) {
		if (choices.reach_by === 'email' && !body.email) {
			refuse("'Email' is missing", 'Add it under Additional Fields, or set Reach By to Mobile.');
		}
	},
};
