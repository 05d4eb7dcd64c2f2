import { createHmac } from 'crypto';
import type { Settings } from '../settings';

/**
 * The signature headers of a delivery, which prove its origin; none without a signing key.
 * The time is in milliseconds.
 */
export function signatureHeaders(
	settings: Settings,
	signingKey: string | undefined,
	body: string,
	time: number,
): Record<string, string> {
	if (!signingKey || settings.signature === 'none') return {};
	const timestamp = timestampForms[settings.timestamp](time);
	const hmac = createHmac('sha256', signingKey).update(`${timestamp}.${body}`).digest();
	return {
		'X-Herohealth-Timestamp': timestamp,
		'X-Herohealth-Signature': signatureForms[settings.signature](hmac),
	};
}

const timestampForms = {
	seconds: (time: number) => String(Math.floor(time / 1_000)),
	milliseconds: (time: number) => String(time),
	iso: (time: number) => new Date(time).toISOString(),
};

const signatureForms = {
	hex: (hmac: Buffer) => hmac.toString('hex'),
	base64: (hmac: Buffer) => hmac.toString('base64'),
	'sha256=hex': (hmac: Buffer) => `sha256=${hmac.toString('hex')}`,
};
