import { locator } from '../../form/locators';
import type { Operation } from '../../form/operation';

export const get: Operation = {
	id: 'getAutomatedMessage',
	name: 'Get',
	value: 'get',
	action: 'Get an automated message',
	description: 'Get one message that Hero sent by itself',
	method: 'GET',
	path: '/v2/automated_messages/{id}',
	undocumented: ['query'],
	pathFields: { id: locator('Automated Message', 'The message, by the ID in the list of them') },
};
