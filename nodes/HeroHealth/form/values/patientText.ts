import type { ReadContext } from '../operation';
import { findFailedExpressions, meansNoValue } from './failedExpressions';
import { rejectInput } from './rejectInput';
import { isBlank, readText, singleLine } from './text';

/** The parameter that allows a text with the remains of failed expressions. */
export const unfilledTextOptIn = 'allowUnfilledText';

/** A text that is only the result of an expression, which nobody writes to a patient. */
const emptyResult = /^(?:true|false|0|\{\s*\}|\[\s*\])$/i;

/**
 * Reads a text for patients and returns it as it was entered. Throws a UserError for the remains of failed
 * expressions, with their position and without the words. `docs/values.md` has the rule.
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

const optInAdvice = 'If these words are intended, add Allow Unfilled Text under Options.';

function rejectUnfilledText(text: string): void {
	const indexes = findFailedExpressions(text);
	if (indexes.length > 0) {
		const positions = [...new Set(indexes.map((index) => describePosition(text, index)))];
		rejectInput(
			'has a part that an expression did not fill in',
			`See ${positions.join(', then ')}. Correct the expression there. ${optInAdvice}`,
		);
	}
	const line = text.length < 40 ? singleLine(text) : text;
	if (meansNoValue(line) || emptyResult.test(line)) {
		rejectInput('has no content', `Check the expression of this field. ${optInAdvice}`);
	}
}

/** Describes a position as "line 2, word 3", without the words, which may be a patient's. */
function describePosition(text: string, index: number): string {
	const lines = text.slice(0, index).split(/\r\n|[\n\r\u2028]/);
	const words = lines[lines.length - 1].split(/\s+/).filter(Boolean);
	const isWithin = /\S$/.test(text.slice(0, index));
	const word = words.length + (isWithin ? 0 : 1);
	return lines.length > 1 ? `line ${lines.length}, word ${word}` : `word ${word}`;
}

const greeting = '\\b(?:Dear|Hi|Hello|Hey)';

/**
 * Traces of a missing value in a text. People also write some of them on purpose, so they lead to a hint and not
 * to an error. A blank before a colon, two blanks after a full stop and a greeting alone are normal.
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
	// Merge fields of other systems.
	/\{\w[\w .]{0,40}\}|<<[^<>\n]{0,60}>>|«[^«»\n]{0,60}»|\[\[[^[\]\n]{0,60}\]\]|%[A-Z_]{3,30}%/,
	/\[(?:(?:your|first|last|patient'?s?|practice|surgery) )*(?:name|date|time|link)\]/i,
	// Dates in machine format, and the dates that an empty cell becomes.
	/\d{4}-\d{2}-\d{2}T\d{2}:\d{2}|GMT[+-]\d{4}|1899-12-30|30\/12\/1899|1970-01-01|01\/01\/1970|\b1\d{12}\b/,
];

/** True for a text that seems to lack a value, such as "Dear ,". */
export const hasMissingValue = (text: string): boolean =>
	missingValuePatterns.some((pattern) => pattern.test(text));
