import { objectList, reference, required, text } from '../../form/fields';
import { adminLocator } from '../../form/locators';

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
