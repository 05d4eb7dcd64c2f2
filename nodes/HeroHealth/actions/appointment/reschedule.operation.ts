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
	// Hero documents no 409: what it means is a guess.
	conflictMeans: 'The time may not be free any more, or the record was changed meanwhile',
	onRepeat: 'again',
	undocumented: ['method', 'body'],
	pathFields: { id: appointmentLocator },
	body: {
		start_time: undocumented(dateTime('Start Time', 'The new start')),
		duration: undocumented(duration),
		practitioner_id: undocumented(practitionerLocator),
		suppress_mail: undocumented(suppressEmail),
		suppress_availability_check: undocumented(skipAvailabilityCheck),
		suppress_cancellation_policy: undocumented(ignoreCancellationPolicy),
	},
};
