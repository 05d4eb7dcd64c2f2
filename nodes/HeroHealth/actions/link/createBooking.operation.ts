import { lastDay, required, wholeNumber } from '../../form/fields';
import { patientLocator } from '../../form/locators';
import type { Operation } from '../../form/operation';
import { bookingOffer } from './bookingOffer';

export const createBooking: Operation = {
	id: 'createBookingLink',
	name: 'Create Booking Link',
	value: 'createBooking',
	action: 'Create a booking link',
	description:
		'Create a link through which a patient books a free slot. With a patient it is personal and opened with the date of birth.',
	method: 'POST',
	path: '/v1/booking_links',
	notFoundMeans: 'Hero did not find the patient, or another record that the item names',
	undocumented: ['method', 'path', 'body'],
	body: {
		...bookingOffer,
		appointment_type_id: required(bookingOffer.appointment_type_id),
		location_id: required(bookingOffer.location_id),
		patient_id: patientLocator,
		expiry_date: lastDay('Expiry Date', 'Last day of the link'),
		maximum_use_count: wholeNumber('Maximum Uses', 'How many bookings the link allows'),
	},
};
