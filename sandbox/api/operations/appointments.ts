import { orNotFound } from '../../lib/httpError';
import { readTime, toIso } from '../../lib/time';
import { bookAppointment, cancelAppointment, holdAppointment } from '../../practice/appointments';
import { statusOf } from '../../practice/appointmentStatus';
import { appointmentToApi } from '../../practice/appointmentView';
import { requirePatient } from '../../practice/register';
import { positiveNumber, requireKnown, type Operations } from './operation';

interface AppointmentCreate {
	appointment_type_id: string;
	location_id: string;
	practitioner_id: string;
	duration: number;
	start_time: string | null;
	patient_id?: string;
	suppress_mail?: boolean;
	suppress_availability_check?: boolean;
}

interface AppointmentBook {
	patient_id?: string;
	suppress_mail?: boolean;
}

interface AppointmentCancel {
	suppress_mail?: boolean;
	suppress_cancellation_policy?: boolean;
}

/** Operations that hold, book, edit and cancel appointments. */
export const appointmentOperations: Operations = {
	createAppointment: (practice, request) => {
		const body = request.body as unknown as AppointmentCreate;
		requireKnown(practice.appointmentTypes, body.appointment_type_id, [
			...['body', 'appointment_type_id'],
		]);
		requireKnown(practice.locations, body.location_id, ['body', 'location_id']);
		requireKnown(practice.practitioners, body.practitioner_id, ['body', 'practitioner_id']);
		requirePatient(practice, body.patient_id);
		positiveNumber(request.body, 'duration');
		const { id, reservedUntil } = holdAppointment(practice, {
			patient_id: body.patient_id ?? null,
			practitioner_id: body.practitioner_id,
			location_id: body.location_id,
			appointment_type_id: body.appointment_type_id,
			start: readTime(body.start_time, ['body', 'start_time']),
			duration: body.duration,
			suppress_mail: body.suppress_mail ?? false,
			skipsAvailabilityCheck: body.suppress_availability_check,
		});
		return { id, reserved_until: toIso(reservedUntil) };
	},

	bookAppointment: (practice, { params, body, practiceGroupId }) => {
		const { patient_id, suppress_mail } = body as AppointmentBook;
		const options = { patient_id, suppress_mail };
		return appointmentToApi(
			practice,
			bookAppointment(practice, practiceGroupId, params.id, options),
		);
	},

	getAppointment: (practice, { params }) =>
		appointmentToApi(practice, orNotFound(practice.appointments.get(params.id))),

	getAppointmentStatus: ({ appointments, now }, { params }) => {
		const appointment = orNotFound(appointments.get(params.id));
		return { id: appointment.id, status: statusOf(appointment, now()) };
	},

	// Hero does not document this response, so clients must accept an empty body.
	cancelAppointment: (practice, { params, body, practiceGroupId }) => {
		const { suppress_mail, suppress_cancellation_policy } = body as AppointmentCancel;
		const options = { suppress_mail, ignoresPolicy: suppress_cancellation_policy };
		cancelAppointment(practice, practiceGroupId, params.id, options);
	},
};
