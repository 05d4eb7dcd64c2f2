import { required, text } from '../../form/fields';
import { prescriberLocator } from '../../form/locators';
import type { Operation } from '../../form/operation';

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
		email: required(text('Email', '', { placeholder: 'e.g. pharmacy@example.com' })),
		mobile: required(text('Mobile', '', { placeholder: 'e.g. 07700 900456' })),
		prescriber_id: required(prescriberLocator),
	},
};
