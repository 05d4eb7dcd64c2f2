import axios from 'axios';

import {
	signDelivery as letterOf,
	type SignedDelivery as Letter,
	type Signing,
} from '../../../scripts/n8n/signedDelivery';
import type { N8n } from './n8n';

export { eventOf } from '../../../scripts/n8n/signedDelivery';
export { letterOf, type Letter, type Signing };

export const withHeaders = (letter: Letter, headers: Letter['headers']): Letter => ({
	...letter,
	headers: { ...letter.headers, ...headers },
});

export function withoutHeader(letter: Letter, name: string): Letter {
	const headers = Object.entries(letter.headers).filter(([other]) => other !== name);
	return { ...letter, headers: Object.fromEntries(headers) };
}

export interface Answered {
	status: number;
	body: string;
}

/** Posts a letter to the published workflow, or to another address. */
export async function post(
	n8n: N8n,
	{ headers, body }: Letter,
	url = n8n.productionUrl,
): Promise<Answered> {
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
export const tell = async (n8n: N8n, event: unknown, signing?: Signing): Promise<Answered> =>
	await post(n8n, letterOf(n8n.kept(), event, signing));
