import { bookingLinkLocator } from '../../form/locators';
import type { Operation } from '../../form/operation';

export const getBooking: Operation = {
	id: 'getBookingLink',
	name: 'Get Booking Link',
	value: 'getBooking',
	action: 'Get a booking link',
	description: 'Get one booking link with its limits and its use so far',
	method: 'GET',
	path: '/v1/booking_links/{id}',
	pathFields: { id: bookingLinkLocator },
};
