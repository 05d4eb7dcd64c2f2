import {
	longText,
	objectList,
	patientText,
	required,
	select,
	shownWhen,
	text,
} from '../../form/fields';
import type { Fields } from '../../form/operation';
import { nhsAppNeeds } from '../message/nhsApp';
import { recipient } from './recipients';

const fromItems = { recipientsFrom: ['items'] };

export const formOnly: Fields = {
	recipients_from: required(
		select('Recipients From', 'Where the recipients come from', [
			['items', 'Input Items', 'All input items become one batch message'],
			['list', 'A List', 'Each input item becomes a batch message of its own'],
		]),
	),
	nhs_number: shownWhen(fromItems, recipient.nhs_number),
	dob: shownWhen(fromItems, recipient.dob),
};

export const body: Fields = {
	name: required(
		text('Name', 'Name of the batch message in Hero', { placeholder: 'e.g. Asthma reviews March' }),
	),
	channel: required(
		select('Channel', 'How the message reaches the patients', [
			['SMS', 'SMS'],
			['EMAIL', 'Email'],
			['NHS_APP', 'NHS App', nhsAppNeeds],
		]),
	),
	subject: shownWhen({ channel: ['EMAIL'] }, required(patientText('Subject'))),
	content: required(longText('Message', 'Text of the message')),
	recipients: shownWhen(
		{ recipientsFrom: ['list'] },
		required(
			objectList('Recipients', 'Recipient', 'People who get the message', recipient, 'leftOut'),
		),
	),
};
