import type { ReadContext } from '../operation';
import { findFailedExpressions, meansNoValue } from './failedExpressions';
import { rejectInput } from './rejectInput';
import { isBlank, readText, singleLine } from './text';

/** The parameter that lets through what else is refused. */
export const unfilledTextOptIn = 'allowUnfilledText';

/** A whole text that nobody writes to a patient. */
const emptyResult = /^(?:true|false|0|\{\s*\}|\[\s*\])$/i;

/**
 * A text that patients read, as it was entered. Throws a UserError where an expression failed to fill in a
 * value, with the place and without its words; `docs/values.md` has the rule.
 */
export function readPatientText(
	value: unknown,
	{ earlierValues, reportMissingValue }: ReadContext,
): string {
	const text = readText(value);
	if (isBlank(text)) rejectInput('is empty', 'Fill it in.');
	if (earlierValues.get(unfilledTextOptIn) !== true) rejectUnfilledText(text);
	if (hasMissingValue(text)) reportMissingValue?.();
	return text;
}

const optInAdvice = 'If these words are meant, add Allow Unfilled Text under Options.';

function rejectUnfilledText(text: string): void {
	const places = findFailedExpressions(text);
	if (places.length > 0) {
		const where = [...new Set(places.map((place) => describePosition(text, place)))];
		rejectInput(
			'has a part that an expression did not fill in',
			`See ${where.join(', then ')}. Correct the expression there. ${optInAdvice}`,
		);
	}
	const line = text.length < 40 ? singleLine(text) : text;
	if (meansNoValue(line) || emptyResult.test(line)) {
		rejectInput('says nothing', `Check the expression of this field. ${optInAdvice}`);
	}
}

/** "line 2, word 3": what stands there may be a patient's. */
function describePosition(text: string, place: number): string {
	const lines = text.slice(0, place).split(/\r\n|[\n\r\u2028]/);
	const words = lines[lines.length - 1].split(/\s+/).filter(Boolean);
	const isWithin = /\S$/.test(text.slice(0, place));
	const word = words.length + (isWithin ? 0 : 1);
	return lines.length > 1 ? `line ${lines.length}, word ${word}` : `word ${word}`;
}

const greeting = '\\b(?:Dear|Hi|Hello|Hey)';

/**
 * Where an empty value leaves a trace. People write so, too, so it is only told. A blank before a colon,
 * two blanks after a full stop and a greeting alone are habits, and no holes.
 */
const missingValuePatterns = [
	// "Dear , your", "at .", "محترمہ ،"
	/[^\s,.!?:;]\s[,.;\u060c](?=\s|$)|,,|^[,.;]/,
	new RegExp(`${greeting}(?: (?:Mr|Mrs|Ms|Miss|Mx|Dr))?,?[^\\S\\n]+(?:\\n|!|$)`),
	new RegExp(`${greeting} (?:N/A|None|nan|unknown|[-?])(?![\\w-])`),
	// "on  at", "is on  and"
	/\b(?:on|at|is|in|to|for|by|from|of|with|the|your)  +\S|\bon at\b|\bat on\b/i,
	// "your link: ", "See !", "09:30 - ", "Your link is "
	/:[^\S\n]+(?:[.,;]|\n|$)|\s[!](?:\s|$)|\s-\s*$|\b(?:link|is|at|on)(?:\s*:)?\s+$|\blink\s*:\s*$/i,
	// "£ now", "()", "https://", "?id="
	/£(?=\s+\D|[.,;]|\s*$)|\(\s*\)|""|“”|https?:\/\/(?:\/|\s|$)|[?&]\w{1,30}=(?=[\s&]|$)/,
	// Fields of other systems.
	/\{\w[\w .]{0,40}\}|<<[^<>\n]{0,60}>>|«[^«»\n]{0,60}»|\[\[[^[\]\n]{0,60}\]\]|%[A-Z_]{3,30}%/,
	/\[(?:(?:your|first|last|patient'?s?|practice|surgery) )*(?:name|date|time|link)\]/i,
	// Dates for computers, and those that an empty cell becomes.
	/\d{4}-\d{2}-\d{2}T\d{2}:\d{2}|GMT[+-]\d{4}|1899-12-30|30\/12\/1899|1970-01-01|01\/01\/1970|\b1\d{12}\b/,
];

/** Whether the text looks as if a value was missing, such as "Dear ,". */
export const hasMissingValue = (text: string): boolean =>
	missingValuePatterns.some((pattern) => pattern.test(text));
