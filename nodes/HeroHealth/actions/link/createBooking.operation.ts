import { lastDay, required, wholeNumber } from '../../form/fields';
import { patientLocator } from '../../form/locators';
import type { Operation } from '../../form/operation';
import { madeUpId, madeUpLink } from '../../form/rehearsal';
import { bookingOffer } from './bookingOffer';
import { linkSafeguards } from '../../form/safeguards';
import { linkToPatient } from './linkToPatient';

export const createBooking: Operation = {
	id: 'createBookingLink',
	name: 'Create Booking Link',
	value: 'createBooking',
	action: 'Create a booking link',
	description:
		'Create a link with which a patient books a free slot. A link for one patient is personal and asks for the date of birth.',
	notice:
		'Hero holds the time that a patient chooses by a personal link for 15 minutes. It can still be taken in EMIS or SystmOne meanwhile. Ten wrong dates of birth lock the link.',
	method: 'POST',
	path: '/v1/booking_links',
	undocumented: ['method', 'path', 'body'],
	notFoundMeans: 'Hero did not find the patient or another record in this item',
	toPatient: linkToPatient,
	safeguards: linkSafeguards,
	body: {
		...bookingOffer,
		appointment_type_id: required(bookingOffer.appointment_type_id),
		location_id: required(bookingOffer.location_id),
		patient_id: patientLocator,
		expiry_date: lastDay('Expiry Date', 'Last day on which the link works'),
		maximum_use_count: wholeNumber('Maximum Uses', 'Number of bookings that the link allows'),
	},
	rehearsal: {
		response: {
			id: madeUpId('link'),
			booking_link: madeUpLink,
			short_link: madeUpLink,
			short_link_id: madeUpId('link'),
		},
		assumes: 'Hero gives the link and its ID under these names, which it does not publish.',
	},
};
