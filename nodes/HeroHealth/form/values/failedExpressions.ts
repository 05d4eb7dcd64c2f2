import { isEmpty, singleLine, trimInvisible } from './text';

/**
 * Text that expressions, programs and spreadsheets output for a missing value. Nobody writes it on purpose,
 * whatever the words around it.
 */
const alwaysFailed = [
	// An object that was converted to text.
	/\[object [A-Za-z]+\]/g,
	// An expression that was not evaluated: in a fixed field, or from another system.
	/\{\{[^{}\n]{0,200}\}\}|\{\{|\}\}|\$\{[^{}]*\}|\$\(['"]|\$(?:json|node|input|items?|vars|fromAI|now|today|execution|workflow|prevNode)\b|<%|\{%|\[ERROR: /g,
	// Invalid dates of Luxon, JavaScript and Moment. A sentence may begin with "Invalid date" on purpose.
	/Invalid Date(?:Time)?(?!\p{L})|(?<=[^.!?:\s][^\S\n])Invalid date(?!\p{L})|Invalid date(?![^\S\n]\p{Ll}|\p{L})/gu,
	// NaN. Within a token, such as an ID from Stripe, these letters occur by chance.
	/(?<![\p{L}\p{N}])NaN|NaN(?![\p{L}\p{N}])/gu,
	// Errors of spreadsheets, and their form of long numbers: an exponent of two digits, unlike laboratories.
	/#(?:N\/A|REF!|VALUE!|NAME\?|DIV\/0!|NUM!|NULL!|SPILL!|CALC!|ERROR!)|#{5,}/g,
	/(?<!\p{L})\d(?:[.,]\d{1,20})?E\+\d{2}|(?<!\p{L})\d[.,]\d{4,20}E\d{2}/giu,
];

/**
 * Words that people use in prose: "an undefined cause", "a null result", "null and void", a company called
 * Infinity Health. Anywhere else they come from a failed expression. Null with a capital is a surname.
 */
const failedUnlessProse = [
	/(?<!\ban )undefined|undefined(?!\s\p{Ll})/giu,
	/(?<!\p{L})(?:(?:null)+(?:th|st|nd|rd|am|pm)?|NULL)(?!\p{L})(?! and void)(?<!\b[Aa] null(?=\s\p{Ll}))/gu,
	/(?<!\p{L})Infinity(?!\p{L}|\s\p{Lu})/gu,
];

/** The most findings in a message, since more would not help the user. */
const maxFindings = 3;

/** Finds the remains of failed expressions in a text; returns the indexes of the first three, in order. */
export function findFailedExpressions(text: string): number[] {
	const found = [...alwaysFailed, ...failedUnlessProse].flatMap((pattern) =>
		firstMatches(text, pattern),
	);
	return [...new Set(found)].sort((a, b) => a - b).slice(0, maxFindings);
}

function firstMatches(text: string, pattern: RegExp): number[] {
	const indexes: number[] = [];
	for (const { index } of text.matchAll(pattern)) {
		if (indexes.push(index) === maxFindings) break;
	}
	return indexes;
}

const failedWholeValue = /^(?:[+-]?Infinity|Invalid date)$/;

/** True for a single-line value, which is not prose, with the remains of a failed expression. */
export const hasFailedExpression = (line: string): boolean =>
	findFailedExpressions(line).length > 0 || failedWholeValue.test(trimInvisible(line));

/** Words that people, spreadsheets and language models write for a missing value. */
const noValueWords =
	/^(?:n\/a|n\.a\.|na|none|null|nil|nan|undefined|unknown|tbc|tba|not (?:known|applicable|available|given)|no (?:mobile|phone|email|number)|[-–—?_/x]+|\.{3,})$/i;

/** True for a value that stands for a missing one. It does not suit names, which can be such words. */
export const meansNoValue = (value: string): boolean =>
	isEmpty(value) || noValueWords.test(singleLine(value));
