import {
	boolean,
	dateOnly,
	objectList,
	patientText,
	pence,
	pounds,
	reference,
	required,
	select,
	text,
	wholeNumber,
} from '../../form/fields';
import { appointmentLocator, patientLocator, practitionerLocator } from '../../form/locators';
import type { Fields } from '../../form/operation';
import { coupons, issuer } from './fields';

const items = objectList('Items', 'Item', 'Services and goods to charge', {
	quantity: required(wholeNumber('Quantity', 'Number of units')),
	description: patientText('Description', '', { placeholder: 'e.g. Private medical letter' }),
	price: reference('Price ID', 'ID of the price at Stripe'),
	product: reference('Product ID', 'ID of the product at Stripe'),
	unit_amount: pence(
		'Unit Amount',
		'Price of one unit, probably in pence. Hero does not document the unit; Unit Amount in Pounds is safer',
	),
	unit_amount_in_pounds: pounds('Unit Amount in Pounds', 'Price of one unit, in pounds'),
	create: boolean('Create', 'Whether Hero creates the item at Stripe'),
	stripe_id: reference('Stripe ID', 'ID of the item at Stripe'),
});

export const body: Fields = {
	issuer_id: required(issuer),
	patient_id: patientLocator,
	appointment_id: appointmentLocator,
	practitioner_id: practitionerLocator,
	service_date: dateOnly('Service Date', 'Day of the service'),
	customer_stripe_id: reference('Customer ID', 'The customer who pays, by the ID at Stripe'),
	set_default_customer: boolean(
		'Set Default Customer',
		'Whether this customer normally pays for the patient from now on',
	),
	due_date: dateOnly('Due Date', 'Last day for payment'),
	collection_method: select('Collection Method', 'How the invoice is paid', [
		['request_payment', 'Request Payment'],
		['charge_automatically', 'Charge Automatically', 'May take the money without asking'],
	]),
	payment_source: reference('Payment Source ID'),
	insurer: text('Insurer'),
	authentication_code: text('Authentication Code', 'Code from the insurer'),
	membership_number: text('Membership Number', 'Number of the patient at the insurer'),
	diagnosis: text('Diagnosis'),
	memo: patientText('Memo', 'Note on the invoice'),
	footer: patientText('Footer'),
	confidential: boolean('Confidential', 'Whether the invoice is confidential'),
	mode: select('Mode', 'Whether the invoice stays a draft', [
		['draft', 'Draft'],
		['finalize', 'Finalize', 'Afterwards only memo, footer and coupons can be changed'],
	]),
	coupons,
	invoice_items_attributes: items,
};
