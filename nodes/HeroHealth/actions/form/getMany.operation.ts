import { boolean, select, text } from '../../form/fields';
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
		search: text('Search', 'Text to search for', { placeholder: 'e.g. asthma' }),
		reply_form: boolean(
			'Reply Form',
			'Whether to return only reply forms. If it is added and off, only other forms are returned',
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
