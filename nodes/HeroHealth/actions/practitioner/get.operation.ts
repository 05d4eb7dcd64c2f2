import { practitionerLocator } from '../../form/locators';
import type { Operation } from '../../form/operation';

export const get: Operation = {
	id: 'getPractitioner',
	name: 'Get',
	value: 'get',
	action: 'Get a practitioner',
	description: 'Get one practitioner',
	method: 'GET',
	path: '/v1/practitioners/{id}',
	pathFields: { id: practitionerLocator },
};
