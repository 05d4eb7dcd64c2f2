import { json, openSelect, required, secret, text } from '../../form/fields';
import type { Operation } from '../../form/operation';
import { fixed, madeUpId, minutesFromNow, onlyHeroKnows, sent } from '../../form/rehearsal';
import { events } from './events';

export const create: Operation = {
	id: 'createWebhook',
	name: 'Create',
	value: 'create',
	action: 'Create a webhook',
	description:
		'Make Hero call an address when an event happens. To start a workflow, use the Hero Health Trigger instead, which creates its webhooks itself.',
	method: 'POST',
	path: '/v1/webhooks',
	body: {
		event_type: required(openSelect('Event', 'Event for which Hero calls the address', events)),
		url: required(
			text('URL', 'Public HTTPS address that Hero calls', {
				placeholder: 'e.g. https://hooks.example.com/hero',
			}),
		),
		description: text('Description'),
		signing_key: secret(
			'Signing Key',
			'Secret by which the receiver can verify that a delivery is from Hero',
		),
		headers: json('Headers (JSON)', 'Extra headers for each delivery, such as {"X-Tenant": "1"}'),
	},
	rehearsal: {
		response: {
			id: madeUpId('webhook'),
			event_type: sent('event_type'),
			url: sent('url'),
			signing_key: onlyHeroKnows,
			headers: fixed({}),
			created_at: minutesFromNow(0),
			updated_at: minutesFromNow(0),
		},
	},
};
