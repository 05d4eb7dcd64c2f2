import { rejectInput } from './rejectInput';

/** Characters that a person does not see: blanks, marks and fillers. */
const invisible = /[\s\p{Cc}\p{Cf}\u034f\u115f\u1160\u2800\u3164\uffa0]/u;

/** Invisible characters that belong to the visible one before them: joiners, and tags in the flag of England. */
const joiners = /\u200c|\u200d|[\u{e0020}-\u{e007f}]/u;

/** Direction marks and break marks, which often come with a copied value. */
const marks = /[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g;

/** Half of an emoji, and the character that stands for undecodable bytes of a file. */
const broken = /[\p{Surrogate}\ufffd]/u;

/** In characters. The limit is a guess, far above the length of any text for a patient. */
const maxLength = 100_000;

/** True for a text in which a person sees nothing. */
export function isBlank(text: string): boolean {
	for (const character of text) if (!invisible.test(character)) return false;
	return true;
}

/** True for a value without content: null, undefined or a blank text. */
export const isEmpty = (value: unknown): boolean =>
	value === null || value === undefined || (typeof value === 'string' && isBlank(value));

/** Removes invisible characters around a text, in linear time. */
export function trimInvisible(text: string): string {
	let start = 0;
	let end = text.length;
	while (start < end && invisible.test(text[start])) start++;
	while (end > start && invisible.test(text[end - 1]) && !joiners.test(text[end - 1])) end--;
	return text.slice(start, end);
}

/** Makes one line with plain, single blanks and without direction marks; its letters stay. */
export const singleLine = (text: string): string =>
	trimInvisible(text.replace(marks, '').replace(/[\s\u2800\u3164]+/g, ' '));

/** Returns a text of up to 200 characters as one line; an empty text for anything else. */
export const shortLine = (value: unknown): string =>
	typeof value === 'string' && value.length <= 200 ? singleLine(value) : '';

/** Reads a text, or a number as text. Throws a UserError for anything else. */
export function readText(value: unknown): string {
	if (typeof value === 'number') return numberText(value);
	if (typeof value === 'bigint') return String(value);
	if (typeof value === 'boolean') return rejectInput('needs a text', 'true or false was given.');
	if (typeof value !== 'string')
		return rejectInput('needs a text', 'A list or an object was given.');
	if (value.length > maxLength)
		rejectInput(`is longer than ${maxLength} characters`, 'Shorten it.');
	if (broken.test(value) || value.includes('\0')) {
		rejectInput('has a broken character', 'Check how its data was read, cut or combined.');
	}
	return value;
}

/** Writes a number as text. Above 2^53 it would lose digits, and from 1e21 on it would have an exponent. */
function numberText(value: number): string {
	if (Number.isFinite(value) && Math.abs(value) <= Number.MAX_SAFE_INTEGER) return String(value);
	return rejectInput(
		'is a number that n8n cannot store exactly',
		'Give it as text. In the node that reads it, keep the column as text.',
	);
}
