import { DateTime } from 'luxon';
import { LONDON } from '../lib/time';
import { latest, nameOf } from './names';
import type { Row } from './rows';
import { statusOf } from '../practice/appointmentStatus';
import type { Practice } from '../practice/model';

const MAX_APPOINTMENTS = 150;

/** The newest appointments of today and the days to come. */
export function appointmentRows(practice: Practice): Row[] {
	const { appointments, practitioners, appointmentTypes, locations } = practice;
	const now = practice.now();
	const today = DateTime.fromMillis(now, { zone: LONDON }).startOf('day').toMillis();
	return latest(appointments, MAX_APPOINTMENTS)
		.filter(({ start }) => start >= today)
		.map((appointment) => {
			const { id, start, duration, patient_id, reservedUntil } = appointment;
			const practitioner = practitioners.find((one) => one.id === appointment.practitioner_id);
			return {
				...{ id, start, duration, patient_id },
				patient: nameOf(practice, patient_id),
				practitioner: practitioner && `${practitioner.title} ${practitioner.last_name}`,
				type: appointmentTypes.find((one) => one.id === appointment.appointment_type_id)?.name,
				location: locations.find((one) => one.id === appointment.location_id)?.name,
				status: statusOf(appointment, now),
				heldUntil: reservedUntil,
			};
		});
}
