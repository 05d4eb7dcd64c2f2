import { locator } from '../../form/locators';
import type { Operation } from '../../form/operation';

export const get: Operation = {
	id: 'getMessage',
	name: 'Get',
	value: 'get',
	action: 'Get a message',
	description:
		'Get one message with its delivery state and the outcome of writing it to the record',
	method: 'GET',
	path: '/v1/messages/{id}',
	pathFields: { id: locator('Message', 'The message, by the ID that sending it gave') },
	simplify: [
		'id',
		'status',
		'patient.id',
		'created_at',
		'scheduled_at',
		'sent_at',
		'sent_by_admin.id',
		'write_to_record.status',
		'write_to_record.failure_reason',
		'write_to_record.write_to_record_at',
		// An eleventh field, since it decides whether to remind: it tells whether the link in the message still stands.
		'short_link.status',
	],
};
