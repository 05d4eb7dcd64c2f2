import type { IWebhookFunctions } from 'n8n-workflow';

import type { Activation } from './activation';
import { tokenHeader } from './activation';
import type { Options } from './options';
import { secretsEqual, signatureError } from './signature';

const largestBody = 1024 * 1024;

export const timestampHeader = 'x-herohealth-timestamp';

/** The body of a delivery, or the status and the reason for which it is refused. */
export type Verified = { body: Buffer } | { refusal: [status: number, reason: string] };

/** Checks that a delivery is Hero's: token, signature and time, as the Options want it. */
export async function verify(
	context: IWebhookFunctions,
	{ token, signingKey }: Activation,
	{ verification, tolerance }: Options,
): Promise<Verified> {
	if (!token || !signingKey) {
		// n8n was ended while it published the workflow, and calls it published all the same.
		return refuse(401, 'This trigger has no keys: unpublish the workflow and publish it again');
	}
	if (verification !== 'signature' && !secretsEqual(header(context, tokenHeader) ?? '', token)) {
		return refuse(401, 'The token is missing or wrong');
	}
	const mediaType = (header(context, 'content-type') ?? '').split(';')[0].trim();
	if (!/^application\/(json|[\w.-]+\+json)$/i.test(mediaType)) {
		return refuse(415, 'The content type is not application/json');
	}
	const body = await bodyOf(context);
	if (body.length > largestBody) return refuse(413, 'The body is larger than 1 MB');
	if (verification === 'token') return { body };
	const timestamp = header(context, timestampHeader);
	const signature = header(context, 'x-herohealth-signature');
	const signed = { body, timestamp, signature };
	const reason = signatureError(signed, signingKey, Date.now(), tolerance);
	return reason === undefined ? { body } : refuse(401, reason);
}

const refuse = (status: number, reason: string): Verified => ({ refusal: [status, reason] });

/** n8n reads the body of a node of version 1.1 by itself only where it knows the content type. */
async function bodyOf(context: IWebhookFunctions): Promise<Buffer> {
	const request = context.getRequestObject() as { rawBody?: Buffer; readRawBody?(): Promise<void> };
	if (!request.rawBody) await request.readRawBody?.();
	return request.rawBody ?? Buffer.from('');
}

/** The first value of a header. */
export function header(context: IWebhookFunctions, name: string): string | undefined {
	const value = context.getHeaderData()[name];
	return Array.isArray(value) ? value[0] : value;
}
