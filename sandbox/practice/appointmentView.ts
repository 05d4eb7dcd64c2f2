import { toIso } from '../lib/time';
import { CANCELLATION_POLICY_HOURS, isChangeable } from './appointmentStatus';
import type { Appointment, Practice } from './model';

/** An appointment in the form in which Hero's API and the admin API show it. */
export function appointmentToApi(practice: Practice, appointment: Appointment) {
	const type = practice.appointmentTypes.find(({ id }) => id === appointment.appointment_type_id);
	const changeable = isChangeable(appointment, practice.now());
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
