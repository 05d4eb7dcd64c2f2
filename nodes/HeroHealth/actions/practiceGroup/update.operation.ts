import {
	addressLine,
	email,
	object,
	openSelect,
	requireChange,
	postcode,
	secret,
	text,
	boolean,
} from '../../form/fields';
import { withoutPassword } from './withoutPassword';
import type { Operation } from '../../form/operation';

const address = object('Address', 'Postal address of the practice', {
	line_1: addressLine('Line 1'),
	line_2: addressLine('Line 2'),
	line_3: addressLine('Line 3'),
	town: addressLine('Town'),
	county: addressLine('County'),
	postcode,
	country: addressLine('Country'),
});

const login = object('Prescription Partner Login', 'Login at the prescription partner', {
	email,
	password: secret('Password', 'Goes to Hero and nowhere else'),
});

export const update: Operation = {
	id: 'updatePracticeGroup',
	name: 'Update',
	value: 'update',
	action: 'Update the practice group',
	description: 'Change the name, the address or the prescription partner of the practice group',
	method: 'PATCH',
	path: '/v1/me',
	onRepeat: 'again',
	undocumented: ['body'],
	body: {
		name: text('Name'),
		address,
		prescription_partner_enabled: boolean(
			'Prescription Partner Enabled',
			'Whether prescriptions go through a partner',
		),
		prescription_partner: openSelect('Prescription Partner', 'The prescription system', [
			['signature_rx', 'Signature Rx'],
		]),
		prescription_partner_credentials: login,
	},
	prepare: requireChange,
	transformResponse: withoutPassword,
};
