import type { HeroRequest } from '../request';
import { allowedWords } from './allowedWords';
import type { SentValues } from './sentValues';
import { fold, sentValuesOf, wordsOf } from './sentValues';

/** Replaces sent values, and other text that looks like personal data, by "…". */
export type Redact = (text: string) => string;

interface RedactOptions {
	/** Labels on the screen by Hero's names; the words of both stay. */
	labels?: Record<string, string>;
	apiKey?: string;
	/** Keeps names and codes, which belong to programs in a message of this computer. */
	keepsNames?: boolean;
}

/** In characters. No useful error message is longer. */
const maxTextLength = 500;

/**
 * Creates the redaction for the response to a request. A word stays only if it was not sent, not even in
 * part, and if it is no name or code: capitals stay only in allowed words and in the form's labels.
 */
export function redactorFor(
	request: HeroRequest,
	{ labels = {}, apiKey, keepsNames = false }: RedactOptions = {},
): Redact {
	const labelWords = new Set(Object.entries(labels).flat().flatMap(wordsOf));
	let known: SentValues | undefined;
	return (text) => {
		const sent = (known ??= sentValuesOf(request, apiKey));
		const isRedacted = (word: string) =>
			wasSent(word, sent, labelWords) || (!keepsNames && isNameOrCode(word, labelWords));
		return shortened(text)
			.replace(/%[0-9a-f]{2}/gi, ' ')
			.replace(/\S{60,}/g, '…')
			.replace(/\S+@\S+/g, '…')
			.replace(/\+?\d(?:[\s./-]?\d){5,}/g, '…')
			.replace(/[\p{L}\p{M}\p{N}]+/gu, (word) => (isRedacted(word) ? '…' : word))
			.replace(/…(?:[^\p{L}\p{N}]*…)+/gu, '…');
	};
}

function shortened(text: string): string {
	if (text.length <= maxTextLength) return text;
	const cut = text.slice(0, maxTextLength);
	// Half of a sent word would not be recognized, so the last word goes too.
	return `${cut.slice(0, Math.max(0, cut.lastIndexOf(' ')))} …`;
}

/** True if the word is a sent value, is part of one, or contains one. */
function wasSent(word: string, sent: SentValues, labelWords: Set<string>): boolean {
	const folded = fold(word);
	if (sent.words.has(folded)) return true;
	if (isAllowed(word) || labelWords.has(folded)) return false;
	if (sent.textWords.has(folded)) return true;
	const isNumber = /^\d+$/.test(folded);
	if (folded.length >= (isNumber ? 3 : 4) && sent.all.includes(folded)) return true;
	return !isNumber && hasPart(folded, sent.words);
}

/** True for a name of a person, or for a code such as a part of a key in base64. */
function isNameOrCode(word: string, labelWords: Set<string>): boolean {
	if (/^\d+$/.test(word) || isAllowed(word) || labelWords.has(fold(word))) return false;
	return /\p{Lu}/u.test(word) || (/\d/.test(word) && word.length >= 4);
}

/** True for an allowed word, or for several in the form of a field's name, such as phoneNumber. */
const isAllowed = (word: string): boolean =>
	allowedWords.has(fold(word)) ||
	word.split(/(?<=\p{Ll})(?=\p{Lu})/u).every((part) => allowedWords.has(fold(part)));

/** True if a longer word contains a sent value of four letters or more. */
function hasPart(word: string, values: Set<string>): boolean {
	for (let start = 0; start + 4 <= word.length; start++) {
		for (let end = start + 4; end <= word.length; end++) {
			if (values.has(word.slice(start, end))) return true;
		}
	}
	return false;
}
