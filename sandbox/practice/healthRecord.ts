import { badRequest } from '../lib/httpError';
import type { Person } from './people';
import { toIso } from '../lib/time';
import { emitEvent } from './webhooks/deliveries';
import type { Message, Patient, Practice } from './model';

/**
 * Writes a message to the patient's health record once, and emits an event with the outcome. It
 * fails while the settings say so, and for a patient without a connected health record.
 */
export function writeToRecord(practice: Practice, message: Message): void {
	const { id, practice_group_id, patient_id, write_to_record: entry } = message;
	if (!entry || entry.write_to_record_at) return;
	entry.failure_reason = failureReason(practice, patient_id);
	if (!entry.failure_reason) entry.write_to_record_at = toIso(practice.now());
	const outcome = entry.failure_reason ? 'failed' : 'succeeded';
	emitEvent(practice, `write-to-record.${outcome}`, id, practice_group_id);
}

/** The reason why writing to a patient's health record fails; undefined when it works. */
export function failureReason(
	{ settings, patients }: Practice,
	patientId: string,
): string | undefined {
	if (settings.write_to_record_fails) return 'The health record did not answer';
	const isConnected = patients.get(patientId)?.ehr_partner_id;
	return isConnected ? undefined : 'The patient has no health record';
}

/** Connects a patient to a health record. Throws an HttpError when another patient has it. */
export function connectHealthRecord(
	practice: Practice,
	patient: Patient,
	record: Person,
	path: string[],
): void {
	const connected = connectedPatient(practice, record);
	if (connected && connected !== patient)
		badRequest('already_connected', 'record of nobody else', path);
	patient.ehr_partner_id = record.ehr_partner_id;
	patient.last_sync_at = toIso(practice.now());
}

/** True when a health record matches the patient by NHS number, or by date of birth and last name. */
export const isCandidate = (patient: Patient, { nhs_number, dob, last_name }: Person) =>
	(patient.nhs_number !== null && patient.nhs_number === nhs_number) ||
	(patient.dob === dob && patient.last_name.toLowerCase() === last_name.toLowerCase());

/** The patient who is connected to a health record. */
export const connectedPatient = ({ patients }: Practice, { ehr_partner_id }: Person) =>
	[...patients.values()].find((patient) => patient.ehr_partner_id === ehr_partner_id);
