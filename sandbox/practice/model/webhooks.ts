import type { Semaphore } from '../../lib/semaphore';
import type { HeroEvent } from '../webhooks/events';

/** A webhook subscription: one event of a practice group, and the URL that receives it. */
export interface Webhook {
	id: string;
	practice_group_id: string;
	event_type: HeroEvent;
	url: string;
	description?: string;
	signing_key?: string;
	headers?: Record<string, string>;
	created_at: string;
}

/** One attempt to deliver one event to one webhook, as it is sent. */
export interface DeliveryAttempt {
	webhook_id: string;
	event: HeroEvent;
	object_id: string;
	url: string;
	/** Counted from 1; a duplicate has the number of the attempt that it copies. */
	attempt: number;
	reason: 'event' | 'retry' | 'duplicate' | 'resigned_duplicate' | 'replay';
	headers: Record<string, string>;
	body: string;
}

/** A delivery attempt that was sent, and its outcome. */
export interface Delivery extends DeliveryAttempt {
	id: string;
	/** The real time of sending, ISO 8601. */
	at: string;
	duration_ms: number;
	/** Absent when no response came. */
	status?: number;
	/** The network error when no response came, such as ECONNREFUSED or ETIMEDOUT. */
	code?: string;
	/** The beginning of the response body. */
	answer: string;
}

/** The outgoing deliveries of a practice. */
export interface Outbox {
	deliveries: Delivery[];
	/** Deliveries that are in flight or wait for a retry. */
	pending: Set<Promise<unknown>>;
	/** One for each webhook id, so that a slow receiver delays its own deliveries only. */
	semaphores: Map<string, Semaphore>;
	/** The number of webhooks ever created, so that no id is used twice. */
	webhookCount: number;
	sentCount: number;
}
