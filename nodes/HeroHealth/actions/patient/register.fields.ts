import {
	addressLine,
	dateOfBirth,
	email,
	mobile,
	nhsNumber,
	patientContact,
	personName,
	phone,
	postcode,
	reference,
	required,
	select,
	shownWhen,
	text,
	undocumented,
} from '../../form/fields';
import type { Fields } from '../../form/operation';
import { titles } from './titles';

export const formOnly: Fields = {
	reach_by: required(
		select(
			'Reach By',
			'Contact detail that is known. Hero documents this call only with a mobile number',
			[
				['mobile', 'Mobile'],
				['email', 'Email Alone'],
			],
		),
	),
};

export const body: Fields = {
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
};
