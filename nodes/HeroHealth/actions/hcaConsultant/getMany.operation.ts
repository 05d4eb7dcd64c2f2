import { stringList, text } from '../../form/fields';
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
		search: text('Search', 'Text to search for', { placeholder: 'e.g. cardiology' }),
		fields: stringList(
			'Fields',
			'Hero does not document whether these fields are searched or returned',
			'first_name, last_name',
		),
	},
	list: 'whole',
};
