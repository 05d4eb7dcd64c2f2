import type { IDataObject } from 'n8n-workflow';

/** The webhooks of one address beside the events that are expected there. */
export interface Comparison {
	/** One webhook for each expected event that Hero has. */
	kept: IDataObject[];
	/** Expected events without a webhook. */
	missing: string[];
	/** Unneeded webhooks of this address. A second one for an event would deliver it twice. */
	stale: IDataObject[];
	/** Webhooks of other addresses: of other triggers, or left by a trigger whose n8n has moved. */
	elsewhere: IDataObject[];
}

/**
 * Compares Hero's webhooks (rows of listWebhooks) with the events that are expected at one address. The newest
 * of several webhooks for one event is kept, since an interrupted publication left the older ones. Rows that
 * are not `isUsable` count as stale.
 */
export function compareSubscriptions(
	listed: IDataObject[],
	url: string,
	events: string[],
	isUsable: (row: IDataObject) => boolean = () => true,
): Comparison {
	const atAddress = listed.filter((row) => row.url === url);
	const kept = events
		.map((event) => newest(atAddress.filter((row) => row.event_type === event && isUsable(row))))
		.filter((row) => row !== undefined);
	return {
		kept,
		missing: events.filter((event) => !kept.some((row) => row.event_type === event)),
		stale: atAddress.filter((row) => !kept.includes(row)),
		elsewhere: listed.filter((row) => row.url !== url),
	};
}

/** Returns the webhook that was created last, or the first of them if Hero's times are equal or unreadable. */
const newest = (rows: IDataObject[]): IDataObject | undefined =>
	rows.reduce<IDataObject | undefined>(
		(last, row) => (last && !(timeOf(row) > timeOf(last)) ? last : row),
		undefined,
	);

const timeOf = ({ created_at }: IDataObject): number => Date.parse(String(created_at)) || 0;
