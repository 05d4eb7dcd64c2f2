import axios, { type AxiosError } from 'axios';
import { followSignal, sleepUnlessAborted } from '../../lib/sleep';
import { eventObjects, type HeroEvent } from './events';
import { createSemaphore, type Semaphore } from '../../lib/semaphore';
import { signatureHeaders } from './signature';
import type { Delivery, DeliveryAttempt, Outbox, Practice, Webhook } from '../model';

const MAX_DELIVERIES_KEPT = 10_000;
const MAX_ANSWER_LENGTH = 500;
const MAX_IN_FLIGHT = 8;

/** An outbox without deliveries. */
export const createOutbox = (): Outbox => ({
	deliveries: [],
	pending: new Set(),
	semaphores: new Map(),
	webhookCount: 0,
	sentCount: 0,
});

/**
 * Delivers an event about the record with this id to every webhook of the event and the practice
 * group. Returns at once, as the deliveries run in the background.
 */
export function emitEvent(
	practice: Practice,
	event: HeroEvent,
	objectId: string,
	practiceGroupId: string,
): void {
	const object = eventObjects[event];
	const body = JSON.stringify({ object, id: objectId, practice_group_id: practiceGroupId, event });
	for (const webhook of practice.webhooks.values()) {
		if (webhook.event_type !== event || webhook.practice_group_id !== practiceGroupId) continue;
		track(practice, deliver(practice, webhook, objectId, body));
	}
}

/** Sends the same bytes and headers again, without retries. */
export const replay = (practice: Practice, delivery: Delivery): Promise<Delivery> =>
	track(practice, send(practice, { ...delivery, reason: 'replay' }));

/** Resolves when no delivery is in flight or waits for its next attempt. */
export async function whenIdle({ outbox }: Practice): Promise<void> {
	while (outbox.pending.size > 0) await Promise.all(outbox.pending);
}

function track<Result>({ outbox }: Practice, sending: Promise<Result>): Promise<Result> {
	const done = sending.finally(() => outbox.pending.delete(done));
	outbox.pending.add(done);
	return done;
}

/** Retries until the receiver accepts, the attempts are used up or the webhook is deleted. */
async function deliver(
	practice: Practice,
	webhook: Webhook,
	objectId: string,
	body: string,
): Promise<void> {
	const { settings, webhooks, closing } = practice;
	const withPermit = semaphoreOf(practice, webhook);
	const isCancelled = () => closing.signal.aborted || !webhooks.has(webhook.id);
	for (let attempt = 1; attempt <= settings.delivery_tries; attempt++) {
		if (attempt > 1)
			await sleepUnlessAborted(settings.delivery_wait_ms * 2 ** (attempt - 2), closing.signal);
		const isDone = await withPermit(
			async () =>
				isCancelled() || (await attemptDelivery(practice, webhook, objectId, body, attempt)),
		);
		if (isDone) return;
	}
}

function semaphoreOf({ outbox: { semaphores } }: Practice, { id }: Webhook): Semaphore {
	const semaphore = semaphores.get(id) ?? createSemaphore(MAX_IN_FLIGHT);
	semaphores.set(id, semaphore);
	return semaphore;
}

/** Sends one attempt and its duplicates by the settings. True when the receiver accepted it. */
async function attemptDelivery(
	practice: Practice,
	webhook: Webhook,
	object_id: string,
	body: string,
	attempt: number,
): Promise<boolean> {
	const { settings } = practice;
	// The timestamp is real time, because a receiver compares it with its own clock.
	const time = Date.now() + settings.clock_skew_seconds * 1_000;
	const signedAt = (signingTime: number) => ({
		...webhook.headers,
		'Content-Type': 'application/json',
		...signatureHeaders(settings, webhook.signing_key, body, signingTime),
	});
	const outgoing: DeliveryAttempt = {
		webhook_id: webhook.id,
		event: webhook.event_type,
		object_id,
		url: webhook.url,
		attempt,
		reason: attempt === 1 ? 'event' : 'retry',
		headers: signedAt(time),
		body,
	};
	const duplicate: DeliveryAttempt = { ...outgoing, reason: 'duplicate' };
	const resigned = (copy: number): DeliveryAttempt => ({
		...outgoing,
		reason: 'resigned_duplicate',
		headers: signedAt(time + copy * 1_000),
	});
	const [{ status = 0 }] = await Promise.all([
		send(practice, outgoing),
		...numbersTo(settings.duplicates).map(() => send(practice, duplicate)),
		...numbersTo(settings.resigned_duplicates).map((copy) => send(practice, resigned(copy))),
	]);
	return status >= 200 && status < 300;
}

const numbersTo = (last: number) => Array.from({ length: last }, (_, index) => index + 1);

async function send(practice: Practice, outgoing: DeliveryAttempt): Promise<Delivery> {
	const { outbox, settings } = practice;
	const started = Date.now();
	const id = String(++outbox.sentCount);
	const outcome = await axios
		.post<string>(outgoing.url, outgoing.body, {
			headers: outgoing.headers,
			timeout: settings.delivery_timeout_ms,
			transitional: { clarifyTimeoutError: true },
			signal: followSignal(practice.closing.signal),
			responseType: 'text',
			transformRequest: (body) => body,
			transformResponse: (text) => text,
			validateStatus: () => true,
			maxRedirects: 0,
			proxy: false,
		})
		.then(
			({ status, data }) => ({ status, code: undefined, answer: data.slice(0, MAX_ANSWER_LENGTH) }),
			({ code, message }: AxiosError) => ({ status: undefined, code: code ?? message, answer: '' }),
		);
	const delivery: Delivery = {
		...outgoing,
		id,
		at: new Date(started).toISOString(),
		duration_ms: Date.now() - started,
		...outcome,
	};
	outbox.deliveries.push(delivery);
	outbox.deliveries.splice(0, outbox.deliveries.length - MAX_DELIVERIES_KEPT);
	return delivery;
}
