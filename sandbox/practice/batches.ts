import { badRequest } from '../lib/httpError';
import { ownContact, simulatedFailure } from './contacts';
import { messageStatus, completedAt } from './messages';
import { isNhsNumber, withoutSpaces } from './people';
import { registeredAs } from './register';
import type { Batch, Channel, Message, Patient, Practice, Recipient } from './model';

/** The fields that identify a recipient: an NHS number with a date of birth, or a patient id. */
export type RecipientInput = { nhs_number?: unknown; dob?: unknown; patient_id?: unknown };

/** The statuses of a batch in Hero's format. */
export type BatchStatus = 'CREATED' | 'PENDING' | 'SENDING' | 'COMPLETED';
/** The statuses of a message of a batch in Hero's format. */
export type SendStatus = 'CREATED' | 'QUEUED' | 'SENT' | 'SUCCESS' | 'ERROR';

/** The statuses that the lists of batches and of recipients filter by. */
export type PreparationStatus =
	| 'CREATED'
	| 'ENRICHED'
	| 'ENRICHMENT_ERROR'
	| 'INVALID_PAYLOAD'
	| 'QUEUED';

/** Milliseconds until the recipients of a new batch are looked up, and until sending starts. */
const ENRICHED_AFTER = 1_000;
const STARTS_AFTER = 1_000;
/** Milliseconds between two messages: a hundred a second. */
const MESSAGE_EVERY = 10;

/** Creates a batch without sending it. */
export function createBatch(
	practice: Practice,
	details: Pick<Batch, 'name' | 'channel' | 'subject' | 'content'>,
	recipients: RecipientInput[],
): Batch {
	const batch: Batch = {
		id: String(7301 + practice.batches.size),
		...details,
		// That a patient id identifies a recipient too is a guess; the second form is not documented.
		recipients: recipients.map((input, index) => resolveRecipient(practice, input, index)),
		createdAt: practice.now(),
		sentAt: null,
		messages: [],
	};
	practice.batches.set(batch.id, batch);
	return batch;
}

/** Looks up a recipient among the registered patients. */
function resolveRecipient(practice: Practice, address: RecipientInput, index: number): Recipient {
	const { nhs_number, dob, patient_id } = address;
	const id = String(index + 1);
	if (typeof patient_id === 'string') {
		const patient = practice.patients.get(patient_id);
		return { id, patient_id: patient?.id, error: patient ? undefined : 'ENRICHMENT_ERROR' };
	}
	const number = typeof nhs_number === 'string' ? withoutSpaces(nhs_number) : '';
	const birthday = typeof dob === 'string' ? dob.slice(0, 10) : undefined;
	const recipient: Recipient = { id, nhs_number: number, dob: birthday };
	if (!isNhsNumber(number)) return { ...recipient, error: 'INVALID_PAYLOAD' };
	const patient = birthday === undefined ? undefined : registeredAs(practice, number, birthday);
	return { ...recipient, patient_id: patient?.id, error: patient ? undefined : 'ENRICHMENT_ERROR' };
}

/** Sends a message to each recipient who was found. Throws an HttpError when the batch was sent before. */
export function sendBatch(practice: Practice, batch: Batch, practiceGroupId: string): void {
	const { messages, patients, now } = practice;
	if (batch.sentAt !== null) badRequest('already_sent', 'batch that was not sent', ['path', 'id']);
	batch.sentAt = now();
	for (const { patient_id } of batch.recipients) {
		const patient = patient_id === undefined ? undefined : patients.get(patient_id);
		if (!patient) continue;
		const sent_to = ownContact(patient, batch.channel);
		const message: Message = {
			id: String(550_021 + messages.size),
			practice_group_id: practiceGroupId,
			patient_id: patient.id,
			createdAt: batch.sentAt,
			scheduledAt: batch.sentAt + STARTS_AFTER + batch.messages.length * MESSAGE_EVERY,
			batch_id: batch.id,
			sent_to,
			failure: unreachableReason(patient, batch.channel) ?? simulatedFailure(practice, sent_to),
		};
		messages.set(message.id, message);
		batch.messages.push(message);
	}
}

/** The status of a batch. It follows from the clock. */
export function batchStatus({ sentAt, messages }: Batch, now: number): BatchStatus {
	if (sentAt === null) return 'CREATED';
	if (now < sentAt + STARTS_AFTER) return 'PENDING';
	const last = messages.at(-1);
	return last && now < completedAt(last) ? 'SENDING' : 'COMPLETED';
}

/** The preparation status of a recipient. */
export function recipientStatus(
	batch: Batch,
	{ error }: Recipient,
	now: number,
): PreparationStatus {
	if (error === 'INVALID_PAYLOAD') return error;
	if (batch.sentAt === null && now < batch.createdAt + ENRICHED_AFTER) return 'CREATED';
	if (error) return error;
	return batch.sentAt === null ? 'ENRICHED' : 'QUEUED';
}

/** The preparation status of a batch, which is that of its first usable recipient. */
export function preparationStatus(batch: Batch, now: number): PreparationStatus {
	const usable = batch.recipients.find(({ error }) => !error) ?? batch.recipients[0];
	return recipientStatus(batch, usable, now);
}

/** The status of one message of a batch. */
export function sendStatus({ sentAt }: Batch, message: Message, now: number): SendStatus {
	if (now < (sentAt ?? now) + STARTS_AFTER) return 'CREATED';
	return sendStatuses[messageStatus(message, now)];
}

const sendStatuses = {
	scheduled: 'QUEUED',
	queued: 'QUEUED',
	sent: 'SENT',
	delivered: 'SUCCESS',
	failed: 'ERROR',
} as const;

/** The reason why a patient cannot be reached; undefined when the patient can. */
function unreachableReason({ mobile, email }: Patient, channel: Channel): string | undefined {
	if (channel === 'SMS' && !mobile) return 'The patient has no mobile number';
	if (channel === 'EMAIL' && !email) return 'The patient has no email address';
	return undefined;
}
