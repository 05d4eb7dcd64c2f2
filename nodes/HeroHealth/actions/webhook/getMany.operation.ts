import { openSelect } from '../../form/fields';
import type { Operation } from '../../form/operation';
import { events } from './events';

export const getMany: Operation = {
	id: 'listWebhooks',
	name: 'Get Many',
	value: 'getMany',
	action: 'Get many webhooks',
	description: 'List the webhooks of the practice group',
	method: 'GET',
	path: '/v1/webhooks',
	undocumented: ['path'],
	query: { event_type: openSelect('Event', 'Only webhooks for this event', events) },
	list: 'whole',
};
