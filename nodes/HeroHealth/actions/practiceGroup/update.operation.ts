import { group, knownChoice, needsChange, text, toggle } from '../../form/fields';
import { withoutPassword } from './password';
import type { Operation } from '../../form/operation';

const address = group('Address', 'Postal address of the practice', {
	line_1: text('Line 1'),
	line_2: text('Line 2'),
	line_3: text('Line 3'),
	town: text('Town'),
	county: text('County'),
	postcode: text('Postcode', '', { placeholder: 'e.g. LS1 4AP' }),
	country: text('Country'),
});

const login = group('Prescription Partner Login', 'Login at the prescription partner', {
	email: text('Email', '', { placeholder: 'e.g. prescribing@example.com' }),
	password: text('Password', 'Goes to Hero and nowhere else', { typeOptions: { password: true } }),
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
		prescription_partner_enabled: toggle(
			'Prescription Partner Enabled',
			'Whether prescriptions go through a partner',
		),
		prescription_partner: knownChoice('Prescription Partner', 'The prescription system', [
			['signature_rx', 'Signature Rx'],
		]),
		prescription_partner_credentials: login,
	},
	prepare: needsChange,
	answer: withoutPassword,
};
