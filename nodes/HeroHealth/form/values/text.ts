import { refuse } from './refuse';

/** Characters that a person does not see, beside the blanks that \s names. */
const unseen = '\\p{Cc}\\p{Cf}\\u034f\\u115f\\u1160\\u2800\\u3164\\uffa0';

const blank = new RegExp(`^[\\s${unseen}]*$`, 'u');

/** The tags that end the flag of England are unseen, too, and belong to it. */
const edges = new RegExp(
	`^(?:(?![\\u{e0020}-\\u{e007f}])[\\s${unseen}])+|(?:(?![\\u{e0020}-\\u{e007f}])[\\s${unseen}])+$`,
	'gu',
);

/** Marks of direction and of places to break, which come along when a value is copied. */
const marks = /[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g;

/** Whether a person would see nothing in this text. */
export const isBlank = (text: string): boolean => blank.test(text);

/** Whether nothing was entered: null, undefined, or a text in which a person sees nothing. */
export const isEmpty = (value: unknown): boolean =>
	value === null || value === undefined || (typeof value === 'string' && isBlank(value));

/** The text without unseen characters around it. */
export const trimmed = (text: string): string => text.replace(edges, '');

/** One line with plain, single blanks and without marks of direction; its letters stay. */
export const singleLine = (text: string): string =>
	trimmed(text.replace(marks, '').replace(/[\s\u2800\u3164]+/g, ' '));

/** A text or a number that can be read as one. Throws a UserError for anything else. */
export function readText(value: unknown): string {
	if (typeof value === 'string') return value;
	if (typeof value === 'boolean') return refuse('needs a text', 'true or false was given.');
	if (typeof value !== 'number') return refuse('needs a text', 'A list or an object was given.');
	if (isExact(value)) return String(value);
	return refuse(
		'is a number that n8n cannot hold exactly',
		'Give it as text: have the node that reads it keep the column as text.',
	);
}

/** Above 2^53 a number loses its last digits; from 1e21 on it is written with an exponent. */
const isExact = (value: number): boolean =>
	Number.isFinite(value) && Math.abs(value) <= Number.MAX_SAFE_INTEGER;
