import { requireChange, patientText, required } from '../../form/fields';
import { locator } from '../../form/locators';
import type { Operation } from '../../form/operation';
import { coupons, issuer } from './fields';

export const update: Operation = {
	id: 'updateInvoice',
	name: 'Update',
	value: 'update',
	action: 'Update an invoice',
	description: 'Change a draft, or memo, footer and coupons of a finalized invoice',
	method: 'PATCH',
	path: '/v1/invoicing/invoices/{id}',
	onRepeat: 'again',
	undocumented: ['body'],
	pathFields: {
		id: locator(
			'Invoice',
			'The invoice, by ID. Hero does not document whether its own or that of Stripe is meant',
		),
	},
	body: {
		issuer_id: required(issuer),
		memo: patientText('Memo', 'Note on the invoice'),
		footer: patientText('Footer'),
		coupons,
	},
	prepare({ body }) {
		// In whose name it is done is no change.
		requireChange({ body: { ...body, issuer_id: undefined } });
	},
};
