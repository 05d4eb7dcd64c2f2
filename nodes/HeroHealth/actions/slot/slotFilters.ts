import { dateOnly } from '../../form/fields';
import { appointmentTypeLocator, locationLocator, practitionerLocator } from '../../form/locators';

/** What narrows slots, listed or counted. Hero does not document the form of the dates. */
export const slotFilters = {
	start_date: dateOnly(
		'From',
		'Lower end of the range. Hero does not document whether the day itself counts',
	),
	end_date: dateOnly(
		'To',
		'Upper end of the range. Hero does not document whether the day itself counts',
	),
	appointment_type_id: appointmentTypeLocator,
	location_id: locationLocator,
	practitioner_id: practitionerLocator,
};
