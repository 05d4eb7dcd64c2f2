import { text, stringList } from '../../form/fields';
import type { Operation } from '../../form/operation';

export const getMany: Operation = {
	id: 'searchHcaConsultants',
	name: 'Get Many',
	value: 'getMany',
	action: 'Get many HCA consultants',
	description: 'Search the consultants of HCA',
	method: 'GET',
	path: '/v1/booking-hca/consultants',
	query: {
		search: text('Search', 'Text to look for', { placeholder: 'e.g. cardiology' }),
		fields: stringList(
			'Fields',
			'Hero does not document whether they are searched or returned',
			'first_name, last_name',
		),
	},
	list: 'whole',
};
