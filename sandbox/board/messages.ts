import { batchStatus } from '../practice/batches';
import { isSameContact } from '../practice/contacts';
import { messageStatus } from '../practice/messages';
import { automatedMessageStatus } from '../practice/automatedMessages';
import { latest, nameOf } from './names';
import type { Row } from './rows';
import type { AutomatedMessage, Batch, Message, Patient, Practice } from '../practice/model';

const MAX_MESSAGES = 100;
const MAX_AUTOMATED_MESSAGES = 50;
const MAX_BATCHES = 10;

/** The newest messages, sent by staff or automatically. */
export const messageRows = (practice: Practice): Row[] => [
	...latest(practice.messages, MAX_MESSAGES).map((message) => messageRow(practice, message)),
	...latest(practice.automatedMessages, MAX_AUTOMATED_MESSAGES)
		.filter((message) => automatedMessageStatus(message, practice.now()) === 'SENT')
		.map((message) => automatedMessageRow(practice, message)),
];

function messageRow(practice: Practice, message: Message): Row {
	const { batches, links, patients } = practice;
	const patient = patients.get(message.patient_id);
	const batch = batches.get(message.batch_id ?? '');
	return {
		id: `message ${message.id}`,
		patient_id: message.patient_id,
		patient: nameOf(practice, message.patient_id),
		caution: patient && cautionOf(patient),
		sentTo: message.sent_to,
		isOwnContact: patient && isOwnContact(patient, message.sent_to),
		at: Math.max(message.createdAt, message.scheduledAt ?? 0),
		channel: (message.channel ?? batch?.channel ?? 'hero').toLowerCase(),
		text: message.content ?? batch?.content ?? '',
		link: links.get(message.short_link_id ?? '')?.url,
		status: messageStatus(message, practice.now()),
		failure: message.failure,
	};
}

/** What a workflow should have seen before it sent the message. */
function cautionOf({ deceased_at, restricted }: Patient): string | undefined {
	if (deceased_at !== null) return 'has died';
	return restricted ? 'restricted record' : undefined;
}

const isOwnContact = ({ mobile, email }: Patient, sentTo: string | undefined): boolean =>
	[mobile, email].some((own) => own && sentTo !== undefined && isSameContact(own, sentTo));

const automatedMessageTexts = {
	appointment_confirmed: 'Your appointment is booked',
	appointment_rescheduled: 'Your appointment has been moved',
	appointment_cancelled: 'Your appointment has been cancelled',
	appointment_reminder: 'Your appointment is tomorrow',
};

function automatedMessageRow(practice: Practice, message: AutomatedMessage): Row {
	const { appointments, appointmentTypes } = practice;
	const appointment = appointments.get(message.appointment_id);
	const type = appointmentTypes.find(({ id }) => id === appointment?.appointment_type_id);
	return {
		id: `notice ${message.id}`,
		patient_id: message.patient_id,
		patient: nameOf(practice, message.patient_id),
		at: message.dueAt,
		channel: 'by itself',
		text: `${automatedMessageTexts[message.notification_type]}: ${type?.name}, number ${message.appointment_id}.`,
		status: 'delivered',
	};
}

/** The newest batches with their progress. */
export const batchRows = ({ batches, now }: Practice): Row[] =>
	latest(batches, MAX_BATCHES).map((batch) => batchRow(batch, now()));

function batchRow(batch: Batch, now: number): Row {
	const states = batch.messages.map((message) => messageStatus(message, now));
	const count = (...wanted: string[]) => states.filter((state) => wanted.includes(state)).length;
	return {
		...{ id: batch.id, name: batch.name, channel: batch.channel.toLowerCase() },
		status: batchStatus(batch, now).toLowerCase(),
		recipients: batch.recipients.length,
		unknown: batch.recipients.filter(({ error }) => error).length,
		sent: count('sent', 'delivered'),
		failed: count('failed'),
	};
}
