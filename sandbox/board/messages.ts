import { batchStatus } from '../practice/batches';
import { messageStatus } from '../practice/messages';
import { automatedMessageStatus } from '../practice/automatedMessages';
import { latest, nameOf } from './names';
import type { Row } from './rows';
import type { AutomatedMessage, Batch, Message, Practice } from '../practice/model';

const MOST_MESSAGES = 100;
const MOST_NOTICES = 50;
const MOST_BATCHES = 10;

/** The newest messages, sent by staff or by Hero itself. */
export const messageRows = (practice: Practice): Row[] => [
	...latest(practice.messages, MOST_MESSAGES).map((message) => messageRow(practice, message)),
	...latest(practice.automatedMessages, MOST_NOTICES)
		.filter((notice) => automatedMessageStatus(notice, practice.now()) === 'SENT')
		.map((notice) => automatedMessageRow(practice, notice)),
];

function messageRow(practice: Practice, message: Message): Row {
	const { batches, links } = practice;
	const batch = batches.get(message.batch_id ?? '');
	return {
		id: `message ${message.id}`,
		patient_id: message.patient_id,
		patient: nameOf(practice, message.patient_id),
		at: Math.max(message.createdAt, message.scheduledAt ?? 0),
		channel: (message.channel ?? batch?.channel ?? 'hero').toLowerCase(),
		text: message.content ?? batch?.content ?? '',
		link: links.get(message.short_link_id ?? '')?.url,
		status: messageStatus(message, practice.now()),
		failure: message.failure,
	};
}

const automatedMessageTexts = {
	appointment_confirmed: 'Your appointment is booked',
	appointment_rescheduled: 'Your appointment has been moved',
	appointment_cancelled: 'Your appointment has been cancelled',
	appointment_reminder: 'Your appointment is tomorrow',
};

function automatedMessageRow(practice: Practice, notice: AutomatedMessage): Row {
	const { appointments, appointmentTypes } = practice;
	const appointment = appointments.get(notice.appointment_id);
	const type = appointmentTypes.find(({ id }) => id === appointment?.appointment_type_id);
	return {
		id: `notice ${notice.id}`,
		patient_id: notice.patient_id,
		patient: nameOf(practice, notice.patient_id),
		at: notice.dueAt,
		channel: 'by itself',
		text: `${automatedMessageTexts[notice.notification_type]}: ${type?.name}, number ${notice.appointment_id}.`,
		status: 'delivered',
	};
}

/** The newest batches, and how far each has come. */
export const batchRows = ({ batches, now }: Practice): Row[] =>
	latest(batches, MOST_BATCHES).map((batch) => batchRow(batch, now()));

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
