/** The verification of a delivery: its token, content type, size, signature and timestamp. */
import type { IWebhookFunctions } from 'n8n-workflow';

import { realClock } from '../transport/clock';

import type { Activation } from './activation';
import { tokenHeader } from './activation';
import type { Options } from './options';
import { isRehearsedDelivery } from './rehearsal';
import { secretsEqual, signatureError } from './signature';

/** The largest body of a delivery: 1 MB. */
const maxBodyBytes = 1024 * 1024;

/** The header with the time of a delivery. */
export const timestampHeader = 'x-herohealth-timestamp';
const signatureHeader = 'x-herohealth-signature';

/**
 * The body of a valid delivery, or the HTTP status and the reason of its rejection. `isUnsigned` is true for a test
 * event of a rehearsal.
 */
export type VerificationResult =
	| { body: Buffer; isUnsigned?: boolean }
	| { rejection: [status: number, reason: string] };

/**
 * Verifies that Hero sent a delivery, by token, signature or both, as Options says. A test event of a rehearsal needs
 * neither. Throws nothing.
 */
export async function verify(
	context: IWebhookFunctions,
	{ token, signingKey }: Activation,
	{ verification, toleranceMs }: Options,
): Promise<VerificationResult> {
	if (await isUnsignedTest(context)) return { ...(await readJson(context)), isUnsigned: true };
	if (!token || !signingKey) return reject(401, await noKeysReason(context));
	if (verification !== 'signature' && !secretsEqual(header(context, tokenHeader) ?? '', token)) {
		return reject(401, 'The token is missing or wrong');
	}
	const result = await readJson(context);
	if ('rejection' in result || verification === 'token') return result;
	const timestamp = header(context, timestampHeader);
	const signature = header(context, signatureHeader);
	const error = signatureError(
		{ body: result.body, timestamp, signature },
		signingKey,
		realClock.now(),
		toleranceMs,
	);
	return error === undefined ? result : reject(401, error);
}

/**
 * True for an event without token and signature that somebody posts while n8n listens for a test event in a
 * rehearsal. Hero has no webhook that would sign one then. n8n calls a published workflow in another mode.
 */
async function isUnsignedTest(context: IWebhookFunctions): Promise<boolean> {
	if (context.getMode() !== 'manual') return false;
	const isSigned = [tokenHeader, signatureHeader].some(
		(name) => header(context, name) !== undefined,
	);
	return !isSigned && (await isRehearsedDelivery(context));
}

async function noKeysReason(context: IWebhookFunctions): Promise<string> {
	return (await isRehearsedDelivery(context))
		? 'The credential is in Rehearsal, so this trigger has no keys: execute the step and post a test event to the Test URL'
		: // n8n stopped while it published the workflow, and still shows it as published.
			'This trigger has no keys: unpublish the workflow and publish it again';
}

/** Reads a body of JSON that is not too large. */
async function readJson(context: IWebhookFunctions): Promise<VerificationResult> {
	const mediaType = (header(context, 'content-type') ?? '').split(';')[0].trim();
	if (!/^application\/(json|[\w.-]+\+json)$/i.test(mediaType)) {
		return reject(415, 'The content type is not application/json');
	}
	const body = await readBody(context);
	return body.length > maxBodyBytes ? reject(413, 'The body is larger than 1 MB') : { body };
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
