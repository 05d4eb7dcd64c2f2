import { suppressEmail, undocumented } from '../../form/fields';
import { appointmentLocator, patientLocator } from '../../form/locators';
import type { Operation } from '../../form/operation';

export const book: Operation = {
	id: 'bookAppointment',
	name: 'Book',
	value: 'book',
	action: 'Book an appointment',
	description: 'Confirm a hold, so that it becomes a booking. Do it before "reserved_until".',
	method: 'PATCH',
	path: '/v1/appointments/{id}/book',
	// Hero documents no 409: what it means is a guess.
	conflictMeans: 'The hold may have ended, or the time may not be free any more',
	onRepeat: 'again',
	undocumented: ['method', 'path', 'body'],
	pathFields: { id: appointmentLocator },
	body: {
		patient_id: undocumented(patientLocator),
		suppress_mail: undocumented(suppressEmail),
	},
};
