import { boolean, idList } from '../../form/fields';
import type { Operation } from '../../form/operation';

export const getMany: Operation = {
	id: 'listAppointmentTypes',
	name: 'Get Many',
	value: 'getMany',
	action: 'Get many appointment types',
	description:
		'List the kinds of appointment that can be booked. This is the first step of a booking.',
	method: 'GET',
	path: '/v1/appointment_types',
	query: {
		location_ids: idList('Location IDs', 'Only types that these locations offer'),
		has_availability: boolean('Has Availability', 'Whether to return only types with free slots'),
	},
	list: 'whole',
	simplify: [
		'id',
		'name',
		'practitioner_type',
		'duration',
		'slot_count',
		'next_available_at',
		'in_person',
		'telephone',
		'video',
		'price',
	],
};
