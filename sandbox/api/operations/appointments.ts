import { isAvailable, statusOf, takeTime, type Appointment } from '../../practice/appointments';
import type { Practice } from '../../practice/create';
import { found, refuse } from '../../lib/httpError';
import { HOUR, MINUTE, readTime, toIso } from '../../lib/time';
import { announce } from '../../practice/webhooks/deliveries';
import { notify } from '../../practice/automatedMessages';
import { countingNumber, mustKnow, mustKnowPatient, type Operations } from './operation';

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
		mustKnow(practice.appointmentTypes, body.appointment_type_id, ['body', 'appointment_type_id']);
		mustKnow(practice.locations, body.location_id, ['body', 'location_id']);
		mustKnow(practice.practitioners, body.practitioner_id, ['body', 'practitioner_id']);
		mustKnowPatient(practice, body.patient_id);
		countingNumber(call.body, 'duration');

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
			refuse('slot_unavailable', 'time of a free slot', ['body', 'start_time']);
		}
		takeTime(practice.slots, appointment, now);
		practice.appointments.set(appointment.id, appointment);
		return { id: appointment.id, reserved_until: toIso(appointment.reservedUntil) };
	},

	bookAppointment: (practice, { params, body, practiceGroupId }) => {
		const appointment = found(practice.appointments.get(params.id));
		mustBe(practice, appointment, ['reserved']);
		mustKnowPatient(practice, body.patient_id);
		const patientId = (body.patient_id as string | undefined) ?? appointment.patient_id;
		if (patientId === null) refuse('invalid_type', 'string', ['body', 'patient_id']);
		appointment.patient_id = patientId;
		appointment.suppress_mail = (body.suppress_mail ?? appointment.suppress_mail) as boolean;
		appointment.bookedAt = practice.now();
		notify(practice, appointment, 'appointment_confirmed');
		announce(practice, 'appointment.confirmed', appointment.id, practiceGroupId);
		return onTheWire(practice, appointment);
	},

	getAppointment: (practice, { params }) =>
		onTheWire(practice, found(practice.appointments.get(params.id))),

	getAppointmentStatus: ({ appointments, now }, { params }) => {
		const appointment = found(appointments.get(params.id));
		return { id: appointment.id, status: statusOf(appointment, now()) };
	},

	// Hero does not document what it answers here, so clients must cope with no body at all.
	cancelAppointment: (practice, { params, body, practiceGroupId }) => {
		const appointment = found(practice.appointments.get(params.id));
		mustBe(practice, appointment, ['reserved', 'booked']);
		mustKeepPolicy(practice, appointment, body);
		appointment.cancelledAt = practice.now();
		appointment.suppress_mail = (body.suppress_mail ?? appointment.suppress_mail) as boolean;
		notify(practice, appointment, 'appointment_cancelled');
		announce(practice, 'appointment.cancelled', appointment.id, practiceGroupId);
	},
};

const REFUSALS = {
	reserved: 'not_booked',
	lapsed: 'reservation_expired',
	booked: 'already_booked',
	cancelled: 'already_cancelled',
};

/** Throws a Refusal that tells the state of the appointment when it is none of those allowed. */
export function mustBe(practice: Practice, appointment: Appointment, allowed: string[]): void {
	const status = statusOf(appointment, practice.now());
	if (!allowed.includes(status)) refuse(REFUSALS[status], allowed.join(' or '), ID);
}

/** Throws a Refusal inside the cancellation window, unless the body passes over the policy. */
export function mustKeepPolicy(
	practice: Practice,
	appointment: Appointment,
	body: Record<string, unknown>,
): void {
	if (body.suppress_cancellation_policy || canBeChanged(practice, appointment)) return;
	refuse('cancellation_policy', `${CANCELLATION_POLICY_HOURS} hours before the start`, ID);
}

/** A hold can be given up until its start, a booking only outside the cancellation window. */
function canBeChanged({ now }: Practice, appointment: Appointment): boolean {
	const window = appointment.bookedAt === null ? 0 : CANCELLATION_POLICY_HOURS * HOUR;
	return appointment.start - now() >= window;
}

/** An appointment in Hero's form. */
export function onTheWire(practice: Practice, appointment: Appointment) {
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
