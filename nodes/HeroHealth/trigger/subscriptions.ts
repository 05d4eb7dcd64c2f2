/**
 * The subscriptions of a workflow at Hero: checking, creating and removing them. In a rehearsal they stay as they
 * are, at Hero and in n8n, so that a live workflow goes on where it was.
 */
import { randomBytes } from 'crypto';
import type { IDataObject, IHookFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import { compareSubscriptions, type Comparison } from '../actions/webhook/compareSubscriptions';
import { activationOf, type Activation, type Owner, type Subscription } from './activation';
import {
	createWebhooks,
	listWebhooks,
	removeWebhooks,
	toStored,
	warnUnlisted,
} from './heroWebhooks';
import { identityOf, type TriggerIdentity } from './identity';
import {
	groupByOwner,
	hasSameId,
	isOwn,
	isOwnActivation,
	isOwnRow,
	withOwner,
	type WebhookList,
} from './ownership';
import { isRehearsal, logNotRegistered, logNotRemoved } from './rehearsal';

/**
 * Resolves to true if Hero delivers exactly the chosen events to this address. If Hero has some of the
 * subscriptions, the others are repaired first. If it has none, n8n calls `subscribe` next. Throws a
 * NodeApiError or NodeOperationError if an event cannot be subscribed to. Resolves to true in a rehearsal, in which
 * nothing is to be created.
 */
export async function isSubscribed(context: IHookFunctions): Promise<boolean> {
	const activation = activationOf(context);
	if (await isRehearsal(context)) {
		// An empty Trigger On is refused as it is in Live.
		eventsOf(context);
		logNotRegistered(context, activation);
		return true;
	}
	const { signingKey, token, subscriptions = [] } = activation;
	if (!signingKey || !token) return false;
	const identity = await identityOf(context, true);
	const usable = subscriptions.filter(
		(subscription) => subscription.hero === identity.baseUrl && isOwn(subscription, identity),
	);
	const list = await listWebhooks(context);
	if (!isOwnActivation(activation, identity)) return false;
	const comparison = compareSubscriptions(
		(list?.rows ?? usable).filter((row) => isOwnRow(row, identity)),
		identity.url,
		eventsOf(context),
		(row) => usable.some(hasSameId(row)),
	);
	const isSameGroup = activation.practiceGroupId === identity.practiceGroupId;
	if (comparison.kept.length === 0 || !isSameGroup) return false;
	await repair(context, identity, list, comparison);
	return true;
}

/** Creates the missing subscriptions, and removes those that are stale or that Hero does not list. */
async function repair(
	context: IHookFunctions,
	identity: TriggerIdentity,
	list: WebhookList | undefined,
	{ kept, missing, stale }: Comparison,
): Promise<void> {
	const activation = activationOf(context);
	const { own, uncertain } = groupByOwner(activation, list, identity);
	const isCompared = (row: IDataObject) =>
		(row.hero ?? identity.baseUrl) === identity.baseUrl && [...kept, ...stale].some(hasSameId(row));
	// Hero may have subscriptions that it does not list. They are also removed, and only a 404 shows that one is gone.
	const surplus = [...stale, ...own.filter((row) => !isCompared(row))];
	const notRemoved = await removeWebhooks(context, identity, surplus);
	activation.left = [...notRemoved, ...uncertain];
	const created = await createWebhooks(context, identity, missing, activation);
	activation.subscriptions = [...withOwner(identity, toStored(identity, kept)), ...created];
	activation.owner = toOwner(identity);
}

/**
 * Subscribes this address to every chosen event. If one fails, it subscribes to none and throws a NodeApiError or
 * NodeOperationError. Does nothing in a rehearsal.
 */
export async function subscribe(context: IHookFunctions): Promise<void> {
	const activation = activationOf(context);
	if (await isRehearsal(context)) return logNotRegistered(context, activation);
	const identity = await identityOf(context, true);
	const isOurs = isOwnActivation(activation, identity);
	const events = eventsOf(context);
	const list = await listWebhooks(context);
	const { own, uncertain } = groupByOwner(activation, list, identity);
	const notRemoved = await removeWebhooks(context, identity, own);
	warnUncertain(context, uncertain);
	activation.left = [...notRemoved, ...uncertain];
	activation.subscriptions = [];
	if (!isOurs || needsNewKeys(context, activation, identity)) renewKeys(activation);
	activation.practiceGroupId = identity.practiceGroupId;
	activation.owner = toOwner(identity);
	activation.subscriptions = await createWebhooks(context, identity, events, activation);
}

/**
 * True if an activation needs a new signing key and token. A changed workflow keeps them, since a delivery in
 * process would write the former ones back when it ends. A changed practice group needs new ones.
 */
function needsNewKeys(
	context: IHookFunctions,
	{ token, practiceGroupId }: Activation,
	identity: TriggerIdentity,
): boolean {
	const isChange = context.getActivationMode() === 'update' && token !== undefined;
	return !isChange || practiceGroupId !== identity.practiceGroupId;
}

function renewKeys(activation: Activation): void {
	activation.signingKey = randomBytes(32).toString('hex');
	activation.token = randomBytes(32).toString('hex');
	activation.claims = '';
}

/** Removes the subscriptions, except in a rehearsal; returns false if some could not be removed. Throws nothing. */
export async function unsubscribe(context: IHookFunctions): Promise<boolean> {
	const activation = activationOf(context);
	const { subscriptions = [] } = activation;
	try {
		if (await isRehearsal(context)) {
			logNotRemoved(context, activation);
			return true;
		}
		const identity = await identityOf(context, false);
		// The stored IDs are enough to remove the subscriptions if the list fails.
		const list = await listWebhooks(context).catch((error: Error) => warnUnlisted(context, error));
		const { own, uncertain } = groupByOwner(activation, list, identity);
		const notRemoved = await removeWebhooks(context, identity, own);
		warnUncertain(context, uncertain);
		// The next activation can use those whose keys are stored.
		const isUsable = ({ id, url }: Subscription) =>
			url === identity.url && subscriptions.some((subscription) => subscription.id === id);
		const remaining = [...notRemoved, ...uncertain];
		activation.subscriptions = remaining.filter(isUsable);
		activation.left = remaining.filter((subscription) => !isUsable(subscription));
		return notRemoved.length === 0;
	} catch (error) {
		context.logger.warn(`Hero Health webhooks could not be removed: ${(error as Error).message}`);
		return false;
	}
}

const toOwner = ({ workflowId, url }: TriggerIdentity): Owner => ({ workflowId, url });

/** Logs the IDs of uncertain subscriptions, since only a person can decide whether a copy needs them. */
function warnUncertain(context: IHookFunctions, uncertain: Subscription[]): void {
	if (uncertain.length === 0) return;
	const ids = uncertain.map(({ id, event_type }) => `${id} (${event_type})`).join(', ');
	context.logger.warn(
		`Hero still has ${uncertain.length} webhooks of this workflow or of a copy of it, from a former address or an earlier version: ${ids}. ` +
			'Webhook > Check Subscriptions lists them. Remove those that nobody needs with Webhook > Delete.',
	);
}

/** Returns the chosen events, each once. Throws a NodeOperationError if there is none. */
function eventsOf(context: IHookFunctions): string[] {
	const events = context.getNodeParameter('events', []) as string[];
	if (events.length > 0) return [...new Set(events)];
	throw new NodeOperationError(context.getNode(), "'Trigger On' is empty: choose an event");
}
