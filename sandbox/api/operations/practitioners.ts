import { orNotFound } from '../../lib/httpError';
import { filterBySlots } from './slotFilter';
import { list, type Operations } from './operation';

/** Operations of practitioners. */
export const practitionerOperations: Operations = {
	listPractitioners: (practice, { query }) =>
		list(filterBySlots(practice, query, practice.practitioners, 'practitioner_id')),

	getPractitioner: ({ practitioners }, { params }) =>
		orNotFound(practitioners.find(({ id }) => id === params.id)),
};
