import type { IDataObject } from 'n8n-workflow';

import { boolean } from '../../form/fields';
import type { Enrichment, Field, Values } from '../../form/operation';

/** The boolean that looks up the status of each appointment. */
export const includeStatus: Field = {
	...boolean(
		'Include Status',
		'Whether to look up the status of each appointment and add it as appointment_status. This takes one more request for each appointment. Hero does not document the values, so look at some before you filter. A status that could not be looked up is "unknown", so keep only the values that you want',
	),
	notSent: true,
};

/** Looks up the status, which alone shows that an appointment was cancelled. Hero has a separate call for it. */
export const statusEnrichment: Enrichment = {
	enabledBy: 'include_status',
	path: '/v1/appointments/{id}/status',
	// A guess: Hero does not document the response. Without such a field the whole response is in the output.
	outputFields: ({ status }) =>
		typeof status === 'string' && status !== '' ? { appointment_status: status } : undefined,
	outputFieldsOnFailure: (reason, response) => ({
		appointment_status: 'unknown',
		appointment_status_reason: reason,
		...(response ? { appointment_status_answer: response } : {}),
	}),
	hint: (count) =>
		`The status of ${count === 1 ? '1 appointment' : `${count} appointments`} could not be looked up. It is "unknown" in 'appointment_status', and 'appointment_status_reason' says why. Leave these appointments out before you contact anybody.`,
};

type Collection = 'Filters' | 'Options';

/** The notice for an operation that has Include Status in this collection. */
export const cancelledNotice = (collection: Collection): string =>
	`Hero documents no field that shows whether an appointment was cancelled. Turn on Include Status under ${collection} before you contact anybody.`;

/** Makes the hint with the same text, for output without the status. */
export const cancelledHint =
	(collection: Collection) =>
	({ query }: Values, records: IDataObject[]): string | undefined =>
		query.include_status || records.length === 0 ? undefined : cancelledNotice(collection);
