import { appointmentLocator } from '../../form/locators';
import type { Operation } from '../../form/operation';

export const getStatus: Operation = {
	id: 'getAppointmentStatus',
	name: 'Get Status',
	value: 'getStatus',
	action: 'Get the status of an appointment',
	description: 'Get the current status of an appointment',
	method: 'GET',
	path: '/v1/appointments/{id}/status',
	undocumented: ['method'],
	pathFields: { id: appointmentLocator },
};
