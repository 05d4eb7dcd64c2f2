import type { IDataObject } from 'n8n-workflow';

import type { Operation, Values } from '../../form/operation';
import type { Person } from './patientRecords';

/** Returns the patients whom an item is for: one, or each recipient in its list. */
export function personsOf({ toPatient }: Operation, values: Values): Person[] {
	const { body, formOnly } = values;
	if (Array.isArray(body.recipients)) {
		return body.recipients.map((recipient, index) => {
			const { nhs_number, patient_id } = (recipient ?? {}) as IDataObject;
			return { nhsNumber: textOf(nhs_number), id: textOf(patient_id), row: index + 1 };
		});
	}
	const { contact } = toPatient?.(values) ?? {};
	const nhsNumber = textOf(body.nhs_number ?? formOnly.nhs_number);
	return [{ id: textOf(body.patient_id), nhsNumber, contact }];
}

const textOf = (value: unknown): string | undefined =>
	value === undefined || value === null ? undefined : String(value);
