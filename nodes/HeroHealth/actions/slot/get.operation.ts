import { slotLocator } from '../../form/locators';
import type { Operation } from '../../form/operation';

export const get: Operation = {
	id: 'getSlot',
	name: 'Get',
	value: 'get',
	action: 'Get a slot',
	description: 'Get one free slot',
	method: 'GET',
	path: '/v1/slots/{id}',
	pathFields: { id: slotLocator },
};
