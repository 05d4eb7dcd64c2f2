import { reference, required } from '../../form/fields';
import { appointmentLocator } from '../../form/locators';
import type { Operation } from '../../form/operation';
import { issuer, rehearsedInvoice } from './fields';

export const link: Operation = {
	id: 'linkInvoice',
	name: 'Link to Appointment',
	value: 'link',
	action: 'Link an invoice to an appointment',
	description: 'Link an invoice that exists at Stripe to an appointment',
	method: 'POST',
	path: '/v1/invoicing/invoices/link',
	body: {
		stripe_invoice_id: required(
			reference('Stripe Invoice ID', '', { placeholder: 'e.g. in_example01' }),
		),
		appointment_id: required(appointmentLocator),
		issuer_id: required(issuer),
	},
	rehearsal: {
		response: rehearsedInvoice,
		assumes: 'The invoice exists at Stripe.',
	},
};
