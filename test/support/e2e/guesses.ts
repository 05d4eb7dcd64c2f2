import { createHash, createHmac } from 'crypto';

const algorithms = ['md5', 'sha1', 'sha256', 'sha512'];
const encodings = ['hex', 'base64', 'base64url'] as const;
/** A digest that is cut to this length is still found. */
const comparedLength = 16;

/**
 * Returns the beginnings of all digests that somebody could make of these texts to test a guess: plain, with each of
 * these keys, and hashed once more by MD5, as n8n does with each key of its store.
 */
export function guesses(texts: string[], keys: string[]): Set<string> {
	const digests = algorithms.flatMap((algorithm) =>
		texts.flatMap((text) => [
			createHash(algorithm).update(text),
			...keys.map((key) => createHmac(algorithm, key).update(text)),
		]),
	);
	const once = digests.flatMap((digest) => {
		const bytes = digest.digest();
		return encodings.map((encoding) => bytes.toString(encoding));
	});
	const all = [...texts, ...once, ...once.map((text) => text.slice(0, 22))];
	const twice = all.map((text) => createHash('md5').update(text).digest());
	const hashed = twice.flatMap((bytes) => encodings.map((encoding) => bytes.toString(encoding)));
	return new Set([...once, ...hashed].map((digest) => digest.slice(0, comparedLength)));
}

/** Returns the parts of a text that begin like one of these digests. */
export const guessedIn = (text: string, digests: Set<string>): string[] =>
	(text.match(/[\w+/=-]{16,}/g) ?? []).filter((word) => digests.has(word.slice(0, comparedLength)));
