import { dateOnly, required, wholeNumber } from '../fields';
import {
	appointmentTypeLocator,
	locationLocator,
	patientLocator,
	practitionerLocator,
} from '../locators';
import type { Operation } from '../operation';

export const createBooking: Operation = {
	id: 'createBookingLink',
	name: 'Create Booking Link',
	value: 'createBooking',
	action: 'Create a booking link',
	description:
		'Create a link through which a patient books a free slot. With a patient it is personal and opened with the date of birth.',
	method: 'POST',
	path: '/v1/booking_links',
	undocumented: ['method', 'path', 'body'],
	body: {
		appointment_type_id: required(appointmentTypeLocator),
		location_id: required(locationLocator),
		patient_id: patientLocator,
		practitioner_id: practitionerLocator,
		from_date: dateOnly(
			'From',
			'Only slots after this day. Hero does not document whether the day itself counts',
		),
		to_date: dateOnly(
			'To',
			'Only slots before this day. Hero does not document whether the day itself counts',
		),
		expiry_date: dateOnly('Expiry Date', 'Last day of the link'),
		maximum_use_count: wholeNumber('Maximum Uses', 'How many bookings the link allows'),
	},
};
