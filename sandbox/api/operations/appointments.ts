import { orNotFound, badRequest } from '../../lib/httpError';
import { HOUR, MINUTE, readTime, toIso } from '../../lib/time';
import { emitEvent } from '../../practice/webhooks/deliveries';
import { sendAutomatedMessages } from '../../practice/automatedMessages';
import { positiveNumber, requireKnown, requirePatient, type Operations } from './operation';
import { isAvailable, occupySlots } from '../../practice/slots';
import { statusOf } from '../../practice/appointmentStatus';
import type { Appointment, Practice } from '../../practice/model';

const HOLD = 15 * MINUTE;
const CANCELLATION_POLICY_HOURS = 24;
const ID = ['path', 'id'];

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

export const appointmentOperations: Operations = {
	createAppointment: (practice, call) => {
		const body = call.body as unknown as AppointmentCreate;
		requireKnown(practice.appointmentTypes, body.appointment_type_id, [
			'body',
			'appointment_type_id',
		]);
		requireKnown(practice.locations, body.location_id, ['body', 'location_id']);
		requireKnown(practice.practitioners, body.practitioner_id, ['body', 'practitioner_id']);
		requirePatient(practice, body.patient_id);
		positiveNumber(call.body, 'duration');

		const now = practice.now();
		const appointment: Appointment = {
			id: String(48213 + practice.appointments.size),
			patient_id: body.patient_id ?? null,
			practitioner_id: body.practitioner_id,
			location_id: body.location_id,
			appointment_type_id: body.appointment_type_id,
			start: readTime(body.start_time, ['body', 'start_time']),
			duration: body.duration,
			reservedUntil: now + HOLD,
			bookedAt: null,
			cancelledAt: null,
			suppress_mail: body.suppress_mail ?? false,
		};
		if (!body.suppress_availability_check && !isAvailable(practice.slots, appointment, now)) {
			badRequest('slot_unavailable', 'time of a free slot', ['body', 'start_time']);
		}
		occupySlots(practice.slots, appointment, now);
		practice.appointments.set(appointment.id, appointment);
		return { id: appointment.id, reserved_until: toIso(appointment.reservedUntil) };
	},

	bookAppointment: (practice, { params, body, practiceGroupId }) => {
		const appointment = orNotFound(practice.appointments.get(params.id));
		requireStatus(practice, appointment, ['reserved']);
		requirePatient(practice, body.patient_id);
		const patientId = (body.patient_id as string | undefined) ?? appointment.patient_id;
		if (patientId === null) badRequest('invalid_type', 'string', ['body', 'patient_id']);
		appointment.patient_id = patientId;
		appointment.suppress_mail = (body.suppress_mail ?? appointment.suppress_mail) as boolean;
		appointment.bookedAt = practice.now();
		sendAutomatedMessages(practice, appointment, 'appointment_confirmed');
		emitEvent(practice, 'appointment.confirmed', appointment.id, practiceGroupId);
		return appointmentToApi(practice, appointment);
	},

	getAppointment: (practice, { params }) =>
		appointmentToApi(practice, orNotFound(practice.appointments.get(params.id))),

	getAppointmentStatus: ({ appointments, now }, { params }) => {
		const appointment = orNotFound(appointments.get(params.id));
		return { id: appointment.id, status: statusOf(appointment, now()) };
	},

	// Hero does not document what it answers here, so clients must cope with no body at all.
	cancelAppointment: (practice, { params, body, practiceGroupId }) => {
		const appointment = orNotFound(practice.appointments.get(params.id));
		requireStatus(practice, appointment, ['reserved', 'booked']);
		requirePolicy(practice, appointment, body);
		appointment.cancelledAt = practice.now();
		appointment.suppress_mail = (body.suppress_mail ?? appointment.suppress_mail) as boolean;
		sendAutomatedMessages(practice, appointment, 'appointment_cancelled');
		emitEvent(practice, 'appointment.cancelled', appointment.id, practiceGroupId);
	},
};

const REFUSALS = {
	reserved: 'not_booked',
	lapsed: 'reservation_expired',
	booked: 'already_booked',
	cancelled: 'already_cancelled',
};

/** Throws a Refusal that tells the state of the appointment when it is none of those allowed. */
export function requireStatus(
	practice: Practice,
	appointment: Appointment,
	allowed: string[],
): void {
	const status = statusOf(appointment, practice.now());
	if (!allowed.includes(status)) badRequest(REFUSALS[status], allowed.join(' or '), ID);
}

/** Throws a Refusal inside the cancellation window, unless the body passes over the policy. */
export function requirePolicy(
	practice: Practice,
	appointment: Appointment,
	body: Record<string, unknown>,
): void {
	if (body.suppress_cancellation_policy || canBeChanged(practice, appointment)) return;
	badRequest('cancellation_policy', `${CANCELLATION_POLICY_HOURS} hours before the start`, ID);
}

/** A hold can be given up until its start, a booking only outside the cancellation window. */
function canBeChanged({ now }: Practice, appointment: Appointment): boolean {
	const window = appointment.bookedAt === null ? 0 : CANCELLATION_POLICY_HOURS * HOUR;
	return appointment.start - now() >= window;
}

/** An appointment in Hero's form. */
export function appointmentToApi(practice: Practice, appointment: Appointment) {
	const type = practice.appointmentTypes.find(({ id }) => id === appointment.appointment_type_id);
	const status = statusOf(appointment, practice.now());
	const changeable = ['reserved', 'booked'].includes(status) && canBeChanged(practice, appointment);
	const { id, patient_id, practitioner_id, location_id, appointment_type_id } = appointment;
	return {
		id,
		patient_id,
		practitioner_id,
		location_id,
		appointment_type_id,
		duration: appointment.duration,
		start_time: toIso(appointment.start),
		video: type?.video,
		in_person: type?.in_person,
		telephone: type?.telephone,
		link_id: null,
		reserved_until: appointment.bookedAt === null ? toIso(appointment.reservedUntil) : null,
		booking_confirmed_at: appointment.bookedAt === null ? null : toIso(appointment.bookedAt),
		can_be_cancelled: changeable,
		can_be_rescheduled: changeable,
		cancellation_policy_hours: CANCELLATION_POLICY_HOURS,
		suppress_mail: appointment.suppress_mail,
	};
}
