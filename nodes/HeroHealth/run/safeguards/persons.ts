import type { IDataObject } from 'n8n-workflow';

import type { Operation, Values, WireValue } from '../../form/operation';
import type { Person } from './patientRecords';

/** Returns the recipients whom an item lists; undefined for an item that is for one patient. */
export function listedRecipients(
	{ combineItems }: Operation,
	{ body, formOnly }: Values,
): WireValue[] | undefined {
	// Items that are combined are one recipient each, whatever else they list.
	if (combineItems && formOnly[combineItems.field] === combineItems.value) return undefined;
	return Array.isArray(body.recipients) ? body.recipients : undefined;
}

/** Returns the patients whom an item is for: one, or each recipient in its list. */
export function personsOf(operation: Operation, values: Values): Person[] {
	const { body, formOnly } = values;
	const recipients = listedRecipients(operation, values);
	if (recipients) {
		return recipients.map((recipient, index) => {
			const { nhs_number, patient_id } = (recipient ?? {}) as IDataObject;
			return { nhsNumber: textOf(nhs_number), id: textOf(patient_id), row: index + 1 };
		});
	}
	const { contact } = operation.toPatient?.(values) ?? {};
	const nhsNumber = textOf(body.nhs_number ?? formOnly.nhs_number);
	return [{ id: textOf(body.patient_id), nhsNumber, contact }];
}

const textOf = (value: unknown): string | undefined =>
	value === undefined || value === null ? undefined : String(value);
