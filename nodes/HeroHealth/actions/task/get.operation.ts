import { taskLocator } from '../../form/locators';
import type { Operation } from '../../form/operation';

export const get: Operation = {
	id: 'getTask',
	name: 'Get',
	value: 'get',
	action: 'Get a task',
	description: 'Get one task with its patient',
	method: 'GET',
	path: '/v2/tasks/{id}',
	pathFields: { id: taskLocator },
};
