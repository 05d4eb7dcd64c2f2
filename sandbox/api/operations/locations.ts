import { filterBySlots } from './slotFilter';
import { list, type Operations } from './operation';

/** Operations of locations. */
export const locationOperations: Operations = {
	listLocations: (practice, { query }) =>
		list(filterBySlots(practice, query, practice.locations, 'location_id')),
};
