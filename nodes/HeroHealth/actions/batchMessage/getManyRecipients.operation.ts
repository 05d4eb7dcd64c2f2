import { openSelect } from '../../form/fields';
import { batchMessageLocator } from '../../form/locators';
import type { Operation } from '../../form/operation';

export const getManyRecipients: Operation = {
	id: 'listBatchMessageRecipients',
	name: 'Get Many Recipients',
	value: 'getManyRecipients',
	action: 'Get many recipients of a batch message',
	description:
		'List the recipients of a batch message, how far each one is prepared, and for whom that failed',
	method: 'GET',
	path: '/v1/batch_message/{id}/recipients',
	pathFields: { id: batchMessageLocator },
	query: {
		status: openSelect('Status', 'Status of the recipient', [['CREATED', 'Created']]),
	},
	list: 'paged',
};
