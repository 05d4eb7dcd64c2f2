import { reference, required, objectList, text } from '../../form/fields';
import { adminLocator } from '../../form/locators';

/** In whose name an invoice is raised or changed. */
export const issuer = {
	...adminLocator,
	label: 'Issuer',
	property: { ...adminLocator.property, description: 'The admin in whose name it is done' },
};

export const coupons = objectList('Coupons', 'Coupon', 'Discounts', {
	id: required(reference('ID', '', { placeholder: 'e.g. SPRING10' })),
	name: text('Name'),
});
