import { toIso } from '../../lib/time';
import { filterBySlots, matchingSlots } from './slotFilter';
import { list, type Operations } from './operation';
import { isFree } from '../../practice/slots';

/** Operations of appointment types. */
export const appointmentTypeOperations: Operations = {
	listAppointmentTypes: (practice, { query }) => {
		const now = practice.now();
		const candidates = matchingSlots(practice, query) ?? practice.slots;
		const free = candidates.filter((slot) => isFree(slot, now));
		const types = filterBySlots(practice, query, practice.appointmentTypes, 'appointment_type_id');
		return list(
			types.map((type) => {
				const slots = free.filter((slot) => slot.appointment_type_id === type.id);
				const next_available_at = slots.length ? toIso(slots[0].start) : null;
				return { ...type, slot_count: slots.length, next_available_at };
			}),
		);
	},
};
