import { email, phone, required, text } from '../../form/fields';
import type { Operation } from '../../form/operation';
import { fixed, madeUpId, sent } from '../../form/rehearsal';
import { paymentSources } from './paymentSources';

export const create: Operation = {
	id: 'createCustomer',
	name: 'Create',
	value: 'create',
	action: 'Create a customer',
	description: 'Create a Stripe customer for the practice group',
	method: 'POST',
	path: '/v1/invoicing/customers',
	body: {
		name: required(text('Name')),
		email,
		phone: phone('Phone', 'Mobile or landline'),
		sources: paymentSources,
	},
	rehearsal: {
		response: {
			id: madeUpId('customer'),
			name: sent('name'),
			email: sent('email'),
			phone: sent('phone'),
			sources: fixed([]),
		},
	},
};
