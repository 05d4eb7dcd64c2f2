import type { Operation } from '../../form/operation';
import { fixed, madeUpId, sent } from '../../form/rehearsal';
import { body, formOnly } from './create.fields';
import { duplicatesHint, recipientSummary, removeDuplicates } from './duplicateRecipients';
import { batchToPatients } from './batchToPatients';
import { combineRecipients } from './recipients';

export const create: Operation = {
	id: 'createBatchMessage',
	name: 'Create',
	value: 'create',
	action: 'Create a batch message',
	description:
		'Prepare one message for many patients. Nothing is delivered until you send the batch message.',
	notice:
		'Hero takes the contact details of the recipients from PDS. Look at Get Many Recipients before you send: it lists for whom that failed.',
	method: 'POST',
	path: '/v1/batch_message',
	undocumented: ['body'],
	toPatient: batchToPatients,
	safeguards: [
		'checkPatient',
		'doNotContact',
		'mostMessages',
		'mostSmsParts',
		'oneNumber',
		'smsPrice',
	],
	formOnly,
	body,
	combineItems: { field: 'recipients_from', value: 'items', combine: combineRecipients },
	prepare: removeDuplicates,
	extraOutput: recipientSummary,
	hint: duplicatesHint,
	rehearsal: {
		response: {
			id: madeUpId('batch'),
			name: sent('name'),
			status: fixed('CREATED'),
			channel: sent('channel'),
			subject: sent('subject'),
			content: sent('content'),
		},
		assumes: 'Hero finds every recipient, and has a contact for each.',
	},
};
