import { found } from '../../lib/httpError';
import { offered } from './offers';
import { list, type Operations } from './operation';

export const practitionerOperations: Operations = {
	listPractitioners: (practice, { query }) =>
		list(offered(practice, query, practice.practitioners, 'practitioner_id')),

	getPractitioner: ({ practitioners }, { params }) =>
		found(practitioners.find(({ id }) => id === params.id)),
};
