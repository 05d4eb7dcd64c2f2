import { isFree } from '../../practice/slots';
import type { Practice, Slot } from '../../practice/model';

type SlotKey = 'location_id' | 'appointment_type_id' | 'practitioner_id';

/**
 * The slots that match the filters of a list of locations, types or practitioners, or undefined
 * when the list is not filtered.
 */
export function matchingSlots(
	{ slots, now }: Practice,
	query: Record<string, unknown>,
): Slot[] | undefined {
	const { location_ids, appointment_type_ids, has_availability } = query;
	if (!location_ids && !appointment_type_ids && !has_availability) return undefined;
	const time = now();
	const among = (ids: unknown, id: string) => !ids || (ids as string[]).includes(id);
	return slots.filter(
		(slot) =>
			among(location_ids, slot.location_id) &&
			among(appointment_type_ids, slot.appointment_type_id) &&
			(!has_availability || isFree(slot, time)),
	);
}

/** The records that occur in the slots matching the query. */
export function filterBySlots<Item extends { id: string }>(
	practice: Practice,
	query: Record<string, unknown>,
	items: Item[],
	key: SlotKey,
): Item[] {
	const slots = matchingSlots(practice, query);
	return slots ? items.filter(({ id }) => slots.some((slot) => slot[key] === id)) : items;
}
