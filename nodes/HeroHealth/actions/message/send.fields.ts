import {
	boolean,
	dateTime,
	identifier,
	longText,
	openSelect,
	recipientContact,
	required,
	select,
	shownWhen,
	snomedCode,
	text,
} from '../../form/fields';
import { assigneeLocator, patientLocator, taskLocator } from '../../form/locators';
import type { Field, Fields } from '../../form/operation';
import { readWholeNumber } from '../../form/values/numbers';
import { nhsAppNeeds } from './nhsApp';

/** Unlike in other calls, this ID is a number (schema SendMessage). */
const assignee: Field = {
	...assigneeLocator,
	toWire: (value, context) => readWholeNumber(assigneeLocator.toWire(value, context), 1),
};

const delivered = { messageType: ['sms', 'email', 'nhs_app'] };
const withFallback = { messageType: ['nhs_app'] };

export const body: Fields = {
	message_type: required(
		select('Channel', 'How the message reaches the patient', [
			['sms', 'SMS'],
			['email', 'Email'],
			['nhs_app', 'NHS App', nhsAppNeeds],
			['hero', 'Hero Only', 'Keeps the message in Hero; nothing is delivered'],
		]),
	),
	patient_id: required(patientLocator),
	message_string: required(longText('Message', 'Text of the message')),
	recipient_contact_detail: shownWhen(
		delivered,
		recipientContact(
			'Send To',
			"Phone number or email address to use instead of the one on the patient's record, for this message only",
			'messageType',
		),
	),
	fallback_message_type: shownWhen(
		withFallback,
		select(
			'Fallback Channel',
			'Channel to use if the message is unopened in the NHS App after one hour',
			[
				['sms', 'SMS'],
				['email', 'Email'],
			],
		),
	),
	fallback_contact_detail: shownWhen(
		withFallback,
		recipientContact(
			'Fallback Contact',
			'Phone number or email address for the fallback channel',
			'fallbackMessageType',
		),
	),
	send_at: dateTime('Send At', 'When to send the message. Hero does not document the format'),
	write_to_record: boolean(
		'Write to Record',
		'Whether to write the message to the health record after an admin has approved it. A sent message is no proof of it: the event Write to Record Succeeded of the trigger is.',
	),
	auto_write_to_record: boolean(
		'Write to Record Without Approval',
		'Whether to write the message to the health record at once, before anyone at the practice has checked it. This works only if the API key has the permission',
	),
	snomed_code: snomedCode('SNOMED Code', 'Code for the entry on the health record'),
	snomed_term: text('SNOMED Term', 'Term for the entry on the health record', {
		placeholder: 'e.g. Asthma',
	}),
	encrypted: boolean('Encrypted', 'Whether to ask Hero to encrypt the message'),
	assignee_id: assignee,
	assignee_type: openSelect('Assignee Type', 'Kind of assignee that the ID belongs to', [
		['Admin', 'Admin'],
		['AdminTeam', 'Admin Team'],
	]),
	task_id: taskLocator,
	attachment_uuid: identifier(
		'Attachment UUID',
		'The attachment_uuid in the output of Create Attachment Link',
	),
	short_link_id: identifier(
		'Short Link ID',
		'The short_link_id in the output of Create Video Link',
	),
};
