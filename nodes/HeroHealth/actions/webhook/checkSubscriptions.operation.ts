import { multiSelect, required, text } from '../../form/fields';
import type { Operation } from '../../form/operation';
import { allEvents } from './events';
import { subscriptionReport } from './subscriptionReport';

export const checkSubscriptions: Operation = {
	id: 'listWebhooks',
	name: 'Check Subscriptions',
	value: 'checkSubscriptions',
	action: 'Check the webhooks of a trigger',
	description:
		'Compare the webhooks that Hero has for an address with the events that a trigger there expects. "ok" is false if an event is missing or stale. "elsewhere" lists the webhooks of other addresses. "same_path" marks those that this trigger left at an earlier address, or that belong to a copy of it. Remove unneeded ones with Delete. If Hero has no such list, the log of n8n names the webhooks that a failed publication may have left.',
	method: 'GET',
	path: '/v1/webhooks',
	undocumented: ['path'],
	requiresResponseBody: true,
	formOnly: {
		url: required(
			text('URL', 'Production URL of the Hero Health Trigger, under Webhook URLs at its top', {
				placeholder: 'e.g. https://n8n.example.com/webhook/0b2c…/webhook',
			}),
		),
		events: required(multiSelect('Events', 'Events that the trigger expects', allEvents)),
	},
	transformResponse: subscriptionReport,
};
