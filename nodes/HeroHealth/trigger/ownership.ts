import type { IDataObject } from 'n8n-workflow';

import type { Activation, Owner, Subscription } from './activation';

/** The header by which Hero's list shows whose a subscription is. */
export const ownerHeader = 'x-n8n-workflow';

/** Where a workflow stands: who it is, and at which Hero. */
export interface Place extends Owner {
	/** The base URL of Hero. */
	hero: string;
	practiceGroupId: string;
	/**
	 * Whether n8n has just given this workflow its address, which no other workflow has then. When a
	 * workflow is unpublished this is not certain: n8n also unpublishes one whose address was taken.
	 */
	holdsAddress: boolean;
}

/** What Hero lists of its webhooks. */
export interface Listed {
	rows: IDataObject[];
	/** Whether one that is not among the rows is gone; Hero may list fewer than it has. */
	isWhole: boolean;
}

/** What is known of the subscriptions that a workflow may have made. */
export interface Sorted {
	/** Proved to be this workflow's, at this address. */
	own: IDataObject[];
	/** Of this workflow or of a copy of it, which cannot be told apart: they stay at Hero. */
	uncertain: Subscription[];
}

/** The workflow that a row of Hero's list names as its own; undefined where the row shows none. */
export function ownerOf({ headers }: IDataObject): string | undefined {
	const entries = Object.entries((headers ?? {}) as IDataObject);
	const found = entries.find(([name]) => name.toLowerCase() === ownerHeader);
	return found && String(found[1]);
}

/** Whether the keys of an activation are this workflow's, and not those of a workflow it was copied from. */
export function isOwnActivation({ owner, subscriptions = [] }: Activation, place: Place): boolean {
	if (owner) return owner.workflowId === place.workflowId && owner.url === place.url;
	return subscriptions.some((one) => isOwn(one, place));
}

/** Whether a subscription, kept or listed, was surely made by this workflow at this address. */
export function isOwn(one: Pick<Subscription, 'url' | 'workflowId'>, place: Place): boolean {
	if (one.url !== place.url) return false;
	return one.workflowId === undefined ? place.holdsAddress : one.workflowId === place.workflowId;
}

/** The same for a row of Hero's list. */
export const isOwnRow = (row: IDataObject, place: Place): boolean =>
	isOwn({ url: String(row.url), workflowId: ownerOf(row) }, place);

/** Whether a row of Hero's list has the ID of another. */
export const isSame =
	(row: IDataObject) =>
	(other: IDataObject): boolean =>
		String(other.id) === String(row.id);

/** Whether a kept subscription belongs to the Hero and the practice group of which the list is. */
const isListedHere = (one: Subscription, place: Place): boolean =>
	one.hero === place.hero && one.practiceGroupId === place.practiceGroupId;

/**
 * Sorts what was kept and what Hero lists into what is this workflow's own and what may be a copy's.
 * Leaves out what another workflow made. `listed` is undefined where Hero has no list.
 */
export function sortByOwner(
	{ subscriptions = [], left = [] }: Activation,
	listed: Listed | undefined,
	place: Place,
): Sorted {
	const kept = [...subscriptions, ...left];
	const rowOf = (one: Subscription) =>
		isListedHere(one, place) ? listed?.rows.find(isSame(one)) : undefined;
	// Another row with the same ID is somebody else's.
	const isContradicted = (one: Subscription) => {
		const row = rowOf(one);
		return row !== undefined && (row.url !== one.url || isForeign(ownerOf(row), place));
	};
	const isGone = (one: Subscription) =>
		listed?.isWhole === true && isListedHere(one, place) && !rowOf(one);
	const own = kept.filter((one) => isOwn(one, place) && !isContradicted(one));
	const isKept = (row: IDataObject) =>
		kept.some((one) => one.hero === place.hero && isSame(row)(one));
	const found = (listed?.rows ?? []).filter((row) => isOwnRow(row, place) && !isKept(row));
	return {
		own: [...own, ...found],
		uncertain: kept.filter(
			(one) =>
				!isOwn(one, place) &&
				!isForeign(one.workflowId, place) &&
				!isGone(one) &&
				!isContradicted(one),
		),
	};
}

const isForeign = (workflowId: string | undefined, place: Place): boolean =>
	workflowId !== undefined && workflowId !== place.workflowId;
