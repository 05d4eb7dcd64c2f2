/** The verification of a delivery: its token, content type, size, signature and timestamp. */
import type { IWebhookFunctions } from 'n8n-workflow';

import { realClock } from '../transport/clock';

import type { Activation } from './activation';
import { tokenHeader } from './activation';
import type { Options } from './options';
import { secretsEqual, signatureError } from './signature';

/** The largest body of a delivery: 1 MB. */
const maxBodyBytes = 1024 * 1024;

/** The header with the time of a delivery. */
export const timestampHeader = 'x-herohealth-timestamp';

/** The body of a valid delivery, or the HTTP status and the reason of its rejection. */
export type VerificationResult = { body: Buffer } | { rejection: [status: number, reason: string] };

/** Verifies that Hero sent a delivery, by token, signature or both, as Options says. Throws nothing. */
export async function verify(
	context: IWebhookFunctions,
	{ token, signingKey }: Activation,
	{ verification, toleranceMs }: Options,
): Promise<VerificationResult> {
	if (!token || !signingKey) {
		// n8n stopped while it published the workflow, and still shows it as published.
		return reject(401, 'This trigger has no keys: unpublish the workflow and publish it again');
	}
	if (verification !== 'signature' && !secretsEqual(header(context, tokenHeader) ?? '', token)) {
		return reject(401, 'The token is missing or wrong');
	}
	const mediaType = (header(context, 'content-type') ?? '').split(';')[0].trim();
	if (!/^application\/(json|[\w.-]+\+json)$/i.test(mediaType)) {
		return reject(415, 'The content type is not application/json');
	}
	const body = await readBody(context);
	if (body.length > maxBodyBytes) return reject(413, 'The body is larger than 1 MB');
	if (verification === 'token') return { body };
	const timestamp = header(context, timestampHeader);
	const signature = header(context, 'x-herohealth-signature');
	const error = signatureError(
		{ body, timestamp, signature },
		signingKey,
		realClock.now(),
		toleranceMs,
	);
	return error === undefined ? { body } : reject(401, error);
}

const reject = (status: number, reason: string): VerificationResult => ({
	rejection: [status, reason],
});

/** Reads the raw body. For a node of version 1.1, n8n reads it only if it knows the content type. */
async function readBody(context: IWebhookFunctions): Promise<Buffer> {
	const request = context.getRequestObject() as { rawBody?: Buffer; readRawBody?(): Promise<void> };
	if (!request.rawBody) await request.readRawBody?.();
	return request.rawBody ?? Buffer.from('');
}

/** Returns the first value of a header; undefined if it is missing. */
export function header(context: IWebhookFunctions, name: string): string | undefined {
	const value = context.getHeaderData()[name];
	return Array.isArray(value) ? value[0] : value;
}
