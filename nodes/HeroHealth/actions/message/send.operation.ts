import {
	select,
	recipientContact,
	dateTime,
	identifier,
	openSelect,
	longText,
	requireAssignee,
	required,
	shownWhen,
	snomedCode,
	text,
	boolean,
} from '../../form/fields';
import { assigneeLocator, patientLocator, taskLocator } from '../../form/locators';
import type { Field, Operation } from '../../form/operation';
import { readWholeNumber } from '../../form/values/numbers';

/** A number here, unlike elsewhere (schema SendMessage). */
const assignee: Field = {
	...assigneeLocator,
	toWire: (value, context) => readWholeNumber(assigneeLocator.toWire(value, context), 1),
};

const addressed = { messageType: ['sms', 'email', 'nhs_app'] };
const withFallback = { messageType: ['nhs_app'] };

export const send: Operation = {
	id: 'sendMessage',
	name: 'Send',
	value: 'send',
	action: 'Send a message',
	description:
		'Send one text to one patient by SMS, email or NHS App, or only keep it in Hero. It can also go on the health record.',
	method: 'POST',
	path: '/v1/messages/send',
	notFoundMeans: 'Hero did not find the patient, or another record that the item names',
	body: {
		message_type: required(
			select('Channel', 'How the message reaches the patient', [
				['sms', 'SMS'],
				['email', 'Email'],
				['nhs_app', 'NHS App'],
				['hero', 'Hero Only', 'Keeps the message in Hero; nothing is delivered'],
			]),
		),
		patient_id: required(patientLocator),
		message_string: required(longText('Message', 'Text of the message')),
		recipient_contact_detail: shownWhen(
			addressed,
			recipientContact(
				'Send To',
				"Phone number or email address instead of the one on the patient's record",
				'messageType',
			),
		),
		fallback_message_type: shownWhen(
			withFallback,
			select('Fallback Channel', 'Used when the NHS App does not reach the patient', [
				['sms', 'SMS'],
				['email', 'Email'],
			]),
		),
		fallback_contact_detail: shownWhen(
			withFallback,
			recipientContact(
				'Fallback Contact',
				'Phone number or email address for the fallback channel',
				'fallbackMessageType',
			),
		),
		send_at: dateTime(
			'Send At',
			'Moment of a scheduled message. Hero does not document the format',
		),
		write_to_record: boolean(
			'Write to Record',
			'Whether to put the message on the health record once an admin approves it',
		),
		auto_write_to_record: boolean(
			'Write to Record Without Approval',
			'Whether to put it on the record at once, without anyone at the practice checking. Counts only if the API key may do so',
		),
		snomed_code: snomedCode('SNOMED Code', 'For the record entry'),
		snomed_term: text('SNOMED Term', 'For the record entry', { placeholder: 'e.g. Asthma' }),
		encrypted: boolean('Encrypted', 'Whether Hero is told to encrypt the message'),
		assignee_id: assignee,
		assignee_type: openSelect('Assignee Type', 'What the assignee ID names', [
			['Admin', 'Admin'],
			['AdminTeam', 'Admin Team'],
		]),
		task_id: taskLocator,
		attachment_uuid: identifier(
			'Attachment UUID',
			'The attachment_uuid that Create Attachment Link gives',
		),
		short_link_id: identifier('Short Link ID', 'The short_link_id that Create Video Link gives'),
	},
	prepare: requireAssignee,
};
