import type { HeroRequest } from './request';
import { plainWords } from './plainWords';

/** Takes out of somebody else's words what was sent, and what looks like the data of a person. */
export type Redact = (words: string) => string;

interface RedactOptions {
	/** Labels on the screen by Hero's names; the words of both stay. */
	labels?: Record<string, string>;
	apiKey?: string;
	/** Keeps names and codes, for texts of this computer, in which they are those of programs. */
	keepsNames?: boolean;
}

/** No reason is longer; what is cut off cannot tell anything either. */
const longestText = 500;

/** Longer values are files: no part of a sentence, and their pieces are taken out as codes. */
const longestValue = 10_000;

/** All values together; what is sent beyond that is looked for word by word no more. */
const mostCharacters = 1_000_000;

/** What was sent, folded, so that each word of a text is looked up instead of searched for. */
interface Sent {
	/** Words of names, numbers and other short values. */
	words: Set<string>;
	/** Words of texts, which may be plain English. */
	textWords: Set<string>;
	/** All letters and digits, to find a part of a word in. */
	all: string;
}

/**
 * A word stays only if it was not sent, in no part, and if it is no name or code: capitals stay for plain
 * English words and for the labels of the form alone.
 */
export function redactorFor(
	request: HeroRequest,
	{ labels = {}, apiKey, keepsNames = false }: RedactOptions = {},
): Redact {
	const labelWords = new Set(Object.entries(labels).flat().flatMap(wordsOf));
	let known: Sent | undefined;
	return (words) => {
		const sent = (known ??= gatherSent(request, apiKey));
		return shortened(words)
			.replace(/%[0-9a-f]{2}/gi, ' ')
			.replace(/\S{60,}/g, '…')
			.replace(/\S+@\S+/g, '…')
			.replace(/\+?\d(?:[\s./-]?\d){5,}/g, '…')
			.replace(/[\p{L}\p{M}\p{N}]+/gu, (word) =>
				tells(word, sent, labelWords) || (!keepsNames && names(word, labelWords)) ? '…' : word,
			)
			.replace(/…(?:[^\p{L}\p{N}]*…)+/gu, '…');
	};
}

function shortened(words: string): string {
	if (words.length <= longestText) return words;
	const cut = words.slice(0, longestText);
	// The last word may be half of one.
	return `${cut.slice(0, Math.max(0, cut.lastIndexOf(' ')))} …`;
}

function tells(word: string, sent: Sent, labelWords: Set<string>): boolean {
	const folded = fold(word);
	if (sent.words.has(folded)) return true;
	if (isPlain(word) || labelWords.has(folded)) return false;
	if (sent.textWords.has(folded)) return true;
	const isNumber = /^\d+$/.test(folded);
	if (folded.length >= (isNumber ? 3 : 4) && sent.all.includes(folded)) return true;
	return !isNumber && hasPart(folded, sent.words);
}

/** A name of somebody, or a code such as a part of a key in base64. */
function names(word: string, labelWords: Set<string>): boolean {
	if (/^\d+$/.test(word) || isPlain(word) || labelWords.has(fold(word))) return false;
	return /\p{Lu}/u.test(word) || (/\d/.test(word) && word.length >= 4);
}

/** A word of plain English, or several in the form of a field's name, such as phoneNumber. */
const isPlain = (word: string): boolean =>
	plainWords.has(fold(word)) ||
	word.split(/(?<=\p{Ll})(?=\p{Lu})/u).every((part) => plainWords.has(fold(part)));

/** Whether a value of some length stands inside of a longer word. */
function hasPart(word: string, values: Set<string>): boolean {
	for (let start = 0; start + 4 <= word.length; start++) {
		for (let end = start + 4; end <= word.length; end++) {
			if (values.has(word.slice(start, end))) return true;
		}
	}
	return false;
}

function gatherSent(request: HeroRequest, apiKey?: string): Sent {
	const { path, isCustomPath, pathValues, query, body, headers, practiceGroupId } = request;
	const values = leaves([apiKey, practiceGroupId, pathValues, query, headers, body]);
	const words = new Set<string>();
	const pathWords = isCustomPath ? wordsOf(path) : [];
	const textWords = new Set(pathWords);
	let all = pathWords.join('');
	for (const value of values) {
		if (value.length >= longestValue || all.length > mostCharacters) continue;
		const found = wordsOf(value);
		const kind = found.length <= 5 ? words : textWords;
		for (const word of found) kind.add(word);
		all += `\n${found.join('')}`;
	}
	return { words, textWords, all };
}

const wordsOf = (text: string): string[] => fold(text).match(/[\p{L}\p{N}]+/gu) ?? [];

const fold = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

function leaves(value: unknown): string[] {
	const found: string[] = [];
	const open = [value];
	while (open.length > 0) {
		const one = open.pop();
		if (one === null || one === undefined || typeof one === 'boolean') continue;
		if (typeof one === 'object') for (const inner of Object.values(one)) open.push(inner);
		else found.push(String(one));
	}
	return found;
}
