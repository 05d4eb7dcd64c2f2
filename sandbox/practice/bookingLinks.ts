import { DateTime } from 'luxon';
import { LONDON, MINUTE } from '../lib/time';
import { bookAppointment, holdAppointment } from './appointments';
import type { Appointment, Link, Patient, Practice, Slot } from './model';
import { isFree } from './slots';

const FILTERS = ['appointment_type_id', 'location_id', 'practitioner_id'] as const;

/** The free slots that a booking link lets a patient book. */
export function bookableSlots(
	{ slots, now }: Practice,
	{ meta = {}, from_date, to_date }: Link,
): Slot[] {
	const time = now();
	return slots.filter((slot) => {
		const day = DateTime.fromMillis(slot.start, { zone: LONDON }).toISODate() as string;
		return (
			FILTERS.every((key) => !meta[key] || meta[key].includes(slot[key])) &&
			(!from_date || day >= from_date) &&
			(!to_date || day <= to_date) &&
			isFree(slot, time)
		);
	});
}

/**
 * Books a slot for a patient who uses a booking link, which counts as one use of the link. Throws an
 * HttpError when the slot is taken.
 */
export function bookSlot(
	practice: Practice,
	link: Link,
	patient: Patient,
	slot: Slot,
): Appointment {
	const { appointment_type_id, location_id, practitioner_id, start, finish } = slot;
	const type = practice.appointmentTypes.find(({ id }) => id === appointment_type_id);
	const { id } = holdAppointment(practice, {
		...{ appointment_type_id, location_id, practitioner_id, patient_id: patient.id },
		start,
		duration: type?.duration ?? (finish - start) / MINUTE,
		suppress_mail: false,
	});
	const appointment = bookAppointment(practice, practice.groups[0].id, id);
	link.number_of_uses += 1;
	appointment.link_id = link.id;
	return appointment;
}
