import { orNotFound } from '../../lib/httpError';
import { MINUTE, toIso } from '../../lib/time';
import type { Operations } from './operation';

/** Milliseconds until a response is in the health record. */
const FILED_AFTER = MINUTE;

/** Operations of form responses. */
export const formResponseOperations: Operations = {
	// The response omits the patient's answers, and its ids are numbers.
	getFormResponse: ({ formResponses, now }, { params }) => {
		const response = orNotFound(formResponses.get(params.id));
		const { createdAt, filingError } = response;
		const isFiled = !filingError && now() >= createdAt + FILED_AFTER;
		return {
			id: Number(response.id),
			form_id: Number(response.form_id),
			client_id: Number(response.patient_id),
			appointment_id: numberOf(response.appointment_id),
			practice_group_id: Number(response.practice_group_id),
			created_at: toIso(createdAt),
			updated_at: toIso(isFiled ? createdAt + FILED_AFTER : createdAt),
			hidden: false,
			emis_file_record_at: isFiled ? toIso(createdAt + FILED_AFTER) : undefined,
			short_link_id: numberOf(response.short_link_id),
			write_to_record_error: filingError,
		};
	},
};

const numberOf = (id?: string) => (id === undefined ? undefined : Number(id));
