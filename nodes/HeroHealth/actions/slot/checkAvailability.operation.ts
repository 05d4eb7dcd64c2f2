import { dateTime, duration, required } from '../../form/fields';
import { appointmentTypeLocator, locationLocator, practitionerLocator } from '../../form/locators';
import type { Operation } from '../../form/operation';

export const checkAvailability: Operation = {
	id: 'checkSlotAvailability',
	name: 'Check Availability',
	value: 'checkAvailability',
	action: 'Check the availability of a time',
	description:
		'Check whether a time is free for a practitioner, a location and an appointment type',
	method: 'POST',
	path: '/v1/slots/availability',
	needsFreshResponse: true,
	body: {
		practitioner_id: required(practitionerLocator),
		appointment_type_id: required(appointmentTypeLocator),
		location_id: required(locationLocator),
		start_time: required(dateTime('Start Time')),
		duration: required(duration),
	},
	rehearsal: {
		refusal:
			'Only Hero knows whether the time is free, and it does not promise that asking changes nothing.',
	},
};
