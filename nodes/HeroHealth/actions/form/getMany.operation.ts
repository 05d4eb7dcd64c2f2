import { select, text, boolean } from '../../form/fields';
import type { Operation } from '../../form/operation';

export const getMany: Operation = {
	id: 'listForms',
	name: 'Get Many',
	value: 'getMany',
	action: 'Get many forms',
	description: 'List the forms of the practice group',
	method: 'GET',
	path: '/v1/forms',
	query: {
		search: text('Search', 'Text to look for', { placeholder: 'e.g. asthma' }),
		reply_form: boolean(
			'Reply Form',
			'Whether to return only reply forms. Added and off, only the others',
		),
		form_type: select('Type', 'Kind of form', [
			['appointment', 'Appointment'],
			['care_navigation', 'Care Navigation'],
			['questionnaire', 'Questionnaire'],
			['response', 'Response'],
		]),
	},
	list: 'whole',
};
