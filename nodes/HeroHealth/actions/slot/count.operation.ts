import type { Operation } from '../../form/operation';
import { slotFilters } from './slotFilters';

export const count: Operation = {
	id: 'countSlots',
	name: 'Count',
	value: 'count',
	action: 'Count slots',
	description: 'Count the free slots that can be booked, without listing them',
	method: 'GET',
	path: '/v1/slots/count',
	query: slotFilters,
};
