/**
 * The text that n8n stores with a workflow, and reads and writes with every delivery: entries of equal
 * length, newest last, with a blank between two. An entry is the digest of what happened, its end in
 * milliseconds to the base of 36, and the beginning of the digest of its key.
 */

/** The digest of what came last under a key, and until when it counts. */
export interface StoredEntry {
	value: string;
	expiresAt: number;
}

export const valueLength = 10;
const timeLength = 8;
export const keyLength = 6;
const entryLength = valueLength + timeLength + keyLength;
/** Version 0.1.0 stored digests of this length, with their end in seconds behind. */
export const earlierValueLength = 12;

const timeText = (time: number): string => Math.ceil(time).toString(36).padStart(timeLength, '0');

/** An entry as it is written down. */
export const toStored = (key: string, { value, expiresAt }: StoredEntry): string =>
	value + timeText(expiresAt) + key.slice(0, keyLength);

/** What is stored under a key, whatever else the text holds. */
export function findStored(text: string, key: string): StoredEntry | undefined {
	const end = key.slice(0, keyLength);
	for (let at = text.indexOf(end); at >= 0; at = text.indexOf(end, at + 1)) {
		const start = at + keyLength - entryLength;
		const isEntry = (text[start - 1] ?? ' ') === ' ' && (text[at + keyLength] ?? ' ') === ' ';
		if (start < 0 || !isEntry) continue;
		const value = text.slice(start, start + valueLength);
		return { value, expiresAt: parseInt(text.slice(start + valueLength, at), 36) };
	}
	return undefined;
}

/** Until when what version 0.1.0 stored counts, in milliseconds; 0 where there is nothing. */
export function earlierUntil(text: string, value: string): number {
	const found = text.split(' ').find((one) => one.length < entryLength && one.startsWith(value));
	return found ? parseInt(found.slice(earlierValueLength), 36) * 1000 : 0;
}

/** The entries of a text that still count, but for those with these keys. */
export function remaining(text: string, now: number, without: Set<string>): string[] {
	const nowText = timeText(now);
	return text.split(' ').filter((one) => {
		if (one.length !== entryLength) return isEarlier(one, now);
		const isAlive = one.slice(valueLength, -keyLength) > nowText;
		return isAlive && !without.has(one.slice(-keyLength));
	});
}

const isEarlier = (one: string, now: number): boolean =>
	one.length > earlierValueLength &&
	one.length < entryLength &&
	parseInt(one.slice(earlierValueLength), 36) * 1000 > now;
