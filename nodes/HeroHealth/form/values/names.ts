import { hasFailedExpression, meansNoValue } from './failedExpressions';
import { rejectFailedExpression, rejectInput } from './rejectInput';
import { readText, singleLine } from './text';

/** Null, None and Na are real names; these spellings stand for a missing name. */
const noNameWords = /^(?:n\/a|none|NONE|null|nil|nan|unknown|not known|tbc|tba)$/;
const noNameWordsInAnyCase = /^(?:n\/a|unknown|not known|tbc|tba)$/i;

/** Reads a person's name, with plain, single blanks; its letters stay. Throws a UserError for anything else. */
export function readName(value: unknown): string {
	const name = singleLine(readText(value));
	// NULL is the surname Null in lists with capitals, and Infinity is a first name.
	if (hasFailedExpression(name.replace(/\bNULL\b|^Infinity$/g, 'Null')))
		return rejectFailedExpression();
	if (noNameWords.test(name) || noNameWordsInAnyCase.test(name)) {
		rejectInput('says that there is no name', 'Give the name as it is in the record.');
	}
	if (!/\p{L}/u.test(name)) rejectInput('has no letter', 'Give the name as it is in the record.');
	if (/@|:\/\//.test(name)) rejectInput('is an address, not a name', 'Give the name alone.');
	if (/[{}<>[\]%$=|]/.test(name))
		rejectInput('has a character that no name has', 'Check the expression of this field.');
	if (name.includes(',')) {
		rejectInput(
			'has a comma',
			"Give the first and the last name separately, such as {{ $json.name.split(',')[0].trim() }}.",
		);
	}
	return name;
}

/**
 * Reads a line of an address, a postcode or a county, with plain, single blanks. Throws a UserError for a word
 * such as "none" and for a failed expression.
 */
export function readAddressLine(value: unknown): string {
	const line = singleLine(readText(value));
	if (hasFailedExpression(line)) return rejectFailedExpression();
	// NA is the country code of Namibia.
	if (line !== 'NA' && meansNoValue(line)) {
		rejectInput('says that there is no value', 'Remove the field instead.');
	}
	return line;
}
