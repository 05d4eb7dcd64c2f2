import type { IDataObject, IWebhookFunctions } from 'n8n-workflow';

const minute = 60_000;

/** What the form says of a delivery. */
export interface Options {
	events: string[];
	fetchRecord: boolean;
	verification: string;
	/** Milliseconds by which the timestamp may differ from the clock of this n8n. */
	tolerance: number;
	/** Milliseconds in which the same event again counts as a repeated delivery. */
	repeatWindow: number;
	practiceGroupId?: string;
}

/** Reads the parameters once for a delivery: n8n walks the whole form each time. */
export function readOptions(context: IWebhookFunctions): Options {
	const options = context.getNodeParameter('options', {}) as IDataObject;
	return {
		events: context.getNodeParameter('events', []) as string[],
		fetchRecord: context.getNodeParameter('fetchRecord', true) as boolean,
		verification: String(options.verification ?? 'tokenAndSignature'),
		tolerance: minutes(options.toleranceMinutes, 1, 60),
		repeatWindow: minutes(options.repeatMinutes, 0, 1440),
		practiceGroupId: String(options.practiceGroupId ?? '').trim() || undefined,
	};
}

/** Five where nothing else was entered. */
function minutes(entered: unknown, least: number, most: number): number {
	const number = Number(entered ?? 5);
	return Math.min(Math.max(Number.isNaN(number) ? 5 : number, least), most) * minute;
}
