import type { IDataObject } from 'n8n-workflow';

import { choices, refuse, required, text } from '../../form/fields';
import type { Operation } from '../../form/operation';
import { compareSubscriptions } from './compareSubscriptions';
import { allEvents } from './events';

export const checkSubscriptions: Operation = {
	id: 'listWebhooks',
	name: 'Check Subscriptions',
	value: 'checkSubscriptions',
	action: 'Check the webhooks of a trigger',
	description:
		'Compare what Hero sends to an address with what a trigger there expects. "ok" is false where an event is missing or stale.',
	method: 'GET',
	path: '/v1/webhooks',
	undocumented: ['path'],
	choices: {
		url: required(
			text('URL', 'Production URL of the Hero Health Trigger, under Webhook URLs at its top', {
				placeholder: 'e.g. https://n8n.example.com/webhook/0b2c…/webhook',
			}),
		),
		events: required(choices('Events', 'What the trigger is to be told', allEvents)),
	},
	mustAnswer: true,
	answer(answer, { choices: { url, events } }) {
		const listed = answer.data;
		if (!Array.isArray(listed)) refuse('Hero answered without a list', 'Nothing can be compared.');
		const expected = events as string[];
		// A row that is no record is no subscription either.
		const records = listed.filter(Boolean) as IDataObject[];
		const found = compareSubscriptions(records, String(url).trim(), expected);
		return {
			ok: found.missing.length + found.stale.length === 0,
			url: url as string,
			expected,
			missing: found.missing,
			stale: found.stale.map(({ id, event_type, created_at }) => ({ id, event_type, created_at })),
		};
	},
};
