import { offered } from './offers';
import { list, type Operations } from './operation';

export const locationOperations: Operations = {
	listLocations: (practice, { query }) =>
		list(offered(practice, query, practice.locations, 'location_id')),
};
