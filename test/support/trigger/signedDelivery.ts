import { createHmac } from 'crypto';
import axios from 'axios';

import type { StoredActivation, N8n } from './n8n';

/** A delivery as anybody could send it: the bytes of its body and its headers. */
export interface DeliveryRequest {
	headers: Record<string, string | string[]>;
	body: string | Buffer;
}

export interface Signing {
	/** Milliseconds since 1970. */
	at?: number;
	timestamp?: string;
	key?: string;
	encoding?: 'hex' | 'base64';
}

/** The event that Hero tells of the record with this ID. */
export const eventOf = (id: string, event = 'appointment.confirmed') => ({
	object: 'Appointment',
	id,
	practice_group_id: '1042',
	event,
});

/** Signed and headed as Hero does it with what the trigger asked for. */
export function signDelivery(
	{ signingKey, token }: Pick<StoredActivation, 'signingKey' | 'token'>,
	event: unknown,
	{ at = Date.now(), timestamp = String(Math.floor(at / 1000)), ...signing }: Signing = {},
): DeliveryRequest {
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

export const withHeaders = (
	letter: DeliveryRequest,
	headers: DeliveryRequest['headers'],
): DeliveryRequest => ({
	...letter,
	headers: { ...letter.headers, ...headers },
});

export function withoutHeader(letter: DeliveryRequest, name: string): DeliveryRequest {
	const headers = Object.entries(letter.headers).filter(([other]) => other !== name);
	return { ...letter, headers: Object.fromEntries(headers) };
}

export interface DeliveryResponse {
	status: number;
	body: string;
}

/** Posts a letter to the published workflow, or to another address. */
export async function deliver(
	n8n: N8n,
	{ headers, body }: DeliveryRequest,
	url = n8n.productionUrl,
): Promise<DeliveryResponse> {
	const { status, data } = await axios.post<string>(url, body, {
		headers,
		transformRequest: (bytes: unknown) => bytes,
		responseType: 'text',
		transformResponse: (text: string) => text,
		validateStatus: () => true,
	});
	return { status, body: data };
}

/** Signs an event with what the trigger asked for, and posts it. */
export const deliverEvent = async (
	n8n: N8n,
	event: unknown,
	signing?: Signing,
): Promise<DeliveryResponse> => await deliver(n8n, signDelivery(n8n.activation(), event, signing));
