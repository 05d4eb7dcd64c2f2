import { boolean, idList } from '../../form/fields';
import type { Operation } from '../../form/operation';

export const getMany: Operation = {
	id: 'listPractitioners',
	name: 'Get Many',
	value: 'getMany',
	action: 'Get many practitioners',
	description: 'List the practitioners of the practice group',
	method: 'GET',
	path: '/v1/practitioners',
	query: {
		location_ids: idList('Location IDs', 'Only practitioners at these locations'),
		appointment_type_ids: idList(
			'Appointment Type IDs',
			'Only practitioners for these appointment types',
		),
		has_availability: boolean(
			'Has Availability',
			'Whether to return only practitioners with free slots',
		),
	},
	list: 'whole',
};
