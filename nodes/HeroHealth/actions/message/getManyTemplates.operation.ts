import { boolean } from '../../form/fields';
import type { Operation } from '../../form/operation';

export const getManyTemplates: Operation = {
	id: 'listTemplates',
	name: 'Get Many Templates',
	value: 'getManyTemplates',
	action: 'Get many message templates',
	description: 'List the message templates of the practice group',
	method: 'GET',
	path: '/v1/templates',
	query: {
		has_follow_up: boolean('Has Follow-Up', 'Whether to return only templates with a follow-up'),
	},
	list: 'whole',
};
