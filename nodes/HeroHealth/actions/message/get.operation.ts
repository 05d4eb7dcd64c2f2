import { locator } from '../../form/locators';
import type { Operation } from '../../form/operation';

export const get: Operation = {
	id: 'getMessage',
	name: 'Get',
	value: 'get',
	action: 'Get a message',
	description:
		'Get one message with its delivery status and whether it was written to the health record',
	method: 'GET',
	path: '/v1/messages/{id}',
	pathFields: { id: locator('Message', 'The message, by its ID, such as the one from Send') },
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
		// The eleventh field is kept because it decides on reminders: it shows whether the link still works.
		'short_link.status',
	],
};
