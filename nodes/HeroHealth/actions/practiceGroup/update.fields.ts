import {
	addressLine,
	boolean,
	email,
	object,
	openSelect,
	postcode,
	secret,
	text,
} from '../../form/fields';
import type { Fields } from '../../form/operation';

const address = object('Address', 'Postal address of the practice', {
	line_1: addressLine('Line 1'),
	line_2: addressLine('Line 2'),
	line_3: addressLine('Line 3'),
	town: addressLine('Town'),
	county: addressLine('County'),
	postcode,
	country: addressLine('Country'),
});

const login = object('Prescription Partner Login', 'Login for the prescription partner', {
	email,
	password: secret('Password', 'Sent to Hero and nowhere else'),
});

export const body: Fields = {
	name: text('Name'),
	address,
	prescription_partner_enabled: boolean(
		'Prescription Partner Enabled',
		'Whether prescriptions are sent through a partner',
	),
	prescription_partner: openSelect('Prescription Partner', 'The prescription system', [
		['signature_rx', 'Signature Rx'],
	]),
	prescription_partner_credentials: login,
};
