import { idList, text } from '../fields';
import type { Operation } from '../operation';

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
		fields: idList(
			'Fields',
			'Such as first_name. Hero does not document whether they are searched or returned',
		),
	},
	list: 'whole',
};
