import { patientText, requireChange, required } from '../../form/fields';
import { locator } from '../../form/locators';
import type { Operation } from '../../form/operation';
import { coupons, issuer } from './fields';

export const update: Operation = {
	id: 'updateInvoice',
	name: 'Update',
	value: 'update',
	action: 'Update an invoice',
	description: 'Change a draft, or the memo, footer and coupons of a finalized invoice',
	method: 'PATCH',
	path: '/v1/invoicing/invoices/{id}',
	undocumented: ['body'],
	onRepeat: 'again',
	pathFields: {
		id: locator(
			'Invoice',
			'The invoice, by ID. Hero does not document whether this is its own ID or that of Stripe',
		),
	},
	body: {
		issuer_id: required(issuer),
		memo: patientText('Memo', 'Note on the invoice'),
		footer: patientText('Footer'),
		coupons,
	},
	prepare({ body }) {
		// The issuer alone is not a change.
		requireChange({ body: { ...body, issuer_id: undefined } });
	},
};
