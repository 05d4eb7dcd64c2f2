import { batchMessageLocator } from '../../form/locators';
import type { Operation } from '../../form/operation';

export const get: Operation = {
	id: 'getBatchMessage',
	name: 'Get',
	value: 'get',
	action: 'Get a batch message',
	description: 'Get one batch message without its recipients',
	method: 'GET',
	path: '/v1/batch_message/{id}',
	pathFields: { id: batchMessageLocator },
};
