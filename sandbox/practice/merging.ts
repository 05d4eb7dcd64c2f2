import { addToRegister, removeFromRegister } from './register';
import type { Patient, Practice } from './model';

/** What is known of both patients together; where both know something, the remaining one is right. */
export const mergedDetails = (remaining: Patient, leaving: Patient): Patient => ({
	...leaving,
	...(Object.fromEntries(
		Object.entries(remaining).filter(([, value]) => value !== null),
	) as unknown as Patient),
});

/** Merges two patients for good: what belonged to the leaving one now belongs to the other. */
export function mergePatients(practice: Practice, remaining: Patient, leaving: Patient): void {
	removeFromRegister(practice, leaving);
	removeFromRegister(practice, remaining);
	addToRegister(practice, Object.assign(remaining, mergedDetails(remaining, leaving)));
	for (const record of patientRecords(practice)) {
		if (record.patient_id === leaving.id) record.patient_id = remaining.id;
	}
	const customer = practice.defaultCustomers.get(leaving.id);
	practice.defaultCustomers.delete(leaving.id);
	if (customer !== undefined && !practice.defaultCustomers.has(remaining.id)) {
		practice.defaultCustomers.set(remaining.id, customer);
	}
}

/** Every record that belongs to a patient. */
function patientRecords(practice: Practice): Array<{ patient_id?: string | null }> {
	const { appointments, messages, automatedMessages, links, formResponses } = practice;
	const { episodes, tasks, attachments, invoices, subscriptions, batches } = practice;
	return [
		...[appointments, messages, automatedMessages, links, formResponses],
		...[episodes, tasks, attachments, invoices, subscriptions],
		...[...batches.values()].map(({ recipients }) => recipients),
	].flatMap((records) => [...(records.values() as Iterable<{ patient_id?: string | null }>)]);
}
