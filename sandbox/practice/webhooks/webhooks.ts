import { toIso } from '../../lib/time';
import type { Practice, Webhook } from '../model';

const FIRST_ID = 712;

/** Subscribes a URL to an event of a practice group. No id is used twice, nor one that is taken. */
export function addWebhook(
	{ webhooks, outbox, now }: Practice,
	practiceGroupId: string,
	details: Omit<Webhook, 'id' | 'practice_group_id' | 'created_at'>,
): Webhook {
	const nextId = () => String(FIRST_ID + outbox.webhookCount++);
	let id = nextId();
	while (webhooks.has(id)) id = nextId();
	const webhook: Webhook = {
		id,
		practice_group_id: practiceGroupId,
		...details,
		created_at: toIso(now()),
	};
	webhooks.set(webhook.id, webhook);
	return webhook;
}
