import { dateOnly, needsChange } from '../fields';
import {
	appointmentTypeLocator,
	bookingLinkLocator,
	locationLocator,
	practitionerLocator,
} from '../locators';
import type { Operation } from '../operation';

export const updateBooking: Operation = {
	id: 'updateBookingLink',
	name: 'Update Booking Link',
	value: 'updateBooking',
	action: 'Update a booking link',
	description: 'Change what a booking link offers',
	method: 'PATCH',
	path: '/v1/booking_links/{id}',
	undocumented: ['body'],
	pathFields: { id: bookingLinkLocator },
	body: {
		appointment_type_id: appointmentTypeLocator,
		location_id: locationLocator,
		practitioner_id: practitionerLocator,
		from_date: dateOnly(
			'From',
			'Only slots after this day. Hero does not document whether the day itself counts',
		),
		to_date: dateOnly(
			'To',
			'Only slots before this day. Hero does not document whether the day itself counts',
		),
	},
	prepare: needsChange,
};
