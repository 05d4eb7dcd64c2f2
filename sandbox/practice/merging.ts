import { enter, strike, type Patient, type Practice } from './create';

/** A previewed merge: which patient remains and which one goes. */
export interface Merge {
	remaining_id: string;
	leaving_id: string;
}

/** What is known of both patients together; where both know something, the remaining one is right. */
export const mergedDetails = (remaining: Patient, leaving: Patient): Patient => ({
	...leaving,
	...(Object.fromEntries(
		Object.entries(remaining).filter(([, value]) => value !== null),
	) as unknown as Patient),
});

/** Merges two patients for good: what belonged to the leaving one now belongs to the other. */
export function merge(practice: Practice, remaining: Patient, leaving: Patient): void {
	strike(practice, leaving);
	strike(practice, remaining);
	enter(practice, Object.assign(remaining, mergedDetails(remaining, leaving)));
	for (const record of belongings(practice)) {
		if (record.patient_id === leaving.id) record.patient_id = remaining.id;
	}
	const customer = practice.defaultCustomers.get(leaving.id);
	practice.defaultCustomers.delete(leaving.id);
	if (customer !== undefined && !practice.defaultCustomers.has(remaining.id)) {
		practice.defaultCustomers.set(remaining.id, customer);
	}
}

/** Every record that belongs to a patient. */
function belongings(practice: Practice): Array<{ patient_id?: string | null }> {
	const { appointments, messages, notices, links, formResponses } = practice;
	const { episodes, tasks, attachments, invoices, subscriptions, batches } = practice;
	return [
		...[appointments, messages, notices, links, formResponses],
		...[episodes, tasks, attachments, invoices, subscriptions],
		...[...batches.values()].map(({ recipients }) => recipients),
	].flatMap((records) => [...(records.values() as Iterable<{ patient_id?: string | null }>)]);
}
