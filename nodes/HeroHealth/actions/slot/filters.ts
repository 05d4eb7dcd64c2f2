import { dateOnly } from '../fields';
import { appointmentTypeLocator, locationLocator, practitionerLocator } from '../locators';

/** What narrows slots, listed or counted. Hero does not document the form of the dates. */
export const slotFilters = {
	start_date: dateOnly('From', 'First day of the range'),
	end_date: dateOnly('To', 'Last day of the range'),
	appointment_type_id: appointmentTypeLocator,
	location_id: locationLocator,
	practitioner_id: practitionerLocator,
};
