import {
	email,
	phone,
	reference,
	rejectInput,
	required,
	objectList,
	text,
	wholeNumber,
} from '../../form/fields';
import type { Field, Operation } from '../../form/operation';
import { readReference } from '../../form/values/identifiers';

/** A whole card number must not get into this field. */
const lastFourDigits: Field = {
	...text('Last Four Digits'),
	toWire(value) {
		const digits = readReference(value);
		return /^\d{4}$/.test(digits)
			? digits
			: rejectInput('needs the last four digits of the card alone');
	},
};

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
		sources: objectList('Payment Sources', 'Payment Source', 'Cards of the customer', {
			id: reference('ID'),
			type: text('Type', '', { placeholder: 'e.g. card' }),
			fingerprint: reference('Fingerprint'),
			brand: text('Brand', '', { placeholder: 'e.g. visa' }),
			last4: lastFourDigits,
			exp_month: wholeNumber('Expiry Month', 'From 1 to 12', 1, 12),
			exp_year: wholeNumber('Expiry Year', 'With four digits', 2000, 2100),
		}),
	},
};
