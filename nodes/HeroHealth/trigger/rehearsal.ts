/** The trigger while its credential is in Rehearsal: it writes nothing at Hero, and marks its events. */
import type { IDataObject, IHookFunctions, IWebhookFunctions } from 'n8n-workflow';

import { connectionOf } from '../transport/connection';
import { readMode } from '../transport/mode';
import type { Activation } from './activation';

/** True if the credential is in one of its two rehearsals. Throws if it cannot be read. */
export async function isRehearsal(context: IHookFunctions | IWebhookFunctions): Promise<boolean> {
	return readMode(await context.getCredentials('heroHealthApi')).mode !== 'live';
}

/** True if a delivery comes in a rehearsal. A credential that cannot be read is in none. Throws nothing. */
export async function isRehearsedDelivery(context: IWebhookFunctions): Promise<boolean> {
	try {
		// Fetch Record uses the same connection, so that the credential is read once for a delivery.
		const { mode } = await connectionOf(context);
		return mode !== 'live';
	} catch {
		// A credential whose address cannot be used still has a mode.
		return await isRehearsal(context).catch(() => false);
	}
}

/** Returns the mark of an item in a rehearsal, and nothing in Live. Throws nothing. */
export async function rehearsalMark(
	context: IWebhookFunctions,
	isUnsigned: boolean,
): Promise<IDataObject> {
	if (!(await isRehearsedDelivery(context))) return {};
	const note = isUnsigned
		? 'This event was posted without a signature while the credential was in Rehearsal.'
		: 'This event came while the credential was in Rehearsal.';
	return { rehearsal: { event: true, note } };
}

/** Logs that publishing or listening registered no webhook, and how to get events. */
export function logNotRegistered(
	context: IHookFunctions,
	{ subscriptions = [] }: Activation,
): void {
	const reason =
		'The Hero Health Trigger registered no webhook at Hero, since the credential is in Rehearsal';
	if (context.getActivationMode() === 'manual') {
		context.logger.info(`${reason}: post a test event to the Test URL of the node yourself.`);
		return;
	}
	context.logger.info(
		`${reason}: to go live, choose a credential whose Mode is Live and publish the workflow again.`,
	);
	if (subscriptions.length === 0) return;
	context.logger.info(
		`Hero has ${subscriptions.length} webhooks of an earlier live publication, whose events start the workflow.`,
	);
}

/** Logs the webhooks that stay at Hero, since a rehearsal removes none. */
export function logNotRemoved(
	context: IHookFunctions,
	{ subscriptions = [], left = [] }: Activation,
): void {
	const remaining = [...subscriptions, ...left];
	if (remaining.length === 0) return;
	const ids = remaining.map(({ id, event_type }) => `${id} (${event_type})`).join(', ');
	context.logger.warn(
		`Hero keeps ${remaining.length} webhooks of this workflow, since the credential is in Rehearsal: ${ids}. ` +
			'To use or remove them, choose a credential whose Mode is Live, and publish or unpublish the workflow.',
	);
}
