import { badRequest, orNotFound } from '../lib/httpError';
import { ownContact, simulatedFailure } from './contacts';
import { writeToRecord } from './healthRecord';
import type { Message, Patient, Practice } from './model';

/** The statuses of a message in Hero's format. */
export type MessageStatus = 'scheduled' | 'queued' | 'sent' | 'delivered' | 'failed';

/** Milliseconds until a message is sent, and until it is delivered. */
const SENT_AFTER = 1_000;
const DELIVERED_AFTER = 5_000;

/** The status of a message by the clock alone. */
export function messageStatus(message: Message, now: number): MessageStatus {
	const elapsed = now - dueAt(message);
	if (elapsed < 0) return 'scheduled';
	if (elapsed < SENT_AFTER) return 'queued';
	if (message.failure !== undefined) return 'failed';
	return elapsed < DELIVERED_AFTER ? 'sent' : 'delivered';
}

/** The time of sending in milliseconds; undefined until then. */
export const sentAt = (message: Message, now: number): number | undefined =>
	['sent', 'delivered'].includes(messageStatus(message, now))
		? dueAt(message) + SENT_AFTER
		: undefined;

/** The time from which the status no longer changes, in milliseconds. */
export const completedAt = (message: Message) => dueAt(message) + DELIVERED_AFTER;

const dueAt = ({ createdAt, scheduledAt }: Message) => Math.max(createdAt, scheduledAt ?? 0);

/** A message to send. Its channel is one of hero, sms, email and nhs_app. */
export interface NewMessage
	extends Pick<Message, 'patient_id' | 'short_link_id' | 'write_to_record'> {
	channel: string;
	content: string;
	/** Replaces the mobile number or email address of the patient. */
	contactDetail?: string;
	scheduledAt: number | null;
	/** True when the message is written to the health record without approval. */
	writesAtOnce?: boolean;
}

/**
 * Sends a message to a patient. Throws an HttpError when the patient or the link is unknown, or when
 * the patient has no contact detail for the channel.
 */
export function sendMessage(
	practice: Practice,
	practice_group_id: string,
	{ contactDetail, writesAtOnce, ...details }: NewMessage,
): Message {
	const { messages, patients, links, now } = practice;
	const patient = orNotFound(patients.get(details.patient_id));
	if (!contactDetail) requireContactDetail(patient, details.channel);
	if (details.short_link_id !== undefined && !links.has(details.short_link_id)) {
		badRequest('unknown_id', 'id of a link', ['body', 'short_link_id']);
	}
	const id = String(550_021 + messages.size);
	const message: Message = {
		...{ id, practice_group_id, createdAt: now(), ...details },
		...delivery(practice, contactDetail ?? ownContact(patient, details.channel), details.channel),
	};
	messages.set(message.id, message);
	if (writesAtOnce) writeToRecord(practice, message);
	return message;
}

/** Where a message goes, and why it will not arrive there. */
function delivery(
	practice: Practice,
	contact: string | undefined,
	channel: string,
): Pick<Message, 'sent_to' | 'failure'> {
	if (channel !== 'sms' && channel !== 'email') return {};
	return { sent_to: contact, failure: simulatedFailure(practice, contact) };
}

function requireContactDetail({ mobile, email }: Patient, channel: string): void {
	const path = ['body', 'recipient_contact_detail'];
	if (channel === 'sms' && !mobile) badRequest('missing_contact_detail', 'mobile number', path);
	if (channel === 'email' && !email) badRequest('missing_contact_detail', 'email address', path);
}
