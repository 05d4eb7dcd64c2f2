import type { ReadContext } from '../operation';
import { failedPlaces } from './failedExpressions';
import { refuse } from './refuse';
import { isBlank, readText } from './text';

/** The parameter that lets through what else is refused. */
export const unfilledSwitch = 'allowUnfilledText';

/**
 * A text that patients read, as it was entered. Throws a UserError where an expression failed to fill in a
 * value, with the place and without its words; `docs/values.md` has the rule.
 */
export function readPatientText(value: unknown, { others, notice }: ReadContext): string {
	const text = readText(value);
	if (isBlank(text)) refuse('is empty', 'Fill it in.');
	const places = others.get(unfilledSwitch) === true ? [] : failedPlaces(text);
	if (places.length > 0) {
		const where = places.slice(0, 3).map((place) => describePlace(text, place));
		refuse(
			'has a part that an expression did not fill in',
			`See ${where.join(', then ')}. Correct the expression there. If these words are meant, add Allow Unfilled Text under Options.`,
		);
	}
	if (hasHole(text)) notice?.('hole');
	return text;
}

/** "line 2, word 3": what stands there may be a patient's. */
function describePlace(text: string, place: number): string {
	const lines = text.slice(0, place).split(/\r\n|[\n\r\u2028]/);
	const words = lines[lines.length - 1].split(/\s+/).filter(Boolean);
	const isWithin = /\S$/.test(text.slice(0, place));
	const word = words.length + (isWithin ? 0 : 1);
	return lines.length > 1 ? `line ${lines.length}, word ${word}` : `word ${word}`;
}

/** Where an empty value leaves a trace. People write so, too, so it is only told. */
const holes = [
	// "Dear , your", "on  at", "at ."
	/[^\s,.!?:;]\s+[,.;:](?=\s|$)/,
	/[\p{L}\p{N},]  +[\p{L}\p{N}]/u,
	/^\s*[,.;:]/,
	/\b(?:Dear|Hi|Hello)[,:]?\s*(?:$|\r?\n)\s*\r?\n?$/,
	// "your link: " with nothing after it, "£ ", "()", "https://"
	/:\s*$/,
	/:[ \t]+(?=[.,;\r\n])/,
	/[£€](?!\s?\d)/,
	/\(\s*\)|""|''|https?:\/\/(?:\s|$)/,
	// Fields of other systems, and dates for computers.
	/\{\w[\w .]*\}|<<[^>]*>>|\[\[[^\]]*\]\]|%\w+%/,
	/\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/,
];

/** Whether the text looks as if a value was missing, such as "Dear ,". */
export const hasHole = (text: string): boolean => holes.some((pattern) => pattern.test(text));
