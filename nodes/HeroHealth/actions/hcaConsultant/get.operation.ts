import { identifier } from '../../form/fields';
import type { Operation } from '../../form/operation';

export const get: Operation = {
	id: 'getHcaConsultant',
	name: 'Get',
	value: 'get',
	action: 'Get an HCA consultant',
	description: 'Get one consultant of HCA by their General Medical Council number',
	method: 'GET',
	path: '/v1/booking-hca/consultants/{gmc_number}',
	undocumented: ['method'],
	pathFields: {
		gmc_number: identifier('GMC Number', 'General Medical Council number of the consultant'),
	},
};
