import {
	dateTime,
	duration,
	required,
	skipAvailabilityCheck,
	suppressEmail,
} from '../../form/fields';
import { appointmentLocator, practitionerLocator } from '../../form/locators';
import type { Operation } from '../../form/operation';

export const update: Operation = {
	id: 'editAppointment',
	name: 'Update',
	value: 'update',
	action: 'Update an appointment that is not confirmed',
	description:
		'Change start, length or practitioner of a hold; all three are sent. A booking is moved with Reschedule.',
	method: 'PUT',
	path: '/v1/appointments/{id}',
	// Hero documents no 409: what it means is a guess.
	conflictMeans: 'The time may not be free any more, or the record was changed meanwhile',
	onRepeat: 'again',
	pathFields: { id: appointmentLocator },
	body: {
		start_time: required(dateTime('Start Time')),
		duration: required(duration),
		practitioner_id: required(practitionerLocator),
		suppress_mail: suppressEmail,
		suppress_availability_check: skipAvailabilityCheck,
	},
};
