import {
	dateTime,
	duration,
	ignoreCancellationPolicy,
	skipAvailabilityCheck,
	suppressEmail,
	undocumented,
} from '../../form/fields';
import { appointmentLocator, practitionerLocator } from '../../form/locators';
import type { Operation } from '../../form/operation';

export const reschedule: Operation = {
	id: 'rescheduleAppointment',
	name: 'Reschedule',
	value: 'reschedule',
	action: 'Reschedule an appointment',
	description: 'Move a booked appointment to another time',
	method: 'PATCH',
	path: '/v1/appointments/{id}/reschedule',
	undocumented: ['method', 'body'],
	onRepeat: 'again',
	// A guess, since Hero documents no 409.
	conflictMeans: 'The time may no longer be free, or the record was changed in the meantime',
	pathFields: { id: appointmentLocator },
	body: {
		start_time: undocumented(dateTime('Start Time', 'New start of the appointment')),
		duration: undocumented(duration),
		practitioner_id: undocumented(practitionerLocator),
		suppress_mail: undocumented(suppressEmail),
		suppress_availability_check: undocumented(skipAvailabilityCheck),
		suppress_cancellation_policy: undocumented(ignoreCancellationPolicy),
	},
	rehearsal: { assumes: 'The new time is free, and the appointment can still be moved.' },
};
