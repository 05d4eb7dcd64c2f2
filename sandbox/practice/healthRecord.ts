import { toIso } from '../lib/time';
import { emitEvent } from './webhooks/deliveries';
import type { Message, Practice } from './model';

/**
 * Writes a message into the patient's health record, once; announces whether that worked. It does
 * not while the settings say so, nor for a patient who is not connected to a health record.
 */
export function writeToRecord(practice: Practice, message: Message): void {
	const { id, practice_group_id, patient_id, write_to_record: entry } = message;
	if (!entry || entry.write_to_record_at) return;
	entry.failure_reason = failureReason(practice, patient_id);
	if (!entry.failure_reason) entry.write_to_record_at = toIso(practice.now());
	const outcome = entry.failure_reason ? 'failed' : 'succeeded';
	emitEvent(practice, `write-to-record.${outcome}`, id, practice_group_id);
}

/** Why nothing gets into a patient's health record; undefined when nothing speaks against it. */
export function failureReason(
	{ settings, patients }: Practice,
	patientId: string,
): string | undefined {
	if (settings.write_to_record_fails) return 'The health record did not answer';
	const isConnected = patients.get(patientId)?.ehr_partner_id;
	return isConnected ? undefined : 'The patient has no health record';
}
