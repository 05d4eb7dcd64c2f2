import type { IDataObject } from 'n8n-workflow';

import { boolean } from '../../form/fields';
import type { Enrichment, Field, Values } from '../../form/operation';

export const includeStatus: Field = {
	...boolean(
		'Include Status',
		'Whether to look up the status of each appointment, one more request for each, and add it as appointment_status. Hero does not document its values: look at some before you filter. It is "unknown" where it could not be looked up, so keep only the values that you want',
	),
	notSent: true,
};

/** Only its status tells that an appointment was cancelled, and the status is not part of the appointment. */
export const statusEnrichment: Enrichment = {
	enabledBy: 'include_status',
	path: '/v1/appointments/{id}/status',
	// A guess: Hero does not document the answer. Without such a field the whole answer is given out.
	outputFields: ({ status }) =>
		typeof status === 'string' && status !== '' ? { appointment_status: status } : undefined,
	outputFieldsOnFailure: (reason, answer) => ({
		appointment_status: 'unknown',
		appointment_status_reason: reason,
		...(answer ? { appointment_status_answer: answer } : {}),
	}),
	hint: (count) =>
		`The status of ${count === 1 ? '1 appointment' : `${count} appointments`} could not be looked up: 'appointment_status' is "unknown" there, and 'appointment_status_reason' says why. Leave them out before you contact anybody.`,
};

type Collection = 'Filters' | 'Options';

/** For an operation that has Include Status in this collection. */
export const cancelledNotice = (collection: Collection): string =>
	`Hero documents no field by which a cancelled appointment differs from one that stands. Turn on Include Status under ${collection} before you contact anybody.`;

export const cancelledHint =
	(collection: Collection) =>
	({ query }: Values, records: IDataObject[]): string | undefined =>
		query.include_status || records.length === 0 ? undefined : cancelledNotice(collection);
