import { createHmac } from 'crypto';

/** A webhook delivery as any sender could build it: the bytes of its body and its headers. */
export interface SignedDelivery {
	headers: Record<string, string | string[]>;
	body: string | Buffer;
}

/** Options of a signature. */
export interface Signing {
	/** Milliseconds since 1970. */
	at?: number;
	timestamp?: string;
	key?: string;
	encoding?: 'hex' | 'base64';
}

/** Returns Hero's event about the record with this ID. */
export const eventOf = (id: string, event = 'appointment.confirmed') => ({
	object: 'Appointment',
	id,
	practice_group_id: '1042',
	event,
});

/** Signs an event as Hero does, with the key and the token of a subscription. */
export function signDelivery(
	{ signingKey, token }: { signingKey: string; token: string },
	event: unknown,
	{ at = Date.now(), timestamp = String(Math.floor(at / 1000)), ...signing }: Signing = {},
): SignedDelivery {
	const body = typeof event === 'string' || Buffer.isBuffer(event) ? event : JSON.stringify(event);
	const { key = signingKey, encoding = 'hex' } = signing;
	const signature = createHmac('sha256', key).update(`${timestamp}.`).update(body);
	return {
		body,
		headers: {
			'content-type': 'application/json',
			'x-n8n-token': token,
			'x-herohealth-timestamp': timestamp,
			'x-herohealth-signature': signature.digest(encoding),
		},
	};
}
