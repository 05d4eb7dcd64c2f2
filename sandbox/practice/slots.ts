import { DateTime } from 'luxon';
import { LONDON, MINUTE } from '../lib/time';
import { practitionersOnLeave, type Practitioner } from './catalogue';
import { clinics } from './clinics';
import { statusOf } from './appointmentStatus';
import type { Appointment, Slot } from './model';

/** A requested time; a field that is left out may have any value. Duration in minutes. */
export interface RequestedTime {
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
/** Clinics have slot IDs of their own, so that a new clinic changes no other ID. */
const FIRST_ID = 900_001;
const FIRST_CLINIC_ID = 950_001;

/** Slots of the ten weekdays from a date on, sorted by time: 09:00 to 17:00 in London, then the clinics. */
export function createSlots(practitioners: Practitioner[], from: Date): Slot[] {
	const atWork = practitioners.filter(({ id }) => !practitionersOnLeave.includes(id));
	const days = weekdays(from);
	return [...usualSlots(atWork, days), ...clinicSlots(atWork, days)].sort(
		(one, other) => one.start - other.start,
	);
}

function usualSlots(practitioners: Practitioner[], days: DateTime[]): Slot[] {
	const slots: Slot[] = [];
	days.forEach((day, dayIndex) => {
		for (let minute = OPENS; minute < CLOSES; minute += SLOT_LENGTH) {
			for (const practitioner of practitioners) {
				const types = usualTypes(practitioner);
				const type = types[Math.floor(minute / 60) % types.length];
				const id = String(FIRST_ID + slots.length);
				slots.push(slotOf(id, practitioner, type, day, dayIndex, minute));
			}
		}
	});
	return slots;
}

/** The types that a practitioner offers outside clinics; each hour has one of them. */
const usualTypes = ({ id, appointment_type_ids }: Practitioner): string[] =>
	appointment_type_ids.filter(
		(type) =>
			!clinics.some((one) => one.practitioner_id === id && one.appointment_type_id === type),
	);

function clinicSlots(practitioners: Practitioner[], days: DateTime[]): Slot[] {
	const slots: Slot[] = [];
	for (const { practitioner_id, appointment_type_id, opens, closes } of clinics) {
		const practitioner = practitioners.find(({ id }) => id === practitioner_id);
		if (!practitioner) continue;
		days.forEach((day, dayIndex) => {
			for (let minute = opens; minute < closes; minute += SLOT_LENGTH) {
				const id = String(FIRST_CLINIC_ID + slots.length);
				slots.push(slotOf(id, practitioner, appointment_type_id, day, dayIndex, minute));
			}
		});
	}
	return slots;
}

function slotOf(
	id: string,
	{ id: practitioner_id, location_ids }: Practitioner,
	appointment_type_id: string,
	day: DateTime,
	dayIndex: number,
	minute: number,
): Slot {
	const start = day.set({ hour: Math.floor(minute / 60), minute: minute % 60 }).toMillis();
	return {
		...{ id, practitioner_id, appointment_type_id, start },
		location_id: location_ids[dayIndex % location_ids.length],
		finish: start + SLOT_LENGTH * MINUTE,
		appointments: [],
	};
}

/** True when the slot is in the future and no appointment reserves or books any part of it. */
export const isFree = (slot: Slot, now: number) =>
	slot.start > now && !slot.appointments.some((appointment) => blocksSlot(appointment, now));

/** True when adjacent free slots of one practitioner cover the whole requested time. */
export function isAvailable(slots: Slot[], time: RequestedTime, now: number): boolean {
	const covered = new Map<string, number>();
	for (const slot of overlapping(slots, time)) {
		if (!matches(slot, time) || !isFree(slot, now)) continue;
		const overlap = Math.min(slot.finish, finishOf(time)) - Math.max(slot.start, time.start);
		covered.set(slot.practitioner_id, (covered.get(slot.practitioner_id) ?? 0) + overlap);
	}
	return [...covered.values()].some((overlap) => overlap === time.duration * MINUTE);
}

/** Adds an appointment to every slot of its practitioner that it overlaps. */
export function occupySlots(slots: Slot[], appointment: Appointment, now: number): void {
	for (const slot of overlapping(slots, appointment)) {
		if (slot.practitioner_id !== appointment.practitioner_id) continue;
		slot.appointments = slot.appointments.filter((other) => blocksSlot(other, now));
		slot.appointments.push(appointment);
	}
}

/** Removes an appointment from the slots that it occupies. */
export function releaseSlots(slots: Slot[], appointment: Appointment): void {
	for (const slot of overlapping(slots, appointment)) {
		slot.appointments = slot.appointments.filter((other) => other !== appointment);
	}
}

/** The slot of a practitioner that contains a time, given in milliseconds. */
export const slotAt = (slots: Slot[], practitionerId: string, time: number) =>
	slots.find(
		({ practitioner_id, start, finish }) =>
			practitioner_id === practitionerId && start <= time && time < finish,
	);

const blocksSlot = (appointment: Appointment, now: number) =>
	['reserved', 'booked'].includes(statusOf(appointment, now));

const finishOf = ({ start, duration }: RequestedTime) => start + duration * MINUTE;

const overlapping = (slots: Slot[], time: RequestedTime) =>
	slots.filter((slot) => slot.start < finishOf(time) && slot.finish > time.start);

const matches = (slot: Slot, time: RequestedTime) =>
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
