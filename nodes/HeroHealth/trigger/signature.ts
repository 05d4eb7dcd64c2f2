import { createHash, createHmac, timingSafeEqual } from 'crypto';

/** One delivery as it came in: the bytes of its body and the two headers (x-webhook-signing in the contract). */
export interface Signed {
	body: Buffer;
	timestamp?: string;
	signature?: string;
}

/**
 * Why this is not Hero's delivery, in a few words without any of its values; undefined where it is.
 * The signature is an HMAC-SHA256 over the timestamp, a full stop and the raw body. Hero documents
 * neither its encoding nor the form of the timestamp, so both encodings and three forms are taken.
 * `now` and `tolerance` are in milliseconds.
 */
export function signatureError(
	{ body, timestamp, signature }: Signed,
	signingKey: string,
	now: number,
	tolerance: number,
): string | undefined {
	if (!signature || !timestamp) return 'The signature or its timestamp is missing';
	const sentAt = readTimestamp(timestamp);
	if (sentAt === undefined) return 'The timestamp is not readable';
	if (Math.abs(now - sentAt) > tolerance)
		return 'The timestamp is too far from the time of this n8n';
	const expected = createHmac('sha256', signingKey).update(`${timestamp}.`).update(body).digest();
	const given = readSignature(signature);
	return given && timingSafeEqual(given, expected) ? undefined : 'The signature does not match';
}

/** Whether two secrets are the same, in a time that does not tell how much of them is. */
export function secretsEqual(one: string, other: string): boolean {
	const [first, second] = [one, other].map((text) => createHash('sha256').update(text).digest());
	return timingSafeEqual(first, second);
}

/** The 32 bytes of a signature in hex or base64, with or without "sha256=" before it. */
function readSignature(signature: string): Buffer | undefined {
	const text = signature.trim().replace(/^sha256=/i, '');
	if (/^[0-9a-f]{64}$/i.test(text)) return Buffer.from(text, 'hex');
	// Node reads the URL-safe letters of base64 too.
	if (/^[\w+/-]{43}=?$/.test(text)) return Buffer.from(text, 'base64');
	return undefined;
}

const iso = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?$/i;

/** Milliseconds of a timestamp in seconds, in milliseconds or in ISO 8601; without an offset in UTC. */
function readTimestamp(timestamp: string): number | undefined {
	const text = timestamp.trim();
	if (/^\d{1,16}(\.\d+)?$/.test(text)) {
		const number = Number(text);
		// In milliseconds this would be a day of 1973, in seconds one of the year 5138.
		return number < 1e11 ? number * 1000 : number;
	}
	if (!iso.test(text)) return undefined;
	const time = Date.parse(/(Z|[+-]\d{2}:?\d{2})$/i.test(text) ? text : `${text}Z`);
	return Number.isNaN(time) ? undefined : time;
}
