import type { Message } from './model';

export type MessageStatus = 'scheduled' | 'queued' | 'sent' | 'delivered' | 'failed';

/** Milliseconds after which a message has been sent, and delivered. */
const SENT_AFTER = 1_000;
const DELIVERED_AFTER = 5_000;

/** How far a message has come, by the clock alone. */
export function messageStatus(message: Message, now: number): MessageStatus {
	const elapsed = now - dueAt(message);
	if (elapsed < 0) return 'scheduled';
	if (elapsed < SENT_AFTER) return 'queued';
	if (message.failure !== undefined) return 'failed';
	return elapsed < DELIVERED_AFTER ? 'sent' : 'delivered';
}

/** When a message has been sent, in milliseconds; undefined while it has not. */
export const sentAt = (message: Message, now: number): number | undefined =>
	['sent', 'delivered'].includes(messageStatus(message, now))
		? dueAt(message) + SENT_AFTER
		: undefined;

/** When its status no longer changes, in milliseconds. */
export const completedAt = (message: Message) => dueAt(message) + DELIVERED_AFTER;

const dueAt = ({ createdAt, scheduledAt }: Message) => Math.max(createdAt, scheduledAt ?? 0);
