import { randomBytes } from 'crypto';
import type { ICredentialDataDecryptedObject, IDataObject, IHookFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import { compareSubscriptions } from '../actions/webhook/compareSubscriptions';
import { baseUrlOf } from '../transport/environments';
import type { Activation, Subscription } from './activation';
import { actingFor, activationOf } from './activation';
import { activationError } from './activationError';
import {
	createWebhooks,
	listWebhooks,
	removeWebhooks,
	toStored,
	warnUnlisted,
} from './heroWebhooks';
import type { Place } from './ownership';
import { isOwn, isOwnActivation, isOwnRow, isSame, sortByOwner } from './ownership';
import { reachableUrl } from './webhookUrl';

/**
 * Whether Hero tells this address exactly the chosen events. Repairs what is missing or stale where
 * something of it is there; otherwise `subscribe` has to begin anew. Throws where Hero refuses.
 */
export async function isSubscribed(context: IHookFunctions): Promise<boolean> {
	const activation = activationOf(context);
	const { signingKey, token, subscriptions = [] } = activation;
	if (!signingKey || !token) return false;
	const place = await placeOf(context, true);
	const usable = subscriptions.filter((one) => one.hero === place.hero && isOwn(one, place));
	const listed = await listWebhooks(context);
	const rows = listed?.rows ?? usable;
	if (!isOwnActivation(activation, place)) return false;
	const { kept, missing, stale } = compareSubscriptions(
		rows.filter((row) => isOwnRow(row, place)),
		place.url,
		eventsOf(context),
		(row) => usable.some(isSame(row)),
	);
	if (kept.length === 0 || activation.practiceGroupId !== place.practiceGroupId) return false;
	const { own, uncertain } = sortByOwner(activation, listed, place);
	const isSorted = (one: IDataObject) =>
		(one.hero ?? place.hero) === place.hero && [...kept, ...stale].some(isSame(one));
	// One that Hero does not list may be there all the same; only a 404 tells that it is gone.
	const due = [...stale, ...own.filter((one) => !isSorted(one))];
	const notRemoved = await removeWebhooks(context, place, due);
	activation.left = [...notRemoved, ...uncertain];
	const made = await createWebhooks(context, place, missing, activation);
	activation.subscriptions = [...markedAs(place, toStored(place, kept)), ...made];
	activation.owner = ownerAt(place);
	return true;
}

/** Has Hero tell this address every chosen event, or none if one of them is refused. Throws then. */
export async function subscribe(context: IHookFunctions): Promise<void> {
	const activation = activationOf(context);
	const place = await placeOf(context, true);
	const isOurs = isOwnActivation(activation, place);
	const events = eventsOf(context);
	const { own, uncertain } = sortByOwner(activation, await listWebhooks(context), place);
	const notRemoved = await removeWebhooks(context, place, own);
	tellOfLeft(context, uncertain);
	activation.left = [...notRemoved, ...uncertain];
	activation.subscriptions = [];
	// On a change of the workflow, a delivery still at work would write old secrets back once it ends.
	const isChange = context.getActivationMode() === 'update' && activation.token !== undefined;
	if (!isChange || !isOurs || activation.practiceGroupId !== place.practiceGroupId) {
		activation.signingKey = randomBytes(32).toString('hex');
		activation.token = randomBytes(32).toString('hex');
		activation.claims = '';
	}
	activation.practiceGroupId = place.practiceGroupId;
	activation.owner = ownerAt(place);
	activation.subscriptions = await createWebhooks(context, place, events, activation);
}

/** Takes back what was asked of Hero; false where some of it could not be. Throws nothing. */
export async function unsubscribe(context: IHookFunctions): Promise<boolean> {
	const activation = activationOf(context);
	const { subscriptions = [] } = activation;
	try {
		const place = await placeOf(context, false);
		// The IDs that n8n kept are enough to remove its own where the list fails.
		const listed = await listWebhooks(context).catch((error: Error) =>
			warnUnlisted(context, error),
		);
		const { own, uncertain } = sortByOwner(activation, listed, place);
		const notRemoved = await removeWebhooks(context, place, own);
		tellOfLeft(context, uncertain);
		// Those whose keys are known can be of use to the next activation.
		const isUsable = ({ id, url }: Subscription) =>
			url === place.url && subscriptions.some((one) => one.id === id);
		const left = [...notRemoved, ...uncertain];
		activation.subscriptions = left.filter(isUsable);
		activation.left = left.filter((one) => !isUsable(one));
		return notRemoved.length === 0;
	} catch (error) {
		context.logger.warn(`Hero Health webhooks could not be removed: ${(error as Error).message}`);
		return false;
	}
}

/** Records the workflow with subscriptions that version 0.1.0 made: a delivery has come to their address. */
export function markAsOwn(
	activation: Activation,
	owner: { workflowId: string; url: string },
): void {
	const { subscriptions = [] } = activation;
	if (activation.owner || !subscriptions.some(({ url }) => url === owner.url)) return;
	activation.owner = owner;
	activation.subscriptions = markedAs(owner, subscriptions);
}

const markedAs = (
	{ workflowId, url }: { workflowId: string; url: string },
	subscriptions: Subscription[],
): Subscription[] => subscriptions.map((one) => (one.url === url ? { workflowId, ...one } : one));

const ownerAt = ({ workflowId, url }: Place) => ({ workflowId, url });

/** Names what stays at Hero, since nothing but a person can tell whether a copy needs it. */
function tellOfLeft(context: IHookFunctions, uncertain: Subscription[]): void {
	if (uncertain.length === 0) return;
	const ids = uncertain.map(({ id, event_type }) => `${id} (${event_type})`).join(', ');
	context.logger.warn(
		`Hero keeps ${uncertain.length} webhooks that this workflow or a copy of it made, at a former address or with an earlier version: ${ids}. ` +
			'Webhook > Check Subscriptions lists them. Remove those that nobody needs with Webhook > Delete.',
	);
}

async function placeOf(context: IHookFunctions, holdsAddress: boolean): Promise<Place> {
	const credentials = await context.getCredentials('heroHealthApi');
	const hero = heroOf(context, credentials);
	return {
		hero,
		// What is taken back need not be reachable.
		url: holdsAddress ? reachableUrl(context, hero) : (context.getNodeWebhookUrl('default') ?? ''),
		workflowId: context.getWorkflow().id ?? '',
		// Blanks around it are lost on the wire, so Hero's events have it without.
		practiceGroupId: actingFor(context) ?? String(credentials.practiceGroupId).trim(),
		holdsAddress,
	};
}

/** The address of Hero. Throws where the credential names none. */
function heroOf(context: IHookFunctions, credentials: ICredentialDataDecryptedObject): string {
	try {
		return baseUrlOf(credentials);
	} catch (error) {
		throw activationError(context, error);
	}
}

const eventsOf = (context: IHookFunctions): string[] => {
	const events = context.getNodeParameter('events', []) as string[];
	if (events.length > 0) return [...new Set(events)];
	throw new NodeOperationError(context.getNode(), "'Trigger On' is empty: choose an event");
};
