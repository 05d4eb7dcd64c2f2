import { failureReason } from './healthRecord';
import { orNotFound } from '../lib/httpError';
import { emitEvent } from './webhooks/deliveries';
import { addEpisode } from './episodes';
import type { FormResponse, Practice } from './model';

/** A submission of a form by a patient. */
export interface FormSubmission {
	patient_id: string;
	appointment_id?: string;
	short_link_id?: string;
	practice_group_id?: string;
	/** Keyed by question id. */
	answers?: Record<string, string>;
}

/**
 * Stores a patient's form response, creates a task for staff, and emits the event.
 * Throws an HttpError with status 404 when form, patient, appointment or link do not exist.
 */
export function submitForm(
	practice: Practice,
	formId: string,
	submission: FormSubmission,
): FormResponse {
	const { forms, patients, appointments, links, formResponses, now } = practice;
	const { appointment_id, short_link_id, answers = {} } = submission;
	const form = orNotFound(forms.find(({ id }) => id === formId));
	const patient = orNotFound(patients.get(submission.patient_id));
	if (appointment_id !== undefined) orNotFound(appointments.get(appointment_id));
	if (short_link_id !== undefined) orNotFound(links.get(short_link_id)).number_of_uses += 1;

	const response: FormResponse = {
		id: String(40_112 + formResponses.size),
		form_id: form.id,
		patient_id: patient.id,
		appointment_id,
		short_link_id,
		practice_group_id: submission.practice_group_id ?? practice.groups[0].id,
		answers,
		createdAt: now(),
		filingError: failureReason(practice, patient.id),
	};
	formResponses.set(response.id, response);
	const work = { type_label: 'Form response', category: 'administration', details: form.title };
	addEpisode(practice, patient, [work], response.createdAt);
	emitEvent(practice, 'form-submission.created', response.id, response.practice_group_id);
	return response;
}
