import { select, boolean } from '../../form/fields';
import type { Operation } from '../../form/operation';

export const getMany: Operation = {
	id: 'listAdmins',
	name: 'Get Many',
	value: 'getMany',
	action: 'Get many admins',
	description: 'List the staff users of the practice group',
	method: 'GET',
	path: '/v1/admins',
	query: {
		order_by: select('Order By', 'What the list is sorted by', [['first_name', 'First Name']]),
		order_descending: boolean(
			'Order Descending',
			'Whether to sort from last to first, such as newest first',
		),
	},
	list: 'paged',
};
