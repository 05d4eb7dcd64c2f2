import type { Operation } from '../../form/operation';
import { appointmentSummary } from './summary';

export const getMany: Operation = {
	id: 'listAppointments',
	name: 'Get Many',
	value: 'getMany',
	action: 'Get many appointments',
	description: 'List the appointments of the practice group',
	method: 'GET',
	path: '/v1/appointments',
	undocumented: ['method', 'path', 'query'],
	list: 'paged',
	simplify: appointmentSummary,
};
