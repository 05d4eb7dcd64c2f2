import { appointmentLocator, toggle } from '../fields';
import type { Operation } from '../operation';

export const cancel: Operation = {
	id: 'cancelAppointment',
	name: 'Cancel',
	value: 'cancel',
	action: 'Cancel an appointment',
	description: 'Cancel an appointment and free its time',
	method: 'PATCH',
	path: '/v1/appointments/{id}/cancel',
	pathFields: { id: appointmentLocator },
	body: {
		suppress_mail: toggle('Suppress Email', 'Whether to keep Hero from emailing the patient'),
		suppress_cancellation_policy: toggle(
			'Ignore Cancellation Policy',
			"Whether to cancel even inside the practice's cancellation window",
		),
	},
};
