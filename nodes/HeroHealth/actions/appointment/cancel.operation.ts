import { ignoreCancellationPolicy, suppressEmail } from '../../form/fields';
import { appointmentLocator } from '../../form/locators';
import type { Operation } from '../../form/operation';

export const cancel: Operation = {
	id: 'cancelAppointment',
	name: 'Cancel',
	value: 'cancel',
	action: 'Cancel an appointment',
	description: 'Cancel an appointment and free its slot',
	method: 'PATCH',
	path: '/v1/appointments/{id}/cancel',
	onRepeat: 'again',
	// A guess, since Hero documents no 409.
	conflictMeans: 'The appointment may be over or already cancelled',
	pathFields: { id: appointmentLocator },
	body: {
		suppress_mail: suppressEmail,
		suppress_cancellation_policy: ignoreCancellationPolicy,
	},
	rehearsal: { assumes: 'The appointment can still be cancelled.' },
};
