import { consultants } from '../../practice/catalogue';
import { orNotFound } from '../../lib/httpError';
import { list, type Operations } from './operation';

/** Operations of HCA consultants. */
export const consultantOperations: Operations = {
	// The response is a guess, and so is that `fields` names the searched fields.
	searchHcaConsultants: (_, { query }) => {
		const text = String(query.search ?? '').toLowerCase();
		const fields = query.fields as string[] | undefined;
		const matching = consultants.filter((consultant) =>
			Object.entries(consultant).some(
				([name, value]) => (!fields || fields.includes(name)) && value.toLowerCase().includes(text),
			),
		);
		return list(matching);
	},

	// The response is a guess.
	getHcaConsultant: (_, { params }) =>
		orNotFound(consultants.find(({ gmc_number }) => gmc_number === params.gmc_number)),
};
