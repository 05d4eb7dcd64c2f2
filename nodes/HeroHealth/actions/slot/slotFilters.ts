import { dateOnly } from '../../form/fields';
import { appointmentTypeLocator, locationLocator, practitionerLocator } from '../../form/locators';

/** The filters of listed and counted slots. Hero does not document the format of the dates. */
export const slotFilters = {
	start_date: dateOnly(
		'From',
		'Start of the range. Hero does not document whether the day itself is included',
	),
	end_date: dateOnly(
		'To',
		'End of the range. Hero does not document whether the day itself is included',
	),
	appointment_type_id: appointmentTypeLocator,
	location_id: locationLocator,
	practitioner_id: practitionerLocator,
};
