import { badRequest } from '../lib/httpError';
import { toIso } from '../lib/time';
import { withoutSpaces, type Person } from './people';
import type { Patient, Practice } from './model';

/** Creates a patient from a person and adds the patient to the practice's register. */
export function addPatient(
	practice: Practice,
	person: Person,
	dataSource: Patient['data_source'],
): Patient {
	const number = practice.registeredCount++;
	const patient: Patient = {
		id: String(98765 + number),
		uid: `b3b1c1de-0000-4000-8000-${String(number + 1).padStart(12, '0')}`,
		// Not first: a leading spread makes V8 give each object its own shape, which is slow to search.
		...person,
		last_sync_at: toIso(practice.now()),
		data_source: dataSource,
		deceased_at: null,
		restricted: false,
		archived: false,
	};
	addToRegister(practice, patient);
	return patient;
}

/** Adds a patient to the register, by id and by NHS number. */
export function addToRegister({ patients, patientsByNhsNumber }: Practice, patient: Patient): void {
	patients.set(patient.id, patient);
	if (patient.nhs_number === null) return;
	const sameNumber = patientsByNhsNumber.get(patient.nhs_number) ?? [];
	patientsByNhsNumber.set(patient.nhs_number, [...sameNumber, patient]);
}

/** Removes a patient from the register. */
export function removeFromRegister(
	{ patients, patientsByNhsNumber }: Practice,
	patient: Patient,
): void {
	patients.delete(patient.id);
	if (patient.nhs_number === null) return;
	const sameNumber = patientsByNhsNumber.get(patient.nhs_number) ?? [];
	patientsByNhsNumber.set(
		patient.nhs_number,
		sameNumber.filter((other) => other !== patient),
	);
}

/** The registered patient with this NHS number (without spaces) and date of birth. */
export const registeredAs = (
	{ patientsByNhsNumber }: Practice,
	nhsNumber: string | null,
	dob: string,
): Patient | undefined =>
	patientsByNhsNumber.get(nhsNumber ?? '')?.find((patient) => patient.dob === dob);

/** Records that a person has proved their identity. False when no check was open for the number. */
export const confirmIdentity = ({ identityChecks }: Practice, nhsNumber: string): boolean =>
	identityChecks.delete(withoutSpaces(nhsNumber));

/** Throws an HttpError when a request names a patient who is not registered. */
export function requirePatient(
	{ patients }: Practice,
	id: unknown,
	path = ['body', 'patient_id'],
): void {
	if (id !== undefined && !patients.has(id as string)) {
		badRequest('unknown_id', 'id of a registered patient', path);
	}
}
