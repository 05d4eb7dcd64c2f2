import { orderDescending, select } from '../../form/fields';
import type { Operation } from '../../form/operation';

export const getMany: Operation = {
	id: 'listAdmins',
	name: 'Get Many',
	value: 'getMany',
	action: 'Get many admins',
	description: 'List the staff of the practice group',
	method: 'GET',
	path: '/v1/admins',
	query: {
		order_by: select('Order By', 'Field by which to sort the list', [['first_name', 'First Name']]),
		order_descending: orderDescending,
	},
	list: 'paged',
};
