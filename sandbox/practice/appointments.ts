import { DateTime } from 'luxon';
import { practitionersOnLeave, type Practitioner } from './catalogue';
import { LONDON, MINUTE } from '../lib/time';

/** A bookable time of one practitioner; start and finish in milliseconds. */
export interface Slot {
	id: string;
	practitioner_id: string;
	appointment_type_id: string;
	location_id: string;
	start: number;
	finish: number;
	appointments: Appointment[];
}

/** A hold on a time or a booking; times in milliseconds, duration in minutes. */
export interface Appointment {
	id: string;
	patient_id: string | null;
	practitioner_id: string;
	location_id: string;
	appointment_type_id: string;
	start: number;
	duration: number;
	reservedUntil: number;
	bookedAt: number | null;
	cancelledAt: number | null;
	suppress_mail: boolean;
	/** The link by which a patient booked it. */
	link_id?: string;
}

export type AppointmentStatus = 'reserved' | 'lapsed' | 'booked' | 'cancelled';

/** Which time of whom; what is left out may be any. Start in milliseconds, duration in minutes. */
export interface Time {
	practitioner_id?: string;
	location_id?: string;
	appointment_type_id?: string;
	start: number;
	duration: number;
}

const DAYS = 10;
const SLOT_LENGTH = 15;
const OPENS = 9 * 60;
const CLOSES = 17 * 60;

/** Two weeks of weekdays from a day on, 09:00 to 17:00 in London, in order of time. */
export function createSlots(practitioners: Practitioner[], from: Date): Slot[] {
	const slots: Slot[] = [];
	const atWork = practitioners.filter(({ id }) => !practitionersOnLeave.includes(id));
	weekdays(from).forEach((day, dayIndex) => {
		for (let minute = OPENS; minute < CLOSES; minute += SLOT_LENGTH) {
			const hour = Math.floor(minute / 60);
			const start = day.set({ hour, minute: minute % 60 }).toMillis();
			for (const { id, location_ids, appointment_type_ids } of atWork) {
				slots.push({
					id: String(900_001 + slots.length),
					practitioner_id: id,
					appointment_type_id: appointment_type_ids[hour % appointment_type_ids.length],
					location_id: location_ids[dayIndex % location_ids.length],
					start,
					finish: start + SLOT_LENGTH * MINUTE,
					appointments: [],
				});
			}
		}
	});
	return slots;
}

/** A hold lapses by the clock alone; nothing has to happen for its time to be free again. */
export function statusOf(appointment: Appointment, now: number): AppointmentStatus {
	if (appointment.cancelledAt !== null) return 'cancelled';
	if (appointment.bookedAt !== null) return 'booked';
	return appointment.reservedUntil > now ? 'reserved' : 'lapsed';
}

/** Whether the slot lies ahead and nobody holds or has booked any part of it. */
export const isFree = (slot: Slot, now: number) =>
	slot.start > now && !slot.appointments.some((appointment) => takesTime(appointment, now));

/** Whether free slots of one practitioner, together and without a gap, make up the whole time. */
export function isAvailable(slots: Slot[], time: Time, now: number): boolean {
	const covered = new Map<string, number>();
	for (const slot of overlapping(slots, time)) {
		if (!matches(slot, time) || !isFree(slot, now)) continue;
		const overlap = Math.min(slot.finish, finishOf(time)) - Math.max(slot.start, time.start);
		covered.set(slot.practitioner_id, (covered.get(slot.practitioner_id) ?? 0) + overlap);
	}
	return [...covered.values()].some((overlap) => overlap === time.duration * MINUTE);
}

/** Puts an appointment into every slot of its practitioner that it touches. */
export function takeTime(slots: Slot[], appointment: Appointment, now: number): void {
	for (const slot of overlapping(slots, appointment)) {
		if (slot.practitioner_id !== appointment.practitioner_id) continue;
		slot.appointments = slot.appointments.filter((other) => takesTime(other, now));
		slot.appointments.push(appointment);
	}
}

/** Takes an appointment out of the slots it was in. */
export function leaveTime(slots: Slot[], appointment: Appointment): void {
	for (const slot of overlapping(slots, appointment)) {
		slot.appointments = slot.appointments.filter((other) => other !== appointment);
	}
}

/** The slot of a practitioner in which a time lies, given in milliseconds. */
export const slotAt = (slots: Slot[], practitionerId: string, time: number) =>
	slots.find(
		({ practitioner_id, start, finish }) =>
			practitioner_id === practitionerId && start <= time && time < finish,
	);

const takesTime = (appointment: Appointment, now: number) =>
	['reserved', 'booked'].includes(statusOf(appointment, now));

const finishOf = ({ start, duration }: Time) => start + duration * MINUTE;

const overlapping = (slots: Slot[], time: Time) =>
	slots.filter((slot) => slot.start < finishOf(time) && slot.finish > time.start);

const matches = (slot: Slot, time: Time) =>
	(['practitioner_id', 'location_id', 'appointment_type_id'] as const).every(
		(key) => time[key] === undefined || time[key] === slot[key],
	);

function weekdays(from: Date): DateTime[] {
	const days: DateTime[] = [];
	let day = DateTime.fromJSDate(from, { zone: LONDON }).startOf('day');
	for (; days.length < DAYS; day = day.plus({ days: 1 })) {
		if (day.weekday <= 5) days.push(day);
	}
	return days;
}
