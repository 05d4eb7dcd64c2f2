import { requireChange } from '../../form/fields';
import { bookingLinkLocator } from '../../form/locators';
import type { Operation } from '../../form/operation';
import { bookingOffer } from './bookingOffer';

export const updateBooking: Operation = {
	id: 'updateBookingLink',
	name: 'Update Booking Link',
	value: 'updateBooking',
	action: 'Update a booking link',
	description: 'Change what a booking link offers',
	method: 'PATCH',
	path: '/v1/booking_links/{id}',
	undocumented: ['body'],
	onRepeat: 'again',
	pathFields: { id: bookingLinkLocator },
	body: bookingOffer,
	prepare: requireChange,
};
