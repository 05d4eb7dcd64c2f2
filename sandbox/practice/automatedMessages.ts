import { HOUR } from '../lib/time';
import { statusOf } from './appointmentStatus';
import type { Appointment, AutomatedMessage, AutomatedMessageType, Practice } from './model';

/** The statuses of automated messages in Hero's format. */
export type AutomatedMessageStatus = 'SCHEDULED' | 'SENT' | 'INVALIDATED';

const REMINDS_BEFORE = 24 * HOUR;

/**
 * Sends the patient a message about an appointment, and schedules a reminder for the day before. An
 * earlier reminder that is not sent yet becomes invalid.
 */
export function sendAutomatedMessages(
	practice: Practice,
	appointment: Appointment,
	type: AutomatedMessageType,
): void {
	const { automatedMessages, reminders } = practice;
	const now = practice.now();
	const reminder = reminders.get(appointment.id);
	if (reminder && reminder.dueAt > now) reminder.invalidatedAt = now;
	if (appointment.suppress_mail || appointment.patient_id === null) return;

	const add = (notification_type: AutomatedMessageType, dueAt: number): AutomatedMessage => {
		const message: AutomatedMessage = {
			id: String(81_002 + automatedMessages.size),
			patient_id: appointment.patient_id as string,
			appointment_id: appointment.id,
			notification_type,
			createdAt: now,
			dueAt,
			invalidatedAt: null,
		};
		automatedMessages.set(message.id, message);
		return message;
	};
	add(type, now);
	const remindAt = appointment.start - REMINDS_BEFORE;
	if (statusOf(appointment, now) === 'booked' && remindAt > now) {
		reminders.set(appointment.id, add('appointment_reminder', remindAt));
	}
}

/** The status of a message. It follows from the clock: a due message is sent, unless it was invalidated. */
export function automatedMessageStatus(
	{ invalidatedAt, dueAt }: AutomatedMessage,
	now: number,
): AutomatedMessageStatus {
	if (invalidatedAt !== null) return 'INVALIDATED';
	return dueAt <= now ? 'SENT' : 'SCHEDULED';
}
