import {
	batchStatus,
	createBatch,
	preparationStatus,
	recipientStatus,
	sendBatch,
	sendStatus,
	type RecipientInput,
} from '../../practice/batches';
import { sentAt } from '../../practice/messages';
import { orNotFound, badRequest } from '../../lib/httpError';
import { toIso } from '../../lib/time';
import type { Operations } from './operation';
import { paginateAs } from './pages';
import type { Batch, Channel, Message } from '../../practice/model';

interface BatchMessageCreate {
	name: string;
	channel: Channel;
	subject?: string;
	content: string;
	recipients: RecipientInput[];
}

/** Operations of batch messages. */
export const batchMessageOperations: Operations = {
	createBatchMessage: (practice, call) => {
		const body = call.body as unknown as BatchMessageCreate;
		if (body.channel === 'EMAIL' && !body.subject) {
			badRequest('invalid_type', 'string', ['body', 'subject']);
		}
		if (!body.recipients.length) badRequest('too_small', '1 or more', ['body', 'recipients']);
		const { name, channel, subject, content, recipients } = body;
		const batch = createBatch(practice, { name, channel, subject, content }, recipients);
		return toApi(batch, practice.now());
	},

	// The filter has other values than the status in the response, so it selects by preparation status.
	listBatchMessages: ({ batches, now }, { query }) => {
		const matching = [...batches.values()].filter(
			(batch) => query.status === undefined || preparationStatus(batch, now()) === query.status,
		);
		return paginateAs(matching, query, (batch) => toApi(batch, now()));
	},

	getBatchMessage: ({ batches, now }, { params }) =>
		toApi(orNotFound(batches.get(params.id)), now()),

	// The response is a guess.
	sendBatchMessage: (practice, { params, practiceGroupId }) => {
		const batch = orNotFound(practice.batches.get(params.id));
		if (batch.sentAt !== null)
			badRequest('already_sent', 'batch that was not sent', ['path', 'id']);
		sendBatch(practice, batch, practiceGroupId);
		return toApi(batch, practice.now());
	},

	// The format of a recipient is a guess.
	listBatchMessageRecipients: ({ batches, now }, { params, query }) => {
		const batch = orNotFound(batches.get(params.id));
		const matching = batch.recipients.filter(
			(recipient) =>
				query.status === undefined || recipientStatus(batch, recipient, now()) === query.status,
		);
		return paginateAs(matching, query, (recipient) => ({
			...recipient,
			error: undefined,
			status: recipientStatus(batch, recipient, now()),
		}));
	},

	// The format of a message is a guess.
	listBatchMessageSends: ({ batches, now }, { params, query }) => {
		const batch = orNotFound(batches.get(params.id));
		const matching = batch.messages.filter(
			(message) => query.status === undefined || sendStatus(batch, message, now()) === query.status,
		);
		return paginateAs(matching, query, (message) => sendToApi(batch, message, now()));
	},
};

const toApi = (batch: Batch, now: number) => ({
	id: batch.id,
	name: batch.name,
	status: batchStatus(batch, now),
	channel: batch.channel,
	subject: batch.subject,
	content: batch.content,
});

function sendToApi(batch: Batch, message: Message, now: number) {
	const status = sendStatus(batch, message, now);
	const sent = sentAt(message, now);
	return {
		id: message.id,
		patient_id: message.patient_id,
		status,
		sent_at: sent === undefined ? undefined : toIso(sent),
		failure_reason: status === 'ERROR' ? message.failure : undefined,
	};
}
