import { boolean, idList } from '../../form/fields';
import type { Operation } from '../../form/operation';

export const getMany: Operation = {
	id: 'listLocations',
	name: 'Get Many',
	value: 'getMany',
	action: 'Get many locations',
	description: 'List the locations that are set up for online booking',
	method: 'GET',
	path: '/v1/locations',
	query: {
		appointment_type_ids: idList(
			'Appointment Type IDs',
			'Only locations that offer these appointment types',
		),
		has_availability: boolean(
			'Has Availability',
			'Whether to return only locations with free slots',
		),
	},
	list: 'whole',
};
