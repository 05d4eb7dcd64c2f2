/** The ownership of subscriptions: which of them this workflow made, and which may serve a copy of it. */
import type { IDataObject } from 'n8n-workflow';

import type { Activation, Owner, Subscription } from './activation';
import type { TriggerIdentity } from './identity';

/** The header by which Hero's list shows the workflow that owns a subscription. */
export const ownerHeader = 'x-n8n-workflow';

/** Hero's list of webhooks. */
export interface WebhookList {
	rows: IDataObject[];
	/** Whether a webhook that is not among the rows is gone. Hero may list fewer than it has. */
	isComplete: boolean;
}

/** The subscriptions that this workflow may have made. */
export interface SubscriptionsByOwner {
	/** Proven to be this workflow's, at this address. */
	own: IDataObject[];
	/** Either this workflow's or a copy's, which cannot be told apart. They stay at Hero. */
	uncertain: Subscription[];
}

/** The ID of the workflow that owns a row of Hero's list; undefined where the row shows none. */
export function workflowIdOf({ headers }: IDataObject): string | undefined {
	const entries = Object.entries((headers ?? {}) as IDataObject);
	const found = entries.find(([name]) => name.toLowerCase() === ownerHeader);
	return found && String(found[1]);
}

/** Whether this workflow made an activation, rather than a workflow that it was copied from. */
export function isOwnActivation(
	{ owner, subscriptions = [] }: Activation,
	identity: TriggerIdentity,
): boolean {
	if (owner) return owner.workflowId === identity.workflowId && owner.url === identity.url;
	return subscriptions.some((one) => isOwn(one, identity));
}

/** Whether this workflow certainly made a subscription at this address. */
export function isOwn(
	subscription: Pick<Subscription, 'url' | 'workflowId'>,
	identity: TriggerIdentity,
): boolean {
	if (subscription.url !== identity.url) return false;
	if (subscription.workflowId === undefined) return identity.holdsAddress;
	return subscription.workflowId === identity.workflowId;
}

/** The same for a row of Hero's list. */
export const isOwnRow = (row: IDataObject, identity: TriggerIdentity): boolean =>
	isOwn({ url: String(row.url), workflowId: workflowIdOf(row) }, identity);

/** Compares two webhooks of one Hero by their IDs. */
export const hasSameId =
	(row: IDataObject) =>
	(other: IDataObject): boolean =>
		String(other.id) === String(row.id);

/** Whether Hero's list should contain a stored subscription: it has the same Hero and practice group. */
const isListedHere = (subscription: Subscription, identity: TriggerIdentity): boolean =>
	subscription.hero === identity.baseUrl &&
	subscription.practiceGroupId === identity.practiceGroupId;

/**
 * Separates the stored and the listed subscriptions of this workflow from those that may serve a copy.
 * Leaves out those of other workflows. `list` is undefined where Hero has none.
 */
export function groupByOwner(
	{ subscriptions = [], left: notRemoved = [] }: Activation,
	list: WebhookList | undefined,
	identity: TriggerIdentity,
): SubscriptionsByOwner {
	const stored = [...subscriptions, ...notRemoved];
	const rowOf = (one: Subscription) =>
		isListedHere(one, identity) ? list?.rows.find(hasSameId(one)) : undefined;
	// A row with the same ID and another URL or owner is another webhook.
	const isContradicted = (one: Subscription) => {
		const row = rowOf(one);
		return row !== undefined && (row.url !== one.url || isForeign(workflowIdOf(row), identity));
	};
	const isGone = (one: Subscription) =>
		list?.isComplete === true && isListedHere(one, identity) && !rowOf(one);
	const own = stored.filter((one) => isOwn(one, identity) && !isContradicted(one));
	const isStored = (row: IDataObject) =>
		stored.some((one) => one.hero === identity.baseUrl && hasSameId(row)(one));
	const found = (list?.rows ?? []).filter((row) => isOwnRow(row, identity) && !isStored(row));
	return {
		own: [...own, ...found],
		uncertain: stored.filter(
			(one) =>
				!isOwn(one, identity) &&
				!isForeign(one.workflowId, identity) &&
				!isGone(one) &&
				!isContradicted(one),
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
): Subscription[] => subscriptions.map((one) => (one.url === url ? { workflowId, ...one } : one));
