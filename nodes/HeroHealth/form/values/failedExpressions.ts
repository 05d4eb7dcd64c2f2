import { isEmpty, trimmed } from './text';

/**
 * What expressions, programs and spreadsheets leave in a text where they found no value. People do not
 * write these, whatever stands around them.
 */
const neverMeant = [
	// An object where a text was wanted.
	/\[object [A-Za-z][^\]]*\]/g,
	// An expression that was not carried out: in a fixed field, or left by another system.
	/\{\{.*?\}\}|\{\{|\}\}|\$\{[^}]*\}|\$(?:json|node|input|item|items|vars|fromAI)\b|\[ERROR: /g,
	// Luxon, JavaScript and moment; at the start of a sentence the last one may be meant.
	/Invalid Date(?:Time)?(?!\p{L})|(?<=[^.!?\s]\s)Invalid date(?!\p{L})|Invalid date(?!\s\p{Ll}|\p{L})/gu,
	// Letters on one side only are a unit or a word that it was glued to.
	/(?<!\p{L})NaN|NaN(?!\p{L})/gu,
	// What spreadsheets show, and what they make of long numbers.
	/#(?:N\/A|REF!|VALUE!|NAME\?|DIV\/0!|NUM!|NULL!|ERROR!)/g,
	/(?<!\p{L})\d[.,]\d+E\+\d+/giu,
];

/**
 * Words that a person may write in prose: "an undefined cause", "a null result", "null and void", a company
 * called Infinity Health. Anywhere else they stand where a value was wanted. Null with a capital is a
 * surname.
 */
const rarelyMeant = [
	/(?<!\ban )undefined|undefined(?!\s\p{Ll})/giu,
	/(?<!\p{L})(?:null|NULL)(?!\p{L})(?! and void)(?<!\b[Aa] null(?=\s\p{Ll}))/gu,
	/(?<!\p{L})Infinity(?!\p{L}|\s\p{Lu})/gu,
];

/** Where in a text an expression failed to fill in a value: the first characters of the places, in order. */
export function failedPlaces(text: string): number[] {
	const found = [...neverMeant, ...rarelyMeant].flatMap((pattern) =>
		[...text.matchAll(pattern)].map(({ index }) => index),
	);
	return [...new Set(found)].sort((one, other) => one - other);
}

const failedValues =
	/^(?:undefined|null|NULL|NaN|[+-]?Infinity|Invalid Date(?:Time)?|Invalid date)$/;

/** Whether a whole value, not a part of a sentence, is what a failed expression leaves. */
export const isFailedValue = (text: string): boolean =>
	failedValues.test(trimmed(text)) || neverMeant.some((pattern) => text.search(pattern) >= 0);

/** Words by which people, spreadsheets and language models say that there is no value. */
const nothing =
	/^(?:n\/a|n\.a\.|na|none|null|nil|nan|undefined|unknown|not (?:known|applicable|available|given)|no (?:mobile|phone|email|number)|[-–—?_/x]+|\.{3,})$/i;

/** Whether a value says that there is none. Where that can be meant, such as in a name, do not ask. */
export const saysNothing = (value: string): boolean => isEmpty(value) || nothing.test(value);
