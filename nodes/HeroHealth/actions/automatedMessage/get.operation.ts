import { locator } from '../../form/locators';
import type { Operation } from '../../form/operation';

export const get: Operation = {
	id: 'getAutomatedMessage',
	name: 'Get',
	value: 'get',
	action: 'Get an automated message',
	description: 'Get one message that Hero sent automatically',
	method: 'GET',
	path: '/v2/automated_messages/{id}',
	undocumented: ['query'],
	pathFields: { id: locator('Automated Message', 'The message, by its ID from Get Many') },
};
