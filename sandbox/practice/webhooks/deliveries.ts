import axios, { type AxiosError } from 'axios';
import { pause, untilClosed } from '../../lib/sleep';
import type { Practice } from '../create';
import { eventObjects, type HeroEvent } from './events';
import { createLane, type Lane } from '../../lib/semaphore';
import { signatureHeaders } from './signature';

/** One subscription: an event of a practice group, and the address that wants to know of it. */
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

/** What is sent: one try to deliver one event to one subscription. */
interface Letter {
	webhook_id: string;
	event: HeroEvent;
	object_id: string;
	url: string;
	/** The number of the try, from 1; a copy bears the number of what it copies. */
	attempt: number;
	/** Why it was sent. */
	reason: 'event' | 'retry' | 'duplicate' | 'resigned_duplicate' | 'replay';
	headers: Record<string, string>;
	body: string;
}

/** A letter that was sent, and what came of it. */
export interface Delivery extends Letter {
	id: string;
	/** When it was sent, in real time. */
	at: string;
	duration_ms: number;
	/** Absent when no answer came. */
	status?: number;
	/** The network's reason why no answer came, such as ECONNREFUSED or ETIMEDOUT. */
	code?: string;
	/** The beginning of the answer's text. */
	answer: string;
}

/** The room from which a practice sends its deliveries. */
export interface PostRoom {
	deliveries: Delivery[];
	/** Deliveries that are not yet taken, and not yet given up. */
	pending: Set<Promise<unknown>>;
	/** A busy or silent receiver holds up its own deliveries only. By webhook id. */
	lanes: Map<string, Lane>;
	/** How many subscriptions there ever were, so that no id comes back. */
	subscribed: number;
	/** How many letters were ever sent. */
	sent: number;
}

const MOST_KEPT = 10_000;
const LONGEST_ANSWER = 500;
const AT_ONCE = 8;

export const createPostRoom = (): PostRoom => ({
	deliveries: [],
	pending: new Set(),
	lanes: new Map(),
	subscribed: 0,
	sent: 0,
});

/**
 * Tells every subscription of the event and the practice group that something has happened to the
 * record of this id. Returns at once; the deliveries go out in the background.
 */
export function announce(
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

/** Sends the very same bytes and headers again, once, whatever comes of it. */
export const replay = (practice: Practice, delivery: Delivery): Promise<Delivery> =>
	track(practice, post(practice, { ...delivery, reason: 'replay' }));

/** Resolves when no delivery is under way or waits for its next try. */
export async function settled({ postRoom }: Practice): Promise<void> {
	while (postRoom.pending.size > 0) await Promise.all(postRoom.pending);
}

function track<Result>({ postRoom }: Practice, sending: Promise<Result>): Promise<Result> {
	const done = sending.finally(() => postRoom.pending.delete(done));
	postRoom.pending.add(done);
	return done;
}

/** Tries until the receiver takes it, the tries are used up or the subscription is gone. */
async function deliver(
	practice: Practice,
	webhook: Webhook,
	objectId: string,
	body: string,
): Promise<void> {
	const { settings, webhooks, closing } = practice;
	const inTurn = laneOf(practice, webhook);
	const isUnwanted = () => closing.signal.aborted || !webhooks.has(webhook.id);
	for (let attempt = 1; attempt <= settings.delivery_tries; attempt++) {
		if (attempt > 1) await pause(practice, settings.delivery_wait_ms * 2 ** (attempt - 2));
		const isDone = await inTurn(
			async () => isUnwanted() || (await tryOnce(practice, webhook, objectId, body, attempt)),
		);
		if (isDone) return;
	}
}

function laneOf({ postRoom: { lanes } }: Practice, { id }: Webhook): Lane {
	const lane = lanes.get(id) ?? createLane(AT_ONCE);
	lanes.set(id, lane);
	return lane;
}

/** Sends one try and the copies that the settings ask for. Tells whether the receiver took it. */
async function tryOnce(
	practice: Practice,
	webhook: Webhook,
	object_id: string,
	body: string,
	attempt: number,
): Promise<boolean> {
	const { settings } = practice;
	// Real time, not the practice's: a receiver holds the timestamp against its own clock.
	const time = Date.now() + settings.clock_skew_seconds * 1_000;
	const signedAt = (signingTime: number) => ({
		...webhook.headers,
		'Content-Type': 'application/json',
		...signatureHeaders(settings, webhook.signing_key, body, signingTime),
	});
	const letter: Letter = {
		webhook_id: webhook.id,
		event: webhook.event_type,
		object_id,
		url: webhook.url,
		attempt,
		reason: attempt === 1 ? 'event' : 'retry',
		headers: signedAt(time),
		body,
	};
	const duplicate: Letter = { ...letter, reason: 'duplicate' };
	const resigned = (copy: number): Letter => ({
		...letter,
		reason: 'resigned_duplicate',
		headers: signedAt(time + copy * 1_000),
	});
	const [{ status = 0 }] = await Promise.all([
		post(practice, letter),
		...numbersTo(settings.duplicates).map(() => post(practice, duplicate)),
		...numbersTo(settings.resigned_duplicates).map((copy) => post(practice, resigned(copy))),
	]);
	return status >= 200 && status < 300;
}

const numbersTo = (last: number) => Array.from({ length: last }, (_, index) => index + 1);

async function post(practice: Practice, letter: Letter): Promise<Delivery> {
	const { postRoom, settings } = practice;
	const started = Date.now();
	const id = String(++postRoom.sent);
	const outcome = await axios
		.post<string>(letter.url, letter.body, {
			headers: letter.headers,
			timeout: settings.delivery_timeout_ms,
			transitional: { clarifyTimeoutError: true },
			signal: untilClosed(practice),
			responseType: 'text',
			transformRequest: (body) => body,
			transformResponse: (text) => text,
			validateStatus: () => true,
			maxRedirects: 0,
			proxy: false,
		})
		.then(
			({ status, data }) => ({ status, code: undefined, answer: data.slice(0, LONGEST_ANSWER) }),
			({ code, message }: AxiosError) => ({ status: undefined, code: code ?? message, answer: '' }),
		);
	const delivery: Delivery = {
		...letter,
		id,
		at: new Date(started).toISOString(),
		duration_ms: Date.now() - started,
		...outcome,
	};
	postRoom.deliveries.push(delivery);
	postRoom.deliveries.splice(0, postRoom.deliveries.length - MOST_KEPT);
	return delivery;
}
