import { batchMessageLocator } from '../../form/locators';
import type { Operation } from '../../form/operation';

export const send: Operation = {
	id: 'sendBatchMessage',
	name: 'Send',
	value: 'send',
	action: 'Send a batch message',
	description:
		'Start sending a batch message. It is sent once, even if several items name it. Hero documents no way to stop it.',
	notice:
		'Look at Get Many Recipients before you send: Hero takes the contact details from PDS, and it lists for whom that failed.',
	method: 'PATCH',
	path: '/v1/batch_message/{id}/send',
	onRepeat: 'again',
	oncePerRun: true,
	// A guess, since Hero documents no 409.
	conflictMeans: 'The batch message may have been sent already, or it has no recipients',
	// The channel is that of the batch, which is looked up.
	toPatient: () => ({}),
	safeguards: ['allowedHours', 'mostMessages'],
	sendsBatch: {
		batch: '/v1/batch_message/{id}',
		recipients: '/v1/batch_message/{id}/recipients',
	},
	pathFields: { id: batchMessageLocator },
	rehearsal: { assumes: 'The batch message was not sent before.' },
};
