import type { IDataObject } from 'n8n-workflow';

export interface Comparison {
	/** One for each event that is expected and there. */
	kept: IDataObject[];
	/** Events that nobody tells. */
	missing: string[];
	/** Of this address, but not expected; a second one for an event would have Hero tell it twice. */
	stale: IDataObject[];
}

/**
 * What Hero has (rows of listWebhooks) beside the events expected at one address. Other addresses are
 * none of its business. `isOurs` may take out rows that cannot be used.
 */
export function compareSubscriptions(
	listed: IDataObject[],
	url: string,
	events: string[],
	isOurs: (row: IDataObject) => boolean = () => true,
): Comparison {
	const ofThisAddress = listed.filter((row) => row.url === url);
	const kept = events
		.map((event) => ofThisAddress.find((row) => row.event_type === event && isOurs(row)))
		.filter((row) => row !== undefined);
	return {
		kept,
		missing: events.filter((event) => !kept.some((row) => row.event_type === event)),
		stale: ofThisAddress.filter((row) => !kept.includes(row)),
	};
}
