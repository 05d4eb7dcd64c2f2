import { requireAssignee } from '../../form/fields';
import type { Operation } from '../../form/operation';
import { madeUpId, minutesFromNow, onlyHeroKnows, sent } from '../../form/rehearsal';
import { messageSafeguards } from '../../form/safeguards';
import { messageToPatient } from './messageToPatient';
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
	toPatient: messageToPatient,
	safeguards: messageSafeguards,
	body,
	prepare: requireAssignee,
	rehearsal: {
		response: {
			message_id: madeUpId('message'),
			content: sent('message_string'),
			created_at: minutesFromNow(0),
			snomed_code: sent('snomed_code'),
			write_to_record: sent('write_to_record'),
			auth_token: onlyHeroKnows,
			confirm_write_to_record_url: onlyHeroKnows,
			submitted_by: onlyHeroKnows,
			send_at: sent('send_at'),
		},
		assumes: 'Hero knows the patient, and has a number or an address for this channel.',
	},
};
