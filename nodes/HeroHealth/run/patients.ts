import type { Operation, Values } from '../form/operation';
import { identifierKey } from '../form/values/identifiers';

/** Returns what identifies the patient of an item, in one spelling; undefined if the item names none. */
export function patientOf({ path }: Operation, values: Values): string | undefined {
	const { body, formOnly } = values;
	const isAboutPatient = path.startsWith('/v1/patients/{id}');
	const patientId = isAboutPatient ? values.path.id : body.patient_id;
	if (isPresent(patientId)) return `id:${identifierKey(String(patientId))}`;
	const nhsNumber = body.nhs_number ?? formOnly.nhs_number;
	return isPresent(nhsNumber) ? `nhs:${String(nhsNumber).replace(/\D/g, '')}` : undefined;
}

const isPresent = (value: unknown): boolean =>
	value !== undefined && value !== null && value !== '';
