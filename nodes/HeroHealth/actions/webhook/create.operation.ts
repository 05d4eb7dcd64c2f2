import { json, openSelect, required, secret, text } from '../../form/fields';
import type { Operation } from '../../form/operation';
import { events } from './events';

export const create: Operation = {
	id: 'createWebhook',
	name: 'Create',
	value: 'create',
	action: 'Create a webhook',
	description:
		'Have Hero call an address of yours when something happens. To start a workflow, use the Hero Health Trigger instead, which does this by itself.',
	method: 'POST',
	path: '/v1/webhooks',
	body: {
		event_type: required(openSelect('Event', 'What Hero tells', events)),
		url: required(
			text('URL', 'Public https address', { placeholder: 'e.g. https://hooks.example.com/hero' }),
		),
		description: text('Description'),
		signing_key: secret('Signing Key', 'Secret by which the receiver knows Hero'),
		headers: json('Headers (JSON)', 'Extra headers of each delivery, such as {"X-Tenant": "1"}'),
	},
};
