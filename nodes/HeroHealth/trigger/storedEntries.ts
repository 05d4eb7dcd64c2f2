/**
 * The stored text of accepted deliveries, which n8n reads and writes with every delivery. Its entries are
 * separated by a blank, have equal length, and stand in order, newest last. An entry is the digest of a
 * content, its expiry in milliseconds since 1970 to the base of 36, and the beginning of the digest of its key.
 */

/** The last content with a key. */
export interface StoredEntry {
	/** The digest of the content. */
	digest: string;
	/** Milliseconds since 1970. */
	expiresAt: number;
}

/** The parts of an entry have these lengths, in characters. */
export const digestLength = 10;
const timeLength = 8;
/** In characters. */
export const keyLength = 6;
const entryLength = digestLength + timeLength + keyLength;
/** Version 0.1.0 stored digests of this length, followed by their expiry in seconds. */
export const legacyDigestLength = 12;

const timeText = (time: number): string => Math.ceil(time).toString(36).padStart(timeLength, '0');

/** Formats an entry for the stored text. */
export const formatEntry = (key: string, { digest, expiresAt }: StoredEntry): string =>
	digest + timeText(expiresAt) + key.slice(0, keyLength);

/** Finds the entry of a key; undefined if there is none. Other text in `text` is ignored. */
export function findEntry(text: string, key: string): StoredEntry | undefined {
	const end = key.slice(0, keyLength);
	for (
		let keyStart = text.indexOf(end);
		keyStart >= 0;
		keyStart = text.indexOf(end, keyStart + 1)
	) {
		const start = keyStart + keyLength - entryLength;
		const isEntry = (text[start - 1] ?? ' ') === ' ' && (text[keyStart + keyLength] ?? ' ') === ' ';
		if (start < 0 || !isEntry) continue;
		const digest = text.slice(start, start + digestLength);
		return { digest, expiresAt: parseInt(text.slice(start + digestLength, keyStart), 36) };
	}
	return undefined;
}

/** Returns the expiry of a digest that version 0.1.0 stored, in milliseconds since 1970; 0 if there is none. */
export function legacyExpiry(text: string, digest: string): number {
	const found = text
		.split(' ')
		.find((entry) => entry.length < entryLength && entry.startsWith(digest));
	return found ? parseInt(found.slice(legacyDigestLength), 36) * 1000 : 0;
}

/** Returns the entries that have not expired at `now` (milliseconds since 1970), without those of `exceptKeys`. */
export function unexpiredEntries(text: string, now: number, exceptKeys: Set<string>): string[] {
	const nowText = timeText(now);
	return text.split(' ').filter((entry) => {
		if (entry.length !== entryLength) return isUnexpiredLegacy(entry, now);
		const isUnexpired = entry.slice(digestLength, -keyLength) > nowText;
		return isUnexpired && !exceptKeys.has(entry.slice(-keyLength));
	});
}

const isUnexpiredLegacy = (entry: string, now: number): boolean =>
	entry.length > legacyDigestLength &&
	entry.length < entryLength &&
	parseInt(entry.slice(legacyDigestLength), 36) * 1000 > now;
