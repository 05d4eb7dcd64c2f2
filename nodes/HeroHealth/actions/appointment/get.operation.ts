import { appointmentLocator } from '../fields';
import type { Operation } from '../operation';

export const get: Operation = {
	id: 'getAppointment',
	name: 'Get',
	value: 'get',
	action: 'Get an appointment',
	description:
		'Get a hold or a booking. A booking has "booking_confirmed_at"; a hold ends at "reserved_until".',
	method: 'GET',
	path: '/v1/appointments/{id}',
	pathFields: { id: appointmentLocator },
	simplify: [
		'id',
		'patient_id',
		'start_time',
		'duration',
		'appointment_type_id',
		'practitioner_id',
		'location_id',
		'reserved_until',
		'booking_confirmed_at',
		'can_be_cancelled',
	],
};
