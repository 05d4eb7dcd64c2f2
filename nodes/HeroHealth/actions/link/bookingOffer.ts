import { dateOnly, lastDay } from '../../form/fields';
import { appointmentTypeLocator, locationLocator, practitionerLocator } from '../../form/locators';

/** The slots that a booking link offers to the patient. */
export const bookingOffer = {
	appointment_type_id: appointmentTypeLocator,
	location_id: locationLocator,
	practitioner_id: practitionerLocator,
	from_date: dateOnly(
		'From',
		'Only slots after this day. Hero does not document whether the day itself is included',
	),
	to_date: lastDay(
		'To',
		'Only slots before this day. Hero does not document whether the day itself is included',
	),
};
