import { createHmac } from 'crypto';
import fc from 'fast-check';

import {
	secretsEqual,
	signatureError,
	type SignedDelivery,
} from '../../nodes/HeroHealth/trigger/signature';

const minute = 60_000;
const now = Date.parse('2026-03-15T09:30:00.250Z');
const key = 'example-signing-key';
const body = Buffer.from('{"object":"Appointment","id":"48213"}');

const hmac = (timestamp: string, content: Buffer = body, signingKey = key): Buffer =>
	createHmac('sha256', signingKey).update(`${timestamp}.`).update(content).digest();

const encodings: Record<string, (digest: Buffer) => string> = {
	hex: (digest) => digest.toString('hex'),
	'hex in capitals': (digest) => digest.toString('hex').toUpperCase(),
	base64: (digest) => digest.toString('base64'),
	'base64 without its padding': (digest) => digest.toString('base64').replace('=', ''),
	'base64 for URLs': (digest) => digest.toString('base64url'),
	'sha256= and hex': (digest) => `sha256=${digest.toString('hex')}`,
	'SHA256= and base64': (digest) => `SHA256=${digest.toString('base64')}`,
	'hex between blanks': (digest) => ` ${digest.toString('hex')} `,
};

const forms: Record<string, (time: number) => string> = {
	seconds: (time) => String(Math.floor(time / 1000)),
	'seconds with a fraction': (time) => (time / 1000).toFixed(3),
	milliseconds: (time) => String(time),
	'ISO 8601': (time) => new Date(time).toISOString(),
	'ISO 8601 without milliseconds': (time) => `${new Date(time).toISOString().slice(0, 19)}Z`,
	'ISO 8601 with an offset': (time) =>
		`${new Date(time + 60 * minute).toISOString().slice(0, 19)}+01:00`,
	'ISO 8601 with a short offset': (time) =>
		`${new Date(time - 90 * minute).toISOString().slice(0, 19)}-0130`,
	'ISO 8601 without an offset, in UTC': (time) => new Date(time).toISOString().slice(0, 19),
	'ISO 8601 in minutes': (time) => `${new Date(time).toISOString().slice(0, 16)}Z`,
};

const written = (encode: (digest: Buffer) => string, timestamp: string): SignedDelivery => ({
	body,
	timestamp,
	signature: encode(hmac(timestamp)),
});

const why = (signed: Partial<SignedDelivery>, at = now, tolerance = 5 * minute) =>
	signatureError({ body, ...signed }, key, at, tolerance);

const mismatch = 'The signature does not match';
const unreadable = 'The timestamp is not readable';
const missing = 'The signature or its timestamp is missing';
const tooFar = 'The timestamp is too far from the time of this n8n';

describe.each(Object.keys(encodings))('a signature in %s', (encoding) => {
	test.each(Object.keys(forms))('with a timestamp in %s is accepted', (form) => {
		const timestamp = forms[form](now);
		expect(why(written(encodings[encoding], timestamp))).toBeUndefined();
	});
});

test('every body at every time is accepted in every encoding', () => {
	const seconds = fc.integer({ min: 1_000_000_000, max: 4_000_000_000 });
	fc.assert(
		fc.property(
			fc.uint8Array(),
			fc.string({ minLength: 1 }),
			seconds,
			fc.constantFrom(...Object.values(encodings)),
			fc.constantFrom(...Object.values(forms)),
			(bytes, signingKey, second, encode, form) => {
				const content = Buffer.from(bytes);
				const time = second * 1000;
				const timestamp = form(time);
				const signature = encode(hmac(timestamp, content, signingKey));
				const signed = { body: content, timestamp, signature };
				expect(signatureError(signed, signingKey, time, minute)).toBeUndefined();
			},
		),
	);
});

describe('the timestamp may differ from the clock by the tolerance, and no more,', () => {
	test.each([
		['behind', -5 * minute, undefined],
		['ahead', 5 * minute, undefined],
		['behind', -5 * minute - 1, tooFar],
		['ahead', 5 * minute + 1, tooFar],
		['years behind', -1e11, tooFar],
	])('%s', (_, difference, reason) => {
		const timestamp = String(now + difference);
		expect(why(written(encodings.hex, timestamp))).toBe(reason);
	});

	test('with another tolerance too', () => {
		const timestamp = String(now - 59 * minute);
		expect(why(written(encodings.hex, timestamp), now, 60 * minute)).toBeUndefined();
		expect(why(written(encodings.hex, timestamp), now, 58 * minute)).toBe(tooFar);
	});
});

describe('rejected for', () => {
	const timestamp = String(now);
	const digest = hmac(timestamp);
	test.each<[string, Partial<SignedDelivery>, string]>([
		['nothing', {}, missing],
		['no signature', { timestamp }, missing],
		['an empty signature', { timestamp, signature: '' }, missing],
		['no timestamp', { signature: digest.toString('hex') }, missing],
		['an empty timestamp', { timestamp: '', signature: hmac('').toString('hex') }, missing],
		['a signature of blanks', { timestamp, signature: '  ' }, mismatch],
		['another algorithm', { timestamp, signature: `sha1=${digest.toString('hex')}` }, mismatch],
		['a shorter one', { timestamp, signature: digest.toString('hex').slice(2) }, mismatch],
		['a longer one', { timestamp, signature: `${digest.toString('hex')}00` }, mismatch],
		['two of them', { timestamp, signature: `${digest.toString('hex')}, x` }, mismatch],
		['the digest as text', { timestamp, signature: digest.toString('latin1') }, mismatch],
	])('%s', (_, signed, reason) => {
		expect(why(signed)).toBe(reason);
	});

	test.each([
		'yesterday',
		'Sun, 15 Mar 2026 09:30:00 GMT',
		'2026-03-15',
		'2026-13-15T09:30:00Z',
		'2026-03-15T25:30:00Z',
		'1.773e9',
		'0x69b67d38',
		'-1773567000',
		'+1773567000',
		'1773567000,1773567000',
		'NaN',
		'Infinity',
		'9'.repeat(400),
		'１７７３５６７０００',
	])('the timestamp "%s"', (text) => {
		expect(why(written(encodings.hex, text))).toBe(unreadable);
	});

	test('a signature without the full stop between timestamp and body', () => {
		const withoutFullStop = createHmac('sha256', key).update(timestamp).update(body).digest('hex');
		expect(why({ timestamp, signature: withoutFullStop })).toBe(mismatch);
	});

	test('a full stop that moved from the body into the timestamp', () => {
		const content = Buffer.from('5.body');
		const seconds = String(Math.floor(now / 1000));
		const signature = createHmac('sha256', key).update(`${seconds}.`).update(content).digest('hex');
		const moved = { body: Buffer.from('body'), timestamp: `${seconds}.5`, signature };
		// The two texts are the same, so the signature fits either; both tell nearly the same time.
		expect(signatureError(moved, key, now, minute)).toBeUndefined();
		expect(() => JSON.parse('5.{}')).toThrow();
	});
});

const changed = (bytes: Uint8Array, at: number, by: number) => {
	const copy = Buffer.from(bytes);
	copy[at % copy.length] ^= by;
	return copy;
};
const place = fc.nat(10_000);
const difference = fc.integer({ min: 1, max: 255 });

describe('one changed byte', () => {
	const timestamp = String(now);
	const good = { body, timestamp, signature: hmac(timestamp).toString('hex') };

	test('of the body is rejected', () => {
		fc.assert(
			fc.property(fc.uint8Array({ minLength: 1 }), place, difference, (bytes, at, by) => {
				const signature = hmac(timestamp, Buffer.from(bytes)).toString('hex');
				const signed = { body: changed(bytes, at, by), timestamp, signature };
				expect(why(signed)).toBe(mismatch);
			}),
		);
	});

	test('of the timestamp is rejected', () => {
		fc.assert(
			fc.property(fc.constantFrom(...Object.values(forms)), place, difference, (form, at, by) => {
				const text = form(now);
				const other = changed(Buffer.from(text), at, by).toString('latin1');
				const signature = hmac(text).toString('hex');
				expect(why({ timestamp: other, signature })).toBeDefined();
			}),
		);
	});

	test('of the signature is rejected', () => {
		fc.assert(
			fc.property(place, difference, fc.constantFrom('hex', 'base64'), (at, by, encoding) => {
				const signature = changed(hmac(timestamp), at, by).toString(encoding as 'hex');
				expect(why({ ...good, signature })).toBe(mismatch);
			}),
		);
	});

	test('of its encoding is rejected, unless the value is the same', () => {
		fc.assert(
			fc.property(place, difference, fc.constantFrom('hex', 'base64'), (at, by, encoding) => {
				const text = hmac(timestamp).toString(encoding as 'hex');
				const other = changed(Buffer.from(text), at, by).toString('latin1');
				const bare = other.trim();
				const isSame = Buffer.from(bare, encoding as 'hex').equals(hmac(timestamp));
				const accepted = why({ ...good, signature: other }) === undefined;
				expect(accepted && !isSame).toBe(false);
			}),
		);
	});

	test('of the key is rejected', () => {
		fc.assert(
			fc.property(place, fc.integer({ min: 1, max: 127 }), (at, by) => {
				const other = changed(Buffer.from(key), at, by).toString('latin1');
				expect(signatureError(good, other, now, minute)).toBe(mismatch);
			}),
		);
	});
});

test('random texts are rejected, and none throws', () => {
	const anyText = fc.oneof(
		fc.string(),
		fc.string({ unit: 'binary' }),
		fc.string({ unit: 'grapheme' }),
		fc.stringMatching(/^sha256=.*$/),
		fc.stringMatching(/^[0-9a-f]{64}$/),
		fc.stringMatching(/^[\w+/-]{43}=$/),
		fc.constantFrom('\ud800', '\0', String(now)),
	);
	fc.assert(
		fc.property(anyText, anyText, (timestamp, signature) => {
			const reason = why({ timestamp, signature });
			expect([missing, unreadable, tooFar, mismatch]).toContain(reason);
		}),
	);
});

test('a reason does not contain the values', () => {
	fc.assert(
		fc.property(fc.string({ minLength: 12 }), fc.string({ minLength: 12 }), (one, other) => {
			const reason = why({ timestamp: one, signature: other });
			expect(reason).not.toContain(one);
			expect(reason).not.toContain(other);
		}),
	);
});

describe('two secrets are equal', () => {
	test('when they are the same text', () => {
		fc.assert(
			fc.property(fc.string(), fc.string(), (one, other) => {
				expect(secretsEqual(one, one)).toBe(true);
				expect(secretsEqual(one, other)).toBe(one === other);
			}),
		);
	});

	test('and not when one is longer or in another case', () => {
		expect(secretsEqual('token', 'token ')).toBe(false);
		expect(secretsEqual('token', 'toke')).toBe(false);
		expect(secretsEqual('token', 'Token')).toBe(false);
		expect(secretsEqual('', '')).toBe(true);
	});
});
