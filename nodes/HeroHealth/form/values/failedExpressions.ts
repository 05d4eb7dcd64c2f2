import { isEmpty, singleLine, trimInvisible } from './text';

/**
 * What expressions, programs and spreadsheets leave in a text where they found no value. People do not
 * write these, whatever stands around them.
 */
const alwaysFailed = [
	// An object where a text was wanted.
	/\[object [A-Za-z]+\]/g,
	// An expression that was not carried out: in a fixed field, or left by another system.
	/\{\{[^{}\n]{0,200}\}\}|\{\{|\}\}|\$\{[^{}]*\}|\$\(['"]|\$(?:json|node|input|items?|vars|fromAI|now|today|execution|workflow|prevNode)\b|<%|\{%|\[ERROR: /g,
	// Luxon, JavaScript and moment; at the start of a sentence the last one may be meant.
	/Invalid Date(?:Time)?(?!\p{L})|(?<=[^.!?:\s][^\S\n])Invalid date(?!\p{L})|Invalid date(?![^\S\n]\p{Ll}|\p{L})/gu,
	// Within a token, such as an ID of Stripe, these three letters come by chance.
	/(?<![\p{L}\p{N}])NaN|NaN(?![\p{L}\p{N}])/gu,
	// What spreadsheets show, and what they make of long numbers: with two digits, unlike a laboratory.
	/#(?:N\/A|REF!|VALUE!|NAME\?|DIV\/0!|NUM!|NULL!|SPILL!|CALC!|ERROR!)|#{5,}/g,
	/(?<!\p{L})\d(?:[.,]\d{1,20})?E\+\d{2}|(?<!\p{L})\d[.,]\d{4,20}E\d{2}/giu,
];

/**
 * Words that a person may write in prose: "an undefined cause", "a null result", "null and void", a company
 * called Infinity Health. Anywhere else they stand where a value was wanted. Null with a capital is a
 * surname.
 */
const failedUnlessProse = [
	/(?<!\ban )undefined|undefined(?!\s\p{Ll})/giu,
	/(?<!\p{L})(?:(?:null)+(?:th|st|nd|rd|am|pm)?|NULL)(?!\p{L})(?! and void)(?<!\b[Aa] null(?=\s\p{Ll}))/gu,
	/(?<!\p{L})Infinity(?!\p{L}|\s\p{Lu})/gu,
];

/** More places than these help nobody. */
const maxFindings = 3;

/** Where in a text an expression failed to fill in a value: where the first three places begin, in order. */
export function findFailedExpressions(text: string): number[] {
	const found = [...alwaysFailed, ...failedUnlessProse].flatMap((pattern) =>
		firstMatches(text, pattern),
	);
	return [...new Set(found)].sort((one, other) => one - other).slice(0, maxFindings);
}

function firstMatches(text: string, pattern: RegExp): number[] {
	const places: number[] = [];
	for (const { index } of text.matchAll(pattern)) {
		if (places.push(index) === maxFindings) break;
	}
	return places;
}

const failedWholeValue = /^(?:[+-]?Infinity|Invalid date)$/;

/** Whether a line, which is no prose, holds what a failed expression leaves. */
export const hasFailedExpression = (line: string): boolean =>
	findFailedExpressions(line).length > 0 || failedWholeValue.test(trimInvisible(line));

/** Words by which people, spreadsheets and language models say that there is no value. */
const noValueWords =
	/^(?:n\/a|n\.a\.|na|none|null|nil|nan|undefined|unknown|tbc|tba|not (?:known|applicable|available|given)|no (?:mobile|phone|email|number)|[-–—?_/x]+|\.{3,})$/i;

/** Whether a value says that there is none. Where that can be meant, such as in a name, do not ask. */
export const meansNoValue = (value: string): boolean =>
	isEmpty(value) || noValueWords.test(singleLine(value));
