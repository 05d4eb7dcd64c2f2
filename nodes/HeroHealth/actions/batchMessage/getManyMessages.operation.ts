import { select } from '../../form/fields';
import { batchMessageLocator } from '../../form/locators';
import type { Operation } from '../../form/operation';

export const getManyMessages: Operation = {
	id: 'listBatchMessageSends',
	name: 'Get Many Messages',
	value: 'getManyMessages',
	action: 'Get many messages of a batch message',
	description: 'List the single messages of a batch message',
	method: 'GET',
	path: '/v1/batch_message/{id}/messages',
	pathFields: { id: batchMessageLocator },
	query: {
		status: select('Status', 'Delivery status of the message', [
			['CREATED', 'Created'],
			['ERROR', 'Error'],
			['QUEUED', 'Queued'],
			['SENT', 'Sent'],
			['SUCCESS', 'Success'],
		]),
	},
	list: 'paged',
};
