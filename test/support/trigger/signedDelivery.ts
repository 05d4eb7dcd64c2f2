import axios from 'axios';

import {
	eventOf,
	signDelivery,
	type SignedDelivery as DeliveryRequest,
	type Signing,
} from '../../../scripts/n8n/signedDelivery';
import type { N8n } from './n8n';

export { eventOf, signDelivery, type DeliveryRequest, type Signing };

/** A delivery with these headers in addition or in place of its own. */
export const withHeaders = (
	delivery: DeliveryRequest,
	headers: DeliveryRequest['headers'],
): DeliveryRequest => ({
	...delivery,
	headers: { ...delivery.headers, ...headers },
});

/** A delivery without this header. */
export function withoutHeader(delivery: DeliveryRequest, name: string): DeliveryRequest {
	const headers = Object.entries(delivery.headers).filter(([other]) => other !== name);
	return { ...delivery, headers: Object.fromEntries(headers) };
}

export interface DeliveryResponse {
	status: number;
	body: string;
}

/** Posts a delivery to the published workflow, or to another address. */
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
