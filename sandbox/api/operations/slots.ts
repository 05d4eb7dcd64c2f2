import { orNotFound, badRequest } from '../../lib/httpError';
import { readTime, toIso } from '../../lib/time';
import type { Operations } from './operation';
import { paginate } from './pages';
import { isAvailable, isFree } from '../../practice/slots';
import type { Practice, Slot } from '../../practice/model';

/** Operations of free slots. */
export const slotOperations: Operations = {
	listSlots: (practice, { query }) => {
		const { data, count } = paginate(freeSlots(practice, query), query);
		return { data: data.map(toApi), count };
	},

	countSlots: (practice, { query }) => ({ count: freeSlots(practice, query).length }),

	getSlot: ({ slots, now }, { params }) =>
		toApi(orNotFound(slots.find((slot) => slot.id === params.id && isFree(slot, now())))),

	checkSlotAvailability: ({ slots, appointmentTypes, now }, { body }) => {
		const { start_time, duration, ...where } = body;
		if (start_time === undefined) badRequest('invalid_type', 'string', ['body', 'start_time']);
		const type = appointmentTypes.find(({ id }) => id === where.appointment_type_id);
		const time = {
			...where,
			start: readTime(start_time, ['body', 'start_time']),
			duration: (duration as number | undefined) ?? type?.duration ?? 15,
		};
		return { available: isAvailable(slots, time, now()) };
	},
};

/** The free slots that match the filters; the range of dates includes both ends. */
function freeSlots({ slots, now }: Practice, query: Record<string, unknown>): Slot[] {
	const from = query.start_date ? readTime(query.start_date, ['query', 'start_date']) : -Infinity;
	const to = query.end_date ? readTime(query.end_date, ['query', 'end_date'], 'end') : Infinity;
	const filters = FILTERS.filter((key) => query[key] !== undefined);
	const time = now();
	return slots.filter(
		(slot) =>
			slot.start >= from &&
			slot.start <= to &&
			filters.every((key) => query[key] === slot[key]) &&
			isFree(slot, time),
	);
}

const FILTERS = ['appointment_type_id', 'location_id', 'practitioner_id'] as const;

const toApi = (slot: Slot) => ({
	id: slot.id,
	practitioner_id: slot.practitioner_id,
	appointment_type_id: slot.appointment_type_id,
	location_id: slot.location_id,
	start_time: toIso(slot.start),
	finish_time: toIso(slot.finish),
});
