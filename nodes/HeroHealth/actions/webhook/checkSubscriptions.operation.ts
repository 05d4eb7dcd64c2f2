import type { IDataObject } from 'n8n-workflow';

import { multiSelect, rejectInput, required, text } from '../../form/fields';
import type { Operation } from '../../form/operation';
import { compareSubscriptions } from './compareSubscriptions';
import { allEvents } from './events';

export const checkSubscriptions: Operation = {
	id: 'listWebhooks',
	name: 'Check Subscriptions',
	value: 'checkSubscriptions',
	action: 'Check the webhooks of a trigger',
	description:
		'Compare what Hero sends to an address with what a trigger there expects. "ok" is false where an event is missing or stale. "elsewhere" lists the webhooks of other addresses; "same_path" marks those that this trigger left at a former address, or that belong to a copy of it. Remove what nobody needs with Delete. If Hero has no such list, the log of n8n names what a broken publication may have left.',
	method: 'GET',
	path: '/v1/webhooks',
	undocumented: ['path'],
	formOnly: {
		url: required(
			text('URL', 'Production URL of the Hero Health Trigger, under Webhook URLs at its top', {
				placeholder: 'e.g. https://n8n.example.com/webhook/0b2c…/webhook',
			}),
		),
		events: required(multiSelect('Events', 'What the trigger is to be told', allEvents)),
	},
	requiresResponseBody: true,
	transformResponse(answer, { formOnly: { url, events } }) {
		const listed = answer.data;
		if (!Array.isArray(listed))
			rejectInput('Hero answered without a list', 'Nothing can be compared.');
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
			elsewhere: found.elsewhere.map((row) => shownElsewhere(row, String(url).trim())),
		};
	},
};

/** Without the keys and tokens that Hero lists beside it. */
const shownElsewhere = ({ id, event_type, url, created_at }: IDataObject, expected: string) => ({
	...{ id, event_type, url, created_at },
	same_path: pathOf(url) !== undefined && pathOf(url) === pathOf(expected),
});

const pathOf = (url: unknown): string | undefined =>
	URL.canParse(String(url)) ? new URL(String(url)).pathname : undefined;
