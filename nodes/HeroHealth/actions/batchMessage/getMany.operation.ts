import { select } from '../../form/fields';
import type { Operation } from '../../form/operation';

export const getMany: Operation = {
	id: 'listBatchMessages',
	name: 'Get Many',
	value: 'getMany',
	action: 'Get many batch messages',
	description: 'List the batch messages of the practice group',
	method: 'GET',
	path: '/v1/batch_message',
	query: {
		status: select('Status', 'Status of the batch message', [
			['CREATED', 'Created'],
			['ENRICHED', 'Enriched'],
			['ENRICHMENT_ERROR', 'Enrichment Error'],
			['INVALID_PAYLOAD', 'Invalid Payload'],
			['QUEUED', 'Queued'],
		]),
	},
	list: 'paged',
};
