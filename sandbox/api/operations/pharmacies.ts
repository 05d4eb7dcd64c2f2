import { prescriberIds, type Pharmacy } from '../../practice/catalogue';
import { orNotFound, badRequest } from '../../lib/httpError';
import { list, type Operations } from './operation';

/** Operations of pharmacies. */
export const pharmacyOperations: Operations = {
	listPrescriberPharmacies: ({ pharmacies }, { params }) => {
		const prescriberId = orNotFound(prescriberIds.find((id) => id === params.id));
		return list(pharmacies.filter(({ prescriber_id }) => prescriber_id === prescriberId));
	},

	createPharmacy: ({ pharmacies }, { body }) => {
		const { name, email, mobile, prescriber_id } = body as unknown as Omit<Pharmacy, 'id'>;
		if (!prescriberIds.includes(prescriber_id)) {
			badRequest('unknown_id', 'id of a prescriber', ['body', 'prescriber_id']);
		}
		const id = String(88 + pharmacies.length);
		const pharmacy: Pharmacy = { id, prescriber_id, name, email, mobile };
		pharmacies.push(pharmacy);
		return pharmacy;
	},
};
