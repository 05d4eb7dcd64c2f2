import {
	select,
	dateOnly,
	patientText,
	pence,
	pounds,
	reference,
	rejectInput,
	required,
	objectList,
	text,
	boolean,
	wholeNumber,
} from '../../form/fields';
import { appointmentLocator, patientLocator, practitionerLocator } from '../../form/locators';
import type { Operation } from '../../form/operation';
import { coupons, issuer } from './fields';

const items = objectList('Items', 'Item', 'What is charged', {
	quantity: required(wholeNumber('Quantity', 'How many')),
	description: patientText('Description', '', { placeholder: 'e.g. Private medical letter' }),
	price: reference('Price ID', 'Price at Stripe'),
	product: reference('Product ID', 'Product at Stripe'),
	unit_amount: pence(
		'Unit Amount',
		'Price of one, probably in pence. Hero does not document the unit; Unit Amount in Pounds is safer',
	),
	unit_amount_in_pounds: pounds('Unit Amount in Pounds', 'For one, in pounds'),
	create: boolean('Create', 'Whether Hero creates the item at Stripe'),
	stripe_id: reference('Stripe ID', 'ID of the item at Stripe'),
});

export const create: Operation = {
	id: 'createInvoice',
	name: 'Create',
	value: 'create',
	action: 'Create an invoice',
	description: 'Raise an invoice for a patient or for an appointment, in the name of an admin',
	method: 'POST',
	path: '/v1/invoicing/invoices',
	body: {
		issuer_id: required(issuer),
		patient_id: patientLocator,
		appointment_id: appointmentLocator,
		practitioner_id: practitionerLocator,
		service_date: dateOnly('Service Date', 'Day of the service'),
		customer_stripe_id: reference('Customer ID', 'Who pays, by the ID at Stripe'),
		set_default_customer: boolean(
			'Set Default Customer',
			'Whether this customer normally pays for the patient from now on',
		),
		due_date: dateOnly('Due Date', 'Last day for paying'),
		collection_method: select('Collection Method', 'How it is paid', [
			['request_payment', 'Request Payment'],
			['charge_automatically', 'Charge Automatically', 'May take the money without asking'],
		]),
		payment_source: reference('Payment Source ID'),
		insurer: text('Insurer'),
		authentication_code: text('Authentication Code', 'From the insurer'),
		membership_number: text('Membership Number', 'At the insurer'),
		diagnosis: text('Diagnosis'),
		memo: patientText('Memo', 'Note on the invoice'),
		footer: patientText('Footer'),
		confidential: boolean('Confidential', 'Whether the invoice is confidential'),
		mode: select('Mode', 'Whether it stays a draft', [
			['draft', 'Draft'],
			['finalize', 'Finalize', 'Afterwards only memo, footer and coupons can be changed'],
		]),
		coupons,
		invoice_items_attributes: items,
	},
	prepare({ body }) {
		if (body.patient_id === undefined && body.appointment_id === undefined) {
			rejectInput(
				"'Patient' or 'Appointment' is missing",
				'Add one of them under Additional Fields.',
			);
		}
	},
};
