import {
	select,
	longText,
	patientText,
	required,
	objectList,
	shownWhen,
	text,
} from '../../form/fields';
import type { Operation } from '../../form/operation';
import {
	removeDuplicates,
	recipient,
	recipientSummary,
	duplicatesHint,
} from './duplicateRecipients';

const fromItems = { recipientsFrom: ['items'] };

export const create: Operation = {
	id: 'createBatchMessage',
	name: 'Create',
	value: 'create',
	action: 'Create a batch message',
	description: 'Prepare one text for many patients. Nothing is sent until the batch is sent.',
	method: 'POST',
	path: '/v1/batch_message',
	undocumented: ['body'],
	formOnly: {
		recipients_from: required(
			select('Recipients From', 'Where the recipients come from', [
				['items', 'Input Items', 'All input items become one batch'],
				['list', 'A List', 'Each input item makes a batch of its own'],
			]),
		),
		nhs_number: shownWhen(fromItems, recipient.nhs_number),
		dob: shownWhen(fromItems, recipient.dob),
	},
	body: {
		name: required(
			text('Name', 'Label of the batch', { placeholder: 'e.g. Asthma reviews March' }),
		),
		channel: required(
			select('Channel', 'How the message reaches the patients', [
				['SMS', 'SMS'],
				['EMAIL', 'Email'],
				['NHS_APP', 'NHS App'],
			]),
		),
		subject: shownWhen({ channel: ['EMAIL'] }, required(patientText('Subject'))),
		content: required(longText('Message', 'Text of the message')),
		recipients: shownWhen(
			{ recipientsFrom: ['list'] },
			required(objectList('Recipients', 'Recipient', 'Who gets the message', recipient, 'leftOut')),
		),
	},
	combineItems: {
		field: 'recipients_from',
		value: 'items',
		combine: (items, itemIndexes) => ({
			...items[0],
			formOnly: { ...items[0].formOnly, items: itemIndexes },
			body: { ...items[0].body, recipients: items.map(({ formOnly }) => formOnly) },
		}),
	},
	prepare: removeDuplicates,
	extraOutput: recipientSummary,
	hint: duplicatesHint,
};
