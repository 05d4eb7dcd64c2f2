import type { Operations } from './operation';
import { page } from './pages';

export const adminOperations: Operations = {
	listAdmins: ({ admins }, { query }) => {
		const sorted = query.order_by
			? [...admins].sort((one, other) => one.first_name.localeCompare(other.first_name))
			: [...admins];
		return page(query.order_descending ? sorted.reverse() : sorted, query);
	},
};
