import { rejectInput } from './rejectInput';

/** A character that a person does not see, be it a blank, a mark or one that only fills a place. */
const invisible = /[\s\p{Cc}\p{Cf}\u034f\u115f\u1160\u2800\u3164\uffa0]/u;

/** Parts of what is seen before them: joiners of several scripts, and the tags in the flag of England. */
const joiners = /\u200c|\u200d|[\u{e0020}-\u{e007f}]/u;

/** Marks of direction and of places to break, which come along when a value is copied. */
const marks = /[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g;

/** Half an emoji, and what stands for a letter that was lost when a file was read. */
const broken = /[\p{Surrogate}\ufffd]/u;

/** No text that is meant is longer; in characters. A guess, far above what a patient reads. */
const maxLength = 100_000;

/** Whether a person would see nothing in this text. */
export function isBlank(text: string): boolean {
	for (const character of text) if (!invisible.test(character)) return false;
	return true;
}

/** Whether nothing was entered: null, undefined, or a text in which a person sees nothing. */
export const isEmpty = (value: unknown): boolean =>
	value === null || value === undefined || (typeof value === 'string' && isBlank(value));

/** The text without unseen characters around it. Takes time in proportion to its length. */
export function trimInvisible(text: string): string {
	let start = 0;
	let end = text.length;
	while (start < end && invisible.test(text[start])) start++;
	while (end > start && invisible.test(text[end - 1]) && !joiners.test(text[end - 1])) end--;
	return text.slice(start, end);
}

/** One line with plain, single blanks and without marks of direction; its letters stay. */
export const singleLine = (text: string): string =>
	trimInvisible(text.replace(marks, '').replace(/[\s\u2800\u3164]+/g, ' '));

/** A text as one line where a few characters are wanted; empty for anything else, and for a long one. */
export const shortLine = (value: unknown): string =>
	typeof value === 'string' && value.length <= 200 ? singleLine(value) : '';

/** A text or a number that can be read as one. Throws a UserError for anything else. */
export function readText(value: unknown): string {
	if (typeof value === 'number') return numberText(value);
	if (typeof value === 'bigint') return String(value);
	if (typeof value === 'boolean') return rejectInput('needs a text', 'true or false was given.');
	if (typeof value !== 'string')
		return rejectInput('needs a text', 'A list or an object was given.');
	if (value.length > maxLength)
		rejectInput(`is longer than ${maxLength} characters`, 'Shorten it.');
	if (broken.test(value) || value.includes('\0')) {
		rejectInput('has a broken character', 'Look at how its data was read, cut or put together.');
	}
	return value;
}

/** Above 2^53 a number loses its last digits; from 1e21 on it is written with an exponent. */
function numberText(value: number): string {
	if (Number.isFinite(value) && Math.abs(value) <= Number.MAX_SAFE_INTEGER) return String(value);
	return rejectInput(
		'is a number that n8n cannot hold exactly',
		'Give it as text: have the node that reads it keep the column as text.',
	);
}
