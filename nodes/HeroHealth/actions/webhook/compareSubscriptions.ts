import type { IDataObject } from 'n8n-workflow';

export interface Comparison {
	/** One for each event that is expected and there. */
	kept: IDataObject[];
	/** Events that nobody tells. */
	missing: string[];
	/** Of this address, but not expected; a second one for an event would have Hero tell it twice. */
	stale: IDataObject[];
	/** Of other addresses: those of other triggers, and what a trigger left when its n8n moved. */
	elsewhere: IDataObject[];
}

/**
 * What Hero has (rows of listWebhooks) beside the events expected at one address. Of two for one event
 * the newer counts: the older was left when a publication stopped. `isOurs` may take out rows that
 * cannot be used.
 */
export function compareSubscriptions(
	listed: IDataObject[],
	url: string,
	events: string[],
	isUsable: (row: IDataObject) => boolean = () => true,
): Comparison {
	const ofThisAddress = listed.filter((row) => row.url === url);
	const kept = events
		.map((event) =>
			newest(ofThisAddress.filter((row) => row.event_type === event && isUsable(row))),
		)
		.filter((row) => row !== undefined);
	return {
		kept,
		missing: events.filter((event) => !kept.some((row) => row.event_type === event)),
		stale: ofThisAddress.filter((row) => !kept.includes(row)),
		elsewhere: listed.filter((row) => row.url !== url),
	};
}

/** The first of those that were made last; Hero does not document the form of the time. */
const newest = (rows: IDataObject[]): IDataObject | undefined =>
	rows.reduce<IDataObject | undefined>(
		(last, row) => (last && !(timeOf(row) > timeOf(last)) ? last : row),
		undefined,
	);

const timeOf = ({ created_at }: IDataObject): number => Date.parse(String(created_at)) || 0;
