import { orNotFound } from '../../lib/httpError';
import { filterByOffer } from './offers';
import { list, type Operations } from './operation';

export const practitionerOperations: Operations = {
	listPractitioners: (practice, { query }) =>
		list(filterByOffer(practice, query, practice.practitioners, 'practitioner_id')),

	getPractitioner: ({ practitioners }, { params }) =>
		orNotFound(practitioners.find(({ id }) => id === params.id)),
};
