import { formLocator } from '../../form/locators';
import type { Operation } from '../../form/operation';

export const get: Operation = {
	id: 'getForm',
	name: 'Get',
	value: 'get',
	action: 'Get a form',
	description: 'Get one form with its questions',
	method: 'GET',
	path: '/v1/forms/{id}',
	pathFields: { id: formLocator },
};
