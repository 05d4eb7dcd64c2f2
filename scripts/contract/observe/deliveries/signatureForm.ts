import { createHmac } from 'crypto';

/** The signature of one delivery as it came. */
export interface SignedText {
	signature: string;
	timestamp: string;
	body: Buffer;
}

type Digest = 'hex' | 'base64' | 'base64url';

const digests: Array<[words: string, digest: Digest, change: (text: string) => string]> = [
	['lower-case hex', 'hex', (text) => text],
	['upper-case hex', 'hex', (text) => text.toUpperCase()],
	['base64', 'base64', (text) => text],
	['base64 for URLs', 'base64url', (text) => text],
];

const keyForms: Array<[words: string, decode: (key: string) => string | Buffer]> = [
	['as text', (key) => key],
	['decoded from hex', (key) => Buffer.from(key, 'hex')],
	['decoded from base64', (key) => Buffer.from(key, 'base64')],
];

const signedTexts: Array<[words: string, prefix: (timestamp: string) => string]> = [
	['timestamp.raw_body', (timestamp) => `${timestamp}.`],
	['raw_body', () => ''],
	['timestamp and raw_body without a dot', (timestamp) => timestamp],
];

/** What some services write before a signature. Any other word might be a value. */
const usualPrefix = /^((?:v\d|s|sig|signature|hmac|sha1|sha256|sha512)=(?=[^=]))?(.*)$/s;

/**
 * How a signature is made, in words, found by trying with the signing key. Without a key the form of the text alone tells
 * the encoding. The words never hold a part of the signature.
 */
export function signatureForm(signed: SignedText, signingKey: string | undefined): string {
	const [, prefix = '', signature] = usualPrefix.exec(signed.signature)!;
	const prefixWords = prefix ? `, with ${prefix} before it` : '';
	if (signingKey === undefined) return `${encodingByForm(signature)}${prefixWords}, not checked`;
	for (const [encoding, digest, change] of digests) {
		for (const [keyWords, decode] of keyForms) {
			for (const [textWords, before] of signedTexts) {
				const made = createHmac('sha256', decode(signingKey))
					.update(before(signed.timestamp))
					.update(signed.body)
					.digest(digest);
				if (change(made) !== signature) continue;
				return `${encoding}${prefixWords}: HMAC-SHA256 over ${textWords}, with the signing key ${keyWords}`;
			}
		}
	}
	return `${encodingByForm(signature)}${prefixWords}, which does not fit the signing key`;
}

function encodingByForm(signature: string): string {
	if (/^[0-9a-f]{64}$/.test(signature)) return 'lower-case hex';
	if (/^[0-9A-F]{64}$/.test(signature)) return 'upper-case hex';
	if (/^[A-Za-z0-9+/]{43}=?$/.test(signature)) return 'base64';
	if (/^[\w-]{43}=?$/.test(signature)) return 'base64 for URLs';
	return 'another encoding';
}

/** The form of a timestamp, in words. */
export function timestampForm(timestamp: string): string {
	if (/^\d{10}$/.test(timestamp)) return 'seconds since 1970';
	if (/^\d{13}$/.test(timestamp)) return 'milliseconds since 1970';
	if (/^\d{4}-\d{2}-\d{2}T[\d:.]+(Z|[+-]\d{2}:?\d{2})?$/.test(timestamp)) return 'ISO 8601';
	return 'another form';
}
