/** The parameters of the trigger that decide on a delivery. */
import type { IDataObject, IWebhookFunctions } from 'n8n-workflow';

import { practiceGroupOption } from './activation';

const minuteMs = 60_000;

/** The parameters of the trigger, as read for one delivery. */
export interface Options {
	events: string[];
	fetchRecord: boolean;
	/** One of the values of Verification in properties.ts. */
	verification: string;
	/** Milliseconds by which the timestamp may differ from the clock of this n8n. */
	toleranceMs: number;
	/** Milliseconds in which the same event of a record is a duplicate; 0 for none. */
	duplicateWindowMs: number;
	practiceGroupId?: string;
}

/** Reads the parameters once for a delivery, since n8n resolves the whole form with each call. */
export function readOptions(context: IWebhookFunctions): Options {
	const options = context.getNodeParameter('options', {}) as IDataObject;
	return {
		events: context.getNodeParameter('events', []) as string[],
		fetchRecord: context.getNodeParameter('fetchRecord', true) as boolean,
		verification: String(options.verification ?? 'tokenAndSignature'),
		toleranceMs: readMinutes(options.toleranceMinutes, 1, 60) * minuteMs,
		duplicateWindowMs: readMinutes(options.repeatMinutes, 0, 1440) * minuteMs,
		practiceGroupId: practiceGroupOption(context),
	};
}

/** Reads minutes and limits them to a range. Returns five if no number was entered. */
function readMinutes(entered: unknown, minimum: number, maximum: number): number {
	const number = Number(entered ?? 5);
	return Math.min(Math.max(Number.isNaN(number) ? 5 : number, minimum), maximum);
}
