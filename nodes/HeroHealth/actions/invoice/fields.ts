import { objectList, reference, required, text } from '../../form/fields';
import { adminLocator } from '../../form/locators';
import type { RehearsedField } from '../../form/operation';
import { madeUpId, minutesFromNow, onlyHeroKnows, sent } from '../../form/rehearsal';

/** The admin in whose name an invoice is created, changed or linked. */
export const issuer = {
	...adminLocator,
	label: 'Issuer',
	property: { ...adminLocator.property, description: 'The admin in whose name this is done' },
};

/** The coupons of an invoice, by their IDs at Stripe. */
export const coupons = objectList('Coupons', 'Coupon', 'Discounts on the invoice', {
	id: required(reference('ID', '', { placeholder: 'e.g. SPRING10' })),
	name: text('Name'),
});

/** An invoice that a rehearsal makes up. */
export const rehearsedInvoice: Record<string, RehearsedField> = {
	id: madeUpId('invoice'),
	stripe_id: sent('stripe_invoice_id'),
	status: onlyHeroKnows,
	subtotal: onlyHeroKnows,
	amount_due: onlyHeroKnows,
	customer_id: sent('customer_id'),
	patient_record_id: onlyHeroKnows,
	appointment_id: sent('appointment_id'),
	created_at: minutesFromNow(0),
	updated_at: minutesFromNow(0),
};
