import type { Operation } from '../../form/operation';

export const getManyBooking: Operation = {
	id: 'listBookingLinks',
	name: 'Get Many Booking Links',
	value: 'getManyBooking',
	action: 'Get many booking links',
	description: 'List the booking links of the practice group',
	method: 'GET',
	path: '/v2/bookinglinks',
	undocumented: ['method', 'query'],
	list: 'whole',
};
