import { badRequest, orNotFound } from '../lib/httpError';
import { MINUTE } from '../lib/time';
import { CANCELLATION_POLICY_HOURS, policyAllowsChange, statusOf } from './appointmentStatus';
import { sendAutomatedMessages } from './automatedMessages';
import type { Appointment, AppointmentStatus, Practice } from './model';
import { requirePatient } from './register';
import { isAvailable, occupySlots, releaseSlots } from './slots';
import { emitEvent } from './webhooks/deliveries';

/** A time to reserve; start in milliseconds, duration in minutes. */
export interface Reservation
	extends Pick<
		Appointment,
		| 'patient_id'
		| 'practitioner_id'
		| 'location_id'
		| 'appointment_type_id'
		| 'start'
		| 'duration'
		| 'suppress_mail'
	> {
	skipsAvailabilityCheck?: boolean;
}

/** Options of booking; what is left out stays as it was reserved. */
export interface BookingOptions {
	patient_id?: string;
	suppress_mail?: boolean;
}

/** Options of cancelling; the policy applies unless it is ignored. */
export interface CancelOptions {
	suppress_mail?: boolean;
	ignoresPolicy?: boolean;
}

/** The new time of an appointment; start in milliseconds, duration in minutes. */
export interface NewTime
	extends Pick<Appointment, 'start' | 'duration' | 'practitioner_id' | 'location_id'> {
	suppress_mail?: boolean;
	skipsAvailabilityCheck?: boolean;
}

const RESERVATION_LASTS = 15 * MINUTE;
const ID_PATH = ['path', 'id'];
const START_PATH = ['body', 'start_time'];

/** Reserves a time for 15 minutes. Throws an HttpError when no free slots cover it. */
export function holdAppointment(practice: Practice, reservation: Reservation): Appointment {
	const { skipsAvailabilityCheck, ...details } = reservation;
	const now = practice.now();
	const appointment: Appointment = {
		id: String(48213 + practice.appointments.size),
		...details,
		reservedUntil: now + RESERVATION_LASTS,
		bookedAt: null,
		cancelledAt: null,
	};
	if (!skipsAvailabilityCheck && !isAvailable(practice.slots, appointment, now)) {
		badRequest('slot_unavailable', 'time of a free slot', START_PATH);
	}
	occupySlots(practice.slots, appointment, now);
	practice.appointments.set(appointment.id, appointment);
	return appointment;
}

/**
 * Books a reserved appointment, and tells the patient and the webhooks of the practice group.
 * Throws an HttpError when it is not reserved, or when no patient or an unknown one is named.
 */
export function bookAppointment(
	practice: Practice,
	practiceGroupId: string,
	id: string,
	options: BookingOptions = {},
): Appointment {
	const appointment = orNotFound(practice.appointments.get(id));
	requireStatus(practice, appointment, 'reserved');
	requirePatient(practice, options.patient_id);
	const patientId = options.patient_id ?? appointment.patient_id;
	if (patientId === null) badRequest('invalid_type', 'string', ['body', 'patient_id']);
	appointment.patient_id = patientId;
	appointment.suppress_mail = options.suppress_mail ?? appointment.suppress_mail;
	appointment.bookedAt = practice.now();
	sendAutomatedMessages(practice, appointment, 'appointment_confirmed');
	emitEvent(practice, 'appointment.confirmed', appointment.id, practiceGroupId);
	return appointment;
}

/** Cancels an appointment. Throws an HttpError when it is over or the policy forbids it. */
export function cancelAppointment(
	practice: Practice,
	practiceGroupId: string,
	id: string,
	{ suppress_mail, ignoresPolicy }: CancelOptions = {},
): Appointment {
	const appointment = orNotFound(practice.appointments.get(id));
	requireStatus(practice, appointment, 'reserved', 'booked');
	requirePolicy(practice, appointment, ignoresPolicy);
	appointment.cancelledAt = practice.now();
	appointment.suppress_mail = suppress_mail ?? appointment.suppress_mail;
	sendAutomatedMessages(practice, appointment, 'appointment_cancelled');
	emitEvent(practice, 'appointment.cancelled', appointment.id, practiceGroupId);
	return appointment;
}

/** The reserved appointment with this id. Throws an HttpError when it cannot be edited. */
export function editableAppointment(practice: Practice, id: string): Appointment {
	const appointment = orNotFound(practice.appointments.get(id));
	requireStatus(practice, appointment, 'reserved');
	return appointment;
}

/** The booked appointment with this id. Throws an HttpError when it may not be rescheduled. */
export function reschedulableAppointment(
	practice: Practice,
	id: string,
	ignoresPolicy?: boolean,
): Appointment {
	const appointment = orNotFound(practice.appointments.get(id));
	requireStatus(practice, appointment, 'booked');
	requirePolicy(practice, appointment, ignoresPolicy);
	return appointment;
}

/** Moves a booked appointment, and tells the patient and the webhooks of the practice group. */
export function rescheduleAppointment(
	practice: Practice,
	practiceGroupId: string,
	appointment: Appointment,
	time: NewTime,
): void {
	moveAppointment(practice, appointment, time);
	sendAutomatedMessages(practice, appointment, 'appointment_rescheduled');
	emitEvent(practice, 'appointment.rescheduled', appointment.id, practiceGroupId);
}

/** Moves an appointment. Throws an HttpError, and leaves it where it is, when the time is taken. */
export function moveAppointment(
	{ slots, now }: Practice,
	appointment: Appointment,
	time: NewTime,
): void {
	const { skipsAvailabilityCheck, ...target } = time;
	const suppress_mail = time.suppress_mail ?? appointment.suppress_mail;
	releaseSlots(slots, appointment);
	const fits = skipsAvailabilityCheck || isAvailable(slots, { ...appointment, ...target }, now());
	if (fits) Object.assign(appointment, target, { suppress_mail });
	occupySlots(slots, appointment, now());
	if (!fits) badRequest('slot_unavailable', 'time of a free slot', START_PATH);
}

const STATUS_ERRORS = {
	reserved: 'not_booked',
	lapsed: 'reservation_expired',
	booked: 'already_booked',
	cancelled: 'already_cancelled',
};

function requireStatus(
	practice: Practice,
	appointment: Appointment,
	...allowed: AppointmentStatus[]
): void {
	const status = statusOf(appointment, practice.now());
	if (!allowed.includes(status)) badRequest(STATUS_ERRORS[status], allowed.join(' or '), ID_PATH);
}

function requirePolicy({ now }: Practice, appointment: Appointment, ignoresPolicy = false): void {
	if (ignoresPolicy || policyAllowsChange(appointment, now())) return;
	badRequest('cancellation_policy', `${CANCELLATION_POLICY_HOURS} hours before the start`, ID_PATH);
}
