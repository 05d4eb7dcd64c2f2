/** The signature of a delivery, as x-webhook-signing in Hero's contract describes it. */
import { createHash, createHmac, timingSafeEqual } from 'crypto';

/** The signed parts of a delivery: the bytes of its body and two headers. */
export interface SignedDelivery {
	body: Buffer;
	timestamp?: string;
	signature?: string;
}

/**
 * Returns why the signature is not valid, without any of the values; undefined if it is valid.
 * The signature is an HMAC-SHA256 over the timestamp, a full stop and the raw body. Hero documents
 * neither its encoding nor the form of the timestamp, so two encodings and three forms are accepted.
 * `now` and `toleranceMs` are in milliseconds.
 */
export function signatureError(
	{ body, timestamp, signature }: SignedDelivery,
	signingKey: string,
	now: number,
	toleranceMs: number,
): string | undefined {
	if (!signature || !timestamp) return 'The signature or its timestamp is missing';
	const sentAt = readTimestamp(timestamp);
	if (sentAt === undefined) return 'The timestamp is not readable';
	if (Math.abs(now - sentAt) > toleranceMs)
		return 'The timestamp is too far from the time of this n8n';
	const expected = createHmac('sha256', signingKey).update(`${timestamp}.`).update(body).digest();
	const received = readSignature(signature);
	return received && timingSafeEqual(received, expected)
		? undefined
		: 'The signature does not match';
}

/** Compares two secrets in constant time. Their hashes have equal length, which that needs. */
export function secretsEqual(first: string, second: string): boolean {
	const [firstDigest, secondDigest] = [first, second].map((text) =>
		createHash('sha256').update(text).digest(),
	);
	return timingSafeEqual(firstDigest, secondDigest);
}

/** Reads the 32 bytes of a signature in hex or base64, with or without "sha256=" before it. */
function readSignature(signature: string): Buffer | undefined {
	const text = signature.trim().replace(/^sha256=/i, '');
	if (/^[0-9a-f]{64}$/i.test(text)) return Buffer.from(text, 'hex');
	// Node also decodes the URL-safe alphabet of base64.
	if (/^[\w+/-]{43}=?$/.test(text)) return Buffer.from(text, 'base64');
	return undefined;
}

const iso = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?$/i;

/**
 * Reads a timestamp in seconds, in milliseconds or in ISO 8601, which is UTC without an offset.
 * Returns milliseconds since 1970.
 */
function readTimestamp(timestamp: string): number | undefined {
	const text = timestamp.trim();
	if (/^\d{1,16}(\.\d+)?$/.test(text)) {
		const number = Number(text);
		// The limit is a day of 1973 in milliseconds, and one of the year 5138 in seconds.
		return number < 1e11 ? number * 1000 : number;
	}
	if (!iso.test(text)) return undefined;
	const time = Date.parse(/(Z|[+-]\d{2}:?\d{2})$/i.test(text) ? text : `${text}Z`);
	return Number.isNaN(time) ? undefined : time;
}
