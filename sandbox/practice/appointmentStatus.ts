import { HOUR } from '../lib/time';
import type { Appointment, AppointmentStatus } from './model';

/** Hours before the start until which a booked appointment can be changed. */
export const CANCELLATION_POLICY_HOURS = 24;

/** The status of an appointment. It follows from the clock, as a reservation lapses without any event. */
export function statusOf(appointment: Appointment, now: number): AppointmentStatus {
	if (appointment.cancelledAt !== null) return 'cancelled';
	if (appointment.bookedAt !== null) return 'booked';
	return appointment.reservedUntil > now ? 'reserved' : 'lapsed';
}

/**
 * True when the cancellation policy allows a change. A reservation can change until its start, and a
 * booking until 24 hours before.
 */
export function policyAllowsChange({ bookedAt, start }: Appointment, now: number): boolean {
	const window = bookedAt === null ? 0 : CANCELLATION_POLICY_HOURS * HOUR;
	return start - now >= window;
}

/** True when the patient may cancel or reschedule the appointment now. */
export const isChangeable = (appointment: Appointment, now: number) =>
	['reserved', 'booked'].includes(statusOf(appointment, now)) &&
	policyAllowsChange(appointment, now);
