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
		'Change start, duration or practitioner of a hold. All three are sent, so fill in each. To move a booking, use Reschedule.',
	method: 'PUT',
	path: '/v1/appointments/{id}',
	onRepeat: 'again',
	// A guess, since Hero documents no 409.
	conflictMeans: 'The time may no longer be free, or the record was changed in the meantime',
	pathFields: { id: appointmentLocator },
	body: {
		start_time: required(dateTime('Start Time')),
		duration: required(duration),
		practitioner_id: required(practitionerLocator),
		suppress_mail: suppressEmail,
		suppress_availability_check: skipAvailabilityCheck,
	},
	rehearsal: { assumes: 'The new time is free, and the hold has not run out.' },
};
