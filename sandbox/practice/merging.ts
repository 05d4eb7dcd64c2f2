import { badRequest } from '../lib/httpError';
import { addToRegister, removeFromRegister } from './register';
import type { Patient, Practice } from './model';

/** The combined details of both patients; the remaining patient's values take precedence. */
export const mergedDetails = (remaining: Patient, leaving: Patient): Patient => ({
	...leaving,
	...(Object.fromEntries(
		Object.entries(remaining).filter(([, value]) => value !== null),
	) as unknown as Patient),
});

/** Previews a merge and returns the token that the merge itself requires. */
export function previewMerge({ merges }: Practice, remaining: Patient, leaving: Patient): string {
	const token = `mrg_${(0x3f9d2c + merges.size).toString(16)}`;
	merges.set(token, { remaining_id: remaining.id, leaving_id: leaving.id });
	return token;
}

/** Throws an HttpError when the token is not that of a preview of this very merge. */
export function requirePreview(
	{ merges }: Practice,
	remaining: Patient,
	leaving: Patient,
	token: string,
): void {
	const previewed = merges.get(token);
	if (previewed?.remaining_id !== remaining.id || previewed.leaving_id !== leaving.id) {
		badRequest('invalid_token', 'token of the preview of this merge', ['body', 'merge_token']);
	}
}

/** Merges two patients permanently; the records of the leaving patient move to the remaining one. */
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
