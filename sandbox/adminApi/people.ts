import type { FastifyInstance } from 'fastify';
import { badRequest, errorResponse, HttpError, orNotFound } from '../lib/httpError';
import { readTime, toIso } from '../lib/time';
import {
	bookAppointment,
	cancelAppointment,
	type BookingOptions,
	type CancelOptions,
} from '../practice/appointments';
import { appointmentToApi } from '../practice/appointmentView';
import { submitForm } from '../practice/forms';
import type { Patient, Practice } from '../practice/model';
import { confirmIdentity } from '../practice/register';
import { bodyOf, practiceGroupOf, requiredId, type WithBody, type WithId } from './parse';

/** Routes that act as patients and staff. */
export function peopleRoutes(server: FastifyInstance, practice: Practice): void {
	server.post<WithId>('/forms/:id/submissions', async (request) => {
		const { patient_id, appointment_id } = bodyOf(request);
		return submitForm(practice, request.params.id, {
			patient_id: requiredId(patient_id, 'patient_id'),
			appointment_id:
				appointment_id === undefined ? undefined : requiredId(appointment_id, 'appointment_id'),
			practice_group_id: practiceGroupOf(practice, request),
		});
	});

	server.post<WithId>('/appointments/:id/book', async (request) => {
		const groupId = practiceGroupOf(practice, request);
		const { id } = request.params;
		const booked = bookAppointment(practice, groupId, id, bookingOptions(request));
		return appointmentToApi(practice, booked);
	});
	server.post<WithId>('/appointments/:id/cancel', async (request) => {
		const groupId = practiceGroupOf(practice, request);
		const { id } = request.params;
		const cancelled = cancelAppointment(practice, groupId, id, cancelOptions(request));
		return appointmentToApi(practice, cancelled);
	});

	server.post<WithId>('/patients/:id', async (request) => {
		const patient = orNotFound(practice.patients.get(request.params.id));
		return changePatient(patient, bodyOf(request));
	});
	server.post('/confirm-identity', async (request) => {
		const { nhs_number } = bodyOf(request);
		if (confirmIdentity(practice, String(nhs_number))) return { confirmed: true };
		throw new HttpError(errorResponse(404, 'Nobody with this NHS number has to confirm'));
	});
}

function bookingOptions(request: WithBody): BookingOptions {
	const { patient_id, suppress_mail } = bodyOf(request) as BookingOptions;
	return { patient_id, suppress_mail };
}

function cancelOptions(request: WithBody): CancelOptions {
	const { suppress_mail, suppress_cancellation_policy } = bodyOf(request);
	return {
		suppress_mail: suppress_mail as boolean | undefined,
		ignoresPolicy: Boolean(suppress_cancellation_policy),
	};
}

/** Records a death, or restricts or archives the record, for which Hero has no API. */
function changePatient(patient: Patient, change: Record<string, unknown>): Patient {
	const { deceased_at = patient.deceased_at } = change;
	const flag = (name: 'restricted' | 'archived') => {
		const { [name]: value = patient[name] } = change;
		return typeof value === 'boolean'
			? value
			: badRequest('invalid_type', 'boolean', ['body', name]);
	};
	const restricted = flag('restricted');
	const archived = flag('archived');
	const diedAt =
		deceased_at === null ? null : toIso(readTime(deceased_at, ['body', 'deceased_at']));
	return Object.assign(patient, { deceased_at: diedAt, restricted, archived });
}
