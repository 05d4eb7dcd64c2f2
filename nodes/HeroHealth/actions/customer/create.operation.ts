import { number, required, rows, text } from '../../form/fields';
import type { Operation } from '../../form/operation';

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
		email: text('Email', '', { placeholder: 'e.g. sam@example.com' }),
		phone: text('Phone', 'Mobile or landline', { placeholder: 'e.g. 07700 900123' }),
		sources: rows('Payment Sources', 'Payment Source', 'Cards of the customer', {
			id: text('ID'),
			type: text('Type', '', { placeholder: 'e.g. card' }),
			fingerprint: text('Fingerprint'),
			brand: text('Brand', '', { placeholder: 'e.g. visa' }),
			last4: text('Last Four Digits'),
			exp_month: number('Expiry Month', 'From 1 to 12'),
			exp_year: number('Expiry Year', 'With four digits'),
		}),
	},
};
