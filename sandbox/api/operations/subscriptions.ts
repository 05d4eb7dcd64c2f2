import { toIso } from '../../lib/time';
import type { Operations } from './operation';
import { sortBy, parseSortKeys } from './sorting';
import { paginateAs } from './pages';
import type { Subscription } from '../../practice/model';

/** Operations of the subscriptions of patients. */
export const subscriptionOperations: Operations = {
	// The response is a guess.
	listSubscriptions: ({ subscriptions }, { query }) => {
		const matching = [...subscriptions.values()].filter((subscription) =>
			filters.every((key) => query[key] === undefined || query[key] === subscription[key]),
		);
		const sort = parseSortKeys(query, sortKeys, ['order_by[]', 'order_descending[]']);
		return paginateAs(sortBy(matching, sort), query, ({ createdAt, ...subscription }) => ({
			...subscription,
			created_at: toIso(createdAt),
		}));
	},
};

const filters = ['patient_id', 'scheme_id', 'scheme_name', 'status'] as const;

const sortKeys = { created_at: ({ createdAt }: Subscription) => createdAt };
