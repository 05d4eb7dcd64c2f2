import { suppressEmail, undocumented } from '../../form/fields';
import { appointmentLocator, patientLocator } from '../../form/locators';
import type { Operation } from '../../form/operation';

export const book: Operation = {
	id: 'bookAppointment',
	name: 'Book',
	value: 'book',
	action: 'Book an appointment',
	description: 'Confirm a hold, which makes it a booking. Do this before "reserved_until".',
	method: 'PATCH',
	path: '/v1/appointments/{id}/book',
	undocumented: ['method', 'path', 'body'],
	onRepeat: 'again',
	// A guess, since Hero documents no 409.
	conflictMeans: 'The hold may have expired, or the time may no longer be free',
	pathFields: { id: appointmentLocator },
	body: {
		patient_id: undocumented(patientLocator),
		suppress_mail: undocumented(suppressEmail),
	},
	rehearsal: { assumes: 'The hold has not run out, and the time is still free.' },
};
