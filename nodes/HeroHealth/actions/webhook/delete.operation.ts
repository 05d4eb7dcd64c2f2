import { webhookLocator } from '../../form/locators';
import type { Operation } from '../../form/operation';

export const deleteWebhook: Operation = {
	id: 'deleteWebhook',
	name: 'Delete',
	value: 'delete',
	action: 'Delete a webhook',
	description: 'Stop Hero from calling an address',
	method: 'DELETE',
	path: '/v1/webhooks/{id}',
	undocumented: ['method', 'path'],
	onRepeat: 'nothing',
	pathFields: { id: webhookLocator },
};
