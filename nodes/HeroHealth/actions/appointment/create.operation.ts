import type { Operation } from '../../form/operation';
import { madeUpId, minutesFromNow } from '../../form/rehearsal';
import { body, formOnly } from './create.fields';
import { useSlot } from './useSlot';

export const create: Operation = {
	id: 'createAppointment',
	name: 'Create (Hold)',
	value: 'create',
	action: 'Create an appointment as a hold',
	description:
		'Hold a time until "reserved_until". After that the time is free again, unless the appointment was booked.',
	method: 'POST',
	path: '/v1/appointments',
	notFoundMeans: 'Hero did not find the patient or another record in this item',
	// A guess, since Hero documents no 409.
	conflictMeans: 'The time may no longer be free, or the record was changed in the meantime',
	formOnly,
	body,
	prepare: useSlot,
	rehearsal: {
		response: {
			id: madeUpId('appointment'),
			reserved_until: minutesFromNow(15),
		},
		assumes: 'The time is free, and Hero holds it for 15 minutes.',
	},
};
