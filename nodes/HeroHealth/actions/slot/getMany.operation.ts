import type { Operation } from '../../form/operation';
import { slotFilters } from './slotFilters';

export const getMany: Operation = {
	id: 'listSlots',
	name: 'Get Many',
	value: 'getMany',
	action: 'Get many slots',
	description:
		'List the free slots that can be booked. A listed slot may be taken before it is booked.',
	method: 'GET',
	path: '/v1/slots',
	undocumented: ['method', 'path', 'query'],
	query: slotFilters,
	list: 'paged',
};
