import { locator } from '../../form/locators';
import type { Operation } from '../../form/operation';

export const get: Operation = {
	id: 'getFormResponse',
	name: 'Get',
	value: 'get',
	action: 'Get a form response',
	description:
		'Get the record of a submitted form. Hero does not document a call that returns its answers.',
	method: 'GET',
	path: '/v1/form_response/{id}',
	pathFields: {
		id: locator('Form Response', 'The response, by its ID in the event Form Submitted'),
	},
	simplify: [
		'id',
		'form_id',
		'client_id',
		'appointment_id',
		'created_at',
		'updated_at',
		'hidden',
		'emis_file_record_at',
		'write_to_record_error',
		'short_link_id',
	],
};
