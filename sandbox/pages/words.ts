import { DateTime } from 'luxon';
import type { Appointment, Slot } from '../practice/appointments';
import type { Practice } from '../practice/create';
import { LONDON } from '../lib/time';

type Meeting = Pick<Slot | Appointment, 'practitioner_id' | 'location_id' | 'appointment_type_id'>;

/** A time in London. */
export const dayOf = (time: number) => DateTime.fromMillis(time, { zone: LONDON });

/** Hour and minute. */
export const timeOf = (time: number) => dayOf(time).toFormat('HH:mm');

/** Day and time in full. */
export const dayAndTimeOf = (time: number) => dayOf(time).toFormat("cccc d LLLL yyyy 'at' HH:mm");

/** The kind of a meeting. */
export const typeOf = ({ appointmentTypes }: Practice, { appointment_type_id }: Meeting) =>
	appointmentTypes.find(({ id }) => id === appointment_type_id);

/** Whom a patient meets. */
export function whoOf({ practitioners }: Practice, { practitioner_id }: Meeting): string {
	const { title, first_name, last_name } =
		practitioners.find(({ id }) => id === practitioner_id) ?? practitioners[0];
	return `${title} ${first_name} ${last_name}`;
}

/** Where, or by which means, a patient meets somebody. */
export function placeOf(practice: Practice, meeting: Meeting): string {
	const type = typeOf(practice, meeting);
	if (type?.video) return 'by video';
	if (type?.telephone) return 'by telephone';
	return `at ${practice.locations.find(({ id }) => id === meeting.location_id)?.name}`;
}
