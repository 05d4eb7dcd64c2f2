import type { HeroRequest } from '../request';

/** In characters. Longer values are files: no sentence repeats them, and their pieces are redacted as codes. */
const maxValueLength = 10_000;

/** In characters, of all values together. Values beyond it are not searched for word by word. */
const maxTotalLength = 1_000_000;

/** A value with more words is a text, which may be plain English. */
const maxWordsOfName = 5;

/** The values of a request, folded, so that each word of a text is looked up instead of searched for. */
export interface SentValues {
	/** Words of names, numbers and other short values. */
	words: Set<string>;
	/** Words of texts. */
	textWords: Set<string>;
	/** All letters and digits, to search for a part of a word. */
	all: string;
}

/** Collects every value that goes to Hero with a request, the API key included. */
export function sentValuesOf(request: HeroRequest, apiKey?: string): SentValues {
	const { path, isCustomPath, pathValues, query, body, headers, practiceGroupId } = request;
	const values = leafValues([apiKey, practiceGroupId, pathValues, query, headers, body]);
	const words = new Set<string>();
	const pathWords = isCustomPath ? wordsOf(path) : [];
	const textWords = new Set(pathWords);
	let all = pathWords.join('');
	for (const value of values) {
		if (value.length >= maxValueLength || all.length > maxTotalLength) continue;
		const found = wordsOf(value);
		const kind = found.length <= maxWordsOfName ? words : textWords;
		for (const word of found) kind.add(word);
		all += `\n${found.join('')}`;
	}
	return { words, textWords, all };
}

/** Splits a text into its folded words of letters and digits. */
export const wordsOf = (text: string): string[] => fold(text).match(/[\p{L}\p{N}]+/gu) ?? [];

/** Folds a text to lower case without accents. */
export const fold = (text: string): string =>
	text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

function leafValues(value: unknown): string[] {
	const found: string[] = [];
	const pending = [value];
	while (pending.length > 0) {
		const current = pending.pop();
		if (current === null || current === undefined || typeof current === 'boolean') continue;
		if (typeof current === 'object')
			for (const inner of Object.values(current)) pending.push(inner);
		else found.push(String(current));
	}
	return found;
}
