import { locator } from '../../form/locators';
import type { Operation } from '../../form/operation';

export const get: Operation = {
	id: 'getFormResponse',
	name: 'Get',
	value: 'get',
	action: 'Get a form response',
	description:
		'Get the record of a submitted form. Hero does not document where its answers are read.',
	method: 'GET',
	path: '/v1/form_response/{id}',
	pathFields: { id: locator('Form Response', 'The response, by the ID that the event names') },
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
