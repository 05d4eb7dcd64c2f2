import { email, phone, required, text } from '../../form/fields';
import { prescriberLocator } from '../../form/locators';
import type { Operation } from '../../form/operation';
import { madeUpId, sent } from '../../form/rehearsal';

export const create: Operation = {
	id: 'createPharmacy',
	name: 'Create',
	value: 'create',
	action: 'Create a pharmacy',
	description: 'Add a pharmacy to a prescriber',
	method: 'POST',
	path: '/v1/pharmacies',
	body: {
		name: required(text('Name')),
		email: required(email),
		mobile: required(phone('Mobile')),
		prescriber_id: required(prescriberLocator),
	},
	rehearsal: {
		response: {
			id: madeUpId('pharmacy'),
			prescriber_id: sent('prescriber_id'),
			name: sent('name'),
			email: sent('email'),
			mobile: sent('mobile'),
		},
	},
};
