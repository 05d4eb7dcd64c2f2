import { required, text } from '../../form/fields';
import type { Operation } from '../../form/operation';

export const getMany: Operation = {
	id: 'listCustomers',
	name: 'Get Many',
	value: 'getMany',
	action: 'Get many customers',
	description: 'Search the Stripe customers of the practice group',
	method: 'GET',
	path: '/v1/invoicing/customers',
	query: { query: required(text('Search', 'Text to search for, such as a name')) },
	list: 'whole',
};
