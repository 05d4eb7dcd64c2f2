import { readTime } from '../../lib/time';
import { appointmentToApi } from '../../practice/appointmentView';
import type { Operations } from './operation';
import { sortBy, parseSortKeys } from './sorting';
import { paginateAs } from './pages';
import { statusOf } from '../../practice/appointmentStatus';
import type { Appointment, Practice } from '../../practice/model';

/** The operation that lists appointments. */
export const appointmentListOperations: Operations = {
	// The parameters are a guess: paging and sorting as elsewhere, filters by the appointment's fields.
	listAppointments: (practice, { query }) => {
		const from = query.start_date ? readTime(query.start_date, ['query', 'start_date']) : -Infinity;
		const to = query.end_date ? readTime(query.end_date, ['query', 'end_date'], 'end') : Infinity;
		const now = practice.now();
		const matching = [...practice.appointments.values()].filter(
			(appointment) =>
				filters.every((key) => query[key] === undefined || query[key] === appointment[key]) &&
				(query.status === undefined || query.status === statusOf(appointment, now)) &&
				appointment.start >= from &&
				appointment.start <= to,
		);
		const sort = parseSortKeys(query, sortKeys(practice), ['order_by', 'order_descending']);
		return paginateAs(sortBy(matching, sort), query, (appointment) =>
			appointmentToApi(practice, appointment),
		);
	},
};

const filters = ['patient_id', 'practitioner_id', 'location_id', 'appointment_type_id'] as const;

function sortKeys({ patients }: Practice) {
	const nameOf = ({ patient_id }: Appointment, ...parts: Array<'first_name' | 'last_name'>) =>
		parts.map((part) => patients.get(patient_id ?? '')?.[part] ?? '').join(' ');
	return {
		id: ({ id }: Appointment) => Number(id),
		start_time: ({ start }: Appointment) => start,
		patient_id: ({ patient_id }: Appointment) => Number(patient_id),
		patient_first_name: (appointment: Appointment) => nameOf(appointment, 'first_name'),
		patient_last_name: (appointment: Appointment) => nameOf(appointment, 'last_name'),
		patient_full_name: (appointment: Appointment) => nameOf(appointment, 'first_name', 'last_name'),
	};
}
