import type { Operation } from '../../form/operation';
import { withoutPassword } from './withoutPassword';

export const get: Operation = {
	id: 'getPracticeGroupById',
	name: 'Get',
	value: 'get',
	action: 'Get the practice group',
	description: 'Get the practice group for which the requests are made',
	method: 'GET',
	path: '/v1/me',
	transformResponse: withoutPassword,
};
