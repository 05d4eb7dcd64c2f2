import { objectList, reference, rejectInput, text, wholeNumber } from '../../form/fields';
import type { Field } from '../../form/operation';
import { readReference } from '../../form/values/identifiers';

/** The last four digits of a card, since a full card number must never be sent. */
const lastFourDigits: Field = {
	...text('Last Four Digits'),
	toWire(value) {
		const digits = readReference(value);
		if (/^\d{4}$/.test(digits)) return digits;
		return rejectInput('needs four digits', 'Give only the last four digits of the card.');
	},
};

/** The cards of a customer, without full card numbers. */
export const paymentSources = objectList(
	'Payment Sources',
	'Payment Source',
	'Cards of the customer',
	{
		id: reference('ID'),
		type: text('Type', '', { placeholder: 'e.g. card' }),
		fingerprint: reference('Fingerprint'),
		brand: text('Brand', '', { placeholder: 'e.g. visa' }),
		last4: lastFourDigits,
		exp_month: wholeNumber('Expiry Month', 'From 1 to 12', 1, 12),
		exp_year: wholeNumber('Expiry Year', 'With four digits', 2000, 2100),
	},
);
