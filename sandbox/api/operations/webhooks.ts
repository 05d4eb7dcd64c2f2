import { orNotFound, badRequest } from '../../lib/httpError';
import { eventObjects, type HeroEvent } from '../../practice/webhooks/events';
import { list, type Operations } from './operation';
import type { Webhook } from '../../practice/model';
import { addWebhook } from '../../practice/webhooks/webhooks';

interface WebhookCreate {
	event_type: HeroEvent;
	url: string;
	description?: string;
	signing_key?: string;
	headers?: Record<string, string>;
}

/** Operations of webhooks. */
export const webhookOperations: Operations = {
	createWebhook: (practice, call) => {
		const { event_type, url, description, signing_key, headers } =
			call.body as unknown as WebhookCreate;
		if (practice.settings.refuse_form_submission_events) mustBeDocumented(event_type);
		if (!isWebAddress(url)) badRequest('invalid_format', 'http or https URL', ['body', 'url']);
		const details = { event_type, url, description, signing_key, headers };
		return toApi(addWebhook(practice, call.practiceGroupId, details));
	},

	listWebhooks: ({ webhooks }, { query, practiceGroupId }) => {
		const matching = [...webhooks.values()].filter(
			({ practice_group_id, event_type }) =>
				practice_group_id === practiceGroupId &&
				(query.event_type === undefined || query.event_type === event_type),
		);
		return list(matching.map(toApi));
	},

	// Hero does not document this response, so clients must accept an empty body.
	deleteWebhook: ({ webhooks }, { params, practiceGroupId }) => {
		const webhook = orNotFound(webhooks.get(params.id));
		if (webhook.practice_group_id !== practiceGroupId) orNotFound(undefined);
		webhooks.delete(webhook.id);
	},
};

function mustBeDocumented(event: HeroEvent): void {
	const documented = Object.keys(eventObjects).filter((name) => name !== 'form-submission.created');
	if (documented.includes(event)) return;
	badRequest('invalid_enum_value', documented.join(' or '), ['body', 'event_type']);
}

const isWebAddress = (url: string) => /^https?:\/\//i.test(url) && URL.canParse(url);

const toApi = ({ id, event_type, url, signing_key, headers, created_at }: Webhook) => ({
	id,
	event_type,
	url,
	signing_key,
	headers,
	created_at,
	updated_at: created_at,
});
