/** The ownership of subscriptions: those of this workflow, and those that may serve a copy of it. */
import type { IDataObject } from 'n8n-workflow';

import type { Activation, Owner, Subscription } from './activation';
import type { TriggerIdentity } from './identity';

/** The header by which Hero's list shows the workflow that owns a subscription. */
export const ownerHeader = 'x-n8n-workflow';

/** Hero's list of webhooks. */
export interface WebhookList {
	rows: IDataObject[];
	/** True if a webhook that is not among the rows is gone. Hero may list fewer than it has. */
	isComplete: boolean;
}

/** The subscriptions that this workflow may have made. */
export interface SubscriptionsByOwner {
	/** Subscriptions that are certainly this workflow's, at this address. */
	own: IDataObject[];
	/** Subscriptions of this workflow or of a copy, which cannot be distinguished. They stay at Hero. */
	uncertain: Subscription[];
}

/** Returns the ID of the workflow that owns a row of Hero's list; undefined if the row shows none. */
export function workflowIdOf({ headers }: IDataObject): string | undefined {
	const entries = Object.entries((headers ?? {}) as IDataObject);
	const found = entries.find(([name]) => name.toLowerCase() === ownerHeader);
	return found && String(found[1]);
}

/** True if this workflow made an activation, rather than a workflow that it was copied from. */
export function isOwnActivation(
	{ owner, subscriptions = [] }: Activation,
	identity: TriggerIdentity,
): boolean {
	if (owner) return owner.workflowId === identity.workflowId && owner.url === identity.url;
	return subscriptions.some((one) => isOwn(one, identity));
}

/** True if this workflow certainly made a subscription at this address. */
export function isOwn(
	subscription: Pick<Subscription, 'url' | 'workflowId'>,
	identity: TriggerIdentity,
): boolean {
	if (subscription.url !== identity.url) return false;
	if (subscription.workflowId === undefined) return identity.holdsAddress;
	return subscription.workflowId === identity.workflowId;
}

/** True if this workflow certainly made the subscription in a row of Hero's list. */
export const isOwnRow = (row: IDataObject, identity: TriggerIdentity): boolean =>
	isOwn({ url: String(row.url), workflowId: workflowIdOf(row) }, identity);

/** Makes a test for webhooks that have the same ID as a row of the same Hero. */
export const hasSameId =
	(row: IDataObject) =>
	(webhook: IDataObject): boolean =>
		String(webhook.id) === String(row.id);

/** True if Hero's list should contain a stored subscription, which has the same Hero and practice group. */
const isListedHere = (subscription: Subscription, identity: TriggerIdentity): boolean =>
	subscription.hero === identity.baseUrl &&
	subscription.practiceGroupId === identity.practiceGroupId;

/**
 * Separates the stored and the listed subscriptions of this workflow from those that may serve a copy.
 * Leaves out those of other workflows. `list` is undefined if Hero has none.
 */
export function groupByOwner(
	{ subscriptions = [], left: notRemoved = [] }: Activation,
	list: WebhookList | undefined,
	identity: TriggerIdentity,
): SubscriptionsByOwner {
	const stored = [...subscriptions, ...notRemoved];
	const rowOf = (subscription: Subscription) =>
		isListedHere(subscription, identity) ? list?.rows.find(hasSameId(subscription)) : undefined;
	// A row with the same ID and another URL or owner is another webhook.
	const isContradicted = (subscription: Subscription) => {
		const row = rowOf(subscription);
		return (
			row !== undefined && (row.url !== subscription.url || isForeign(workflowIdOf(row), identity))
		);
	};
	const isGone = (subscription: Subscription) =>
		list?.isComplete === true && isListedHere(subscription, identity) && !rowOf(subscription);
	const own = stored.filter(
		(subscription) => isOwn(subscription, identity) && !isContradicted(subscription),
	);
	const isStored = (row: IDataObject) =>
		stored.some(
			(subscription) => subscription.hero === identity.baseUrl && hasSameId(row)(subscription),
		);
	const found = (list?.rows ?? []).filter((row) => isOwnRow(row, identity) && !isStored(row));
	return {
		own: [...own, ...found],
		uncertain: stored.filter(
			(subscription) =>
				!isOwn(subscription, identity) &&
				!isForeign(subscription.workflowId, identity) &&
				!isGone(subscription) &&
				!isContradicted(subscription),
		),
	};
}

const isForeign = (workflowId: string | undefined, identity: TriggerIdentity): boolean =>
	workflowId !== undefined && workflowId !== identity.workflowId;

/**
 * Records the owner of an activation that version 0.1.0 made without one. A delivery to the address of
 * its subscriptions proves whose they are.
 */
export function adoptSubscriptions(activation: Activation, owner: Owner): void {
	const { subscriptions = [] } = activation;
	if (activation.owner || !subscriptions.some(({ url }) => url === owner.url)) return;
	activation.owner = owner;
	activation.subscriptions = withOwner(owner, subscriptions);
}

/** Names the workflow as the owner of subscriptions that have its address and no owner. */
export const withOwner = (
	{ workflowId, url }: Owner,
	subscriptions: Subscription[],
): Subscription[] =>
	subscriptions.map((subscription) =>
		subscription.url === url ? { workflowId, ...subscription } : subscription,
	);
