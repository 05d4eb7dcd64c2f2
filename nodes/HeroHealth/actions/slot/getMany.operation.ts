import { appointmentTypeLocator, dateOnly, locationLocator, practitionerLocator } from '../fields';
import type { Operation } from '../operation';

export const getMany: Operation = {
	id: 'listSlots',
	name: 'Get Many',
	value: 'getMany',
	action: 'Get many slots',
	description:
		'List free times that can be booked. A listed slot may be gone by the time it is booked.',
	method: 'GET',
	path: '/v1/slots',
	undocumented: ['method', 'path', 'query'],
	query: {
		start_date: dateOnly('From', 'First day of the range'),
		end_date: dateOnly('To', 'Last day of the range'),
		appointment_type_id: appointmentTypeLocator,
		location_id: locationLocator,
		practitioner_id: practitionerLocator,
	},
	list: 'paged',
};
