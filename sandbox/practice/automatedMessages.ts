import { statusOf, type Appointment } from './appointments';
import type { Practice } from './create';
import { HOUR } from '../lib/time';

/** A message about an appointment that Hero sends by itself; times in milliseconds. */
export interface Notice {
	id: string;
	patient_id: string;
	appointment_id: string;
	notification_type: NoticeType;
	createdAt: number;
	dueAt: number;
	/** What it said was no longer true before it was sent. */
	invalidatedAt: number | null;
}

export type NoticeType =
	| 'appointment_confirmed'
	| 'appointment_rescheduled'
	| 'appointment_cancelled'
	| 'appointment_reminder';

export type NoticeStatus = 'SCHEDULED' | 'SENT' | 'INVALIDATED';

const REMINDS_BEFORE = 24 * HOUR;

/**
 * Tells a patient what has become of an appointment, and reminds of it a day before. Reminders of
 * how it was before are not sent any more.
 */
export function notify(practice: Practice, appointment: Appointment, type: NoticeType): void {
	const { notices, reminders } = practice;
	const now = practice.now();
	const reminder = reminders.get(appointment.id);
	if (reminder && reminder.dueAt > now) reminder.invalidatedAt = now;
	if (appointment.suppress_mail || appointment.patient_id === null) return;

	const add = (notification_type: NoticeType, dueAt: number): Notice => {
		const notice: Notice = {
			id: String(81_002 + notices.size),
			patient_id: appointment.patient_id as string,
			appointment_id: appointment.id,
			notification_type,
			createdAt: now,
			dueAt,
			invalidatedAt: null,
		};
		notices.set(notice.id, notice);
		return notice;
	};
	add(type, now);
	const remindAt = appointment.start - REMINDS_BEFORE;
	if (statusOf(appointment, now) === 'booked' && remindAt > now) {
		reminders.set(appointment.id, add('appointment_reminder', remindAt));
	}
}

/** Only a notice that was not invalidated before its time is sent. */
export function noticeStatus({ invalidatedAt, dueAt }: Notice, now: number): NoticeStatus {
	if (invalidatedAt !== null) return 'INVALIDATED';
	return dueAt <= now ? 'SENT' : 'SCHEDULED';
}
