import { requireAssignee } from '../../form/fields';
import type { Operation } from '../../form/operation';
import { body } from './send.fields';

export const send: Operation = {
	id: 'sendMessage',
	name: 'Send',
	value: 'send',
	action: 'Send a message',
	description:
		'Send a message to one patient by SMS, email or NHS App, or only keep it in Hero. It can also be written to the health record.',
	method: 'POST',
	path: '/v1/messages/send',
	notFoundMeans: 'Hero did not find the patient or another record in this item',
	messagesPatient: ({ body: values }) => values.message_type !== 'hero',
	body,
	prepare: requireAssignee,
};
