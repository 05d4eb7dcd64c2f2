import type { Admin } from '../../practice/catalogue';
import { orNotFound } from '../../lib/httpError';
import type { Operations } from './operation';
import { paginate } from './pages';

/** Operations of the members of staff. */
export const adminOperations: Operations = {
	listAdmins: ({ admins }, { query }) => {
		const sorted = query.order_by
			? [...admins].sort((one, other) => one.first_name.localeCompare(other.first_name))
			: [...admins];
		return paginate(query.order_descending ? sorted.reverse() : sorted, query);
	},

	updateAdmin: ({ admins }, { params, body }) => {
		const admin = orNotFound(admins.find(({ id }) => id === params.id));
		const { external_prescriber_id, prescriber_details } = body as Partial<Admin>;
		if (external_prescriber_id !== undefined) admin.external_prescriber_id = external_prescriber_id;
		if (prescriber_details !== undefined) {
			admin.prescriber_details = prescriber_details && {
				...admin.prescriber_details,
				...prescriber_details,
			};
		}
		return { admin_id: admin.id };
	},
};
