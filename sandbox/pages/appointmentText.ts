import { DateTime } from 'luxon';
import { LONDON } from '../lib/time';
import type { Appointment, Practice, Slot } from '../practice/model';

type AppointmentOrSlot = Pick<
	Slot | Appointment,
	'practitioner_id' | 'location_id' | 'appointment_type_id'
>;

/** A time in London. */
export const dayOf = (time: number) => DateTime.fromMillis(time, { zone: LONDON });

/** Hour and minute. */
export const timeOf = (time: number) => dayOf(time).toFormat('HH:mm');

/** Day and time in words. */
export const dayAndTimeOf = (time: number) => dayOf(time).toFormat("cccc d LLLL yyyy 'at' HH:mm");

/** The type of an appointment or slot. */
export const appointmentTypeOf = (
	{ appointmentTypes }: Practice,
	{ appointment_type_id }: AppointmentOrSlot,
) => appointmentTypes.find(({ id }) => id === appointment_type_id);

/** The full name of the practitioner. */
export function practitionerName(
	{ practitioners }: Practice,
	{ practitioner_id }: AppointmentOrSlot,
): string {
	const { title, first_name, last_name } =
		practitioners.find(({ id }) => id === practitioner_id) ?? practitioners[0];
	return `${title} ${first_name} ${last_name}`;
}

/** The place of the appointment, or its medium. */
export function locationText(practice: Practice, meeting: AppointmentOrSlot): string {
	const type = appointmentTypeOf(practice, meeting);
	if (type?.video) return 'by video';
	if (type?.telephone) return 'by telephone';
	return `at ${practice.locations.find(({ id }) => id === meeting.location_id)?.name}`;
}
