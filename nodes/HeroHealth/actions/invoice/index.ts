import type { Resource } from '../../form/operation';
import { create } from './create.operation';
import { link } from './link.operation';
import { update } from './update.operation';

export const invoice: Resource = {
	name: 'Invoice',
	value: 'invoice',
	description: 'Invoices at Stripe for private services',
	operations: [create, link, update],
};
