import { filterByOffer } from './offers';
import { list, type Operations } from './operation';

export const locationOperations: Operations = {
	listLocations: (practice, { query }) =>
		list(filterByOffer(practice, query, practice.locations, 'location_id')),
};
