import { batchMessageLocator } from '../../form/locators';
import type { Operation } from '../../form/operation';

export const send: Operation = {
	id: 'sendBatchMessage',
	name: 'Send',
	value: 'send',
	action: 'Send a batch message',
	description:
		'Start the sending of a batch, once however many items name it. Hero documents no way to stop it.',
	method: 'PATCH',
	path: '/v1/batch_message/{id}/send',
	// Hero documents no 409: what it means is a guess.
	conflictMeans: 'The batch may have been sent already, or has nobody to send to',
	onRepeat: 'again',
	pathFields: { id: batchMessageLocator },
	oncePerRun: true,
};
