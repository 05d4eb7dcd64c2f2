import { hasFailedExpression, meansNoValue } from './failedExpressions';
import { rejectFailedExpression, rejectInput } from './rejectInput';
import { readText, singleLine } from './text';

/** Null, None and Na are names; other ways to write these words stand for a missing one. */
const noNameWords = /^(?:n\/a|none|NONE|null|nil|nan|unknown|not known|tbc|tba)$/;
const noNameWordsInAnyCase = /^(?:n\/a|unknown|not known|tbc|tba)$/i;

/** A name of a person: its letters as they are, its blanks plain and single. */
export function readName(value: unknown): string {
	const name = singleLine(readText(value));
	// In lists with names in capitals Null is one, and Infinity is a first name.
	if (hasFailedExpression(name.replace(/\bNULL\b|^Infinity$/g, 'Null')))
		return rejectFailedExpression();
	if (noNameWords.test(name) || noNameWordsInAnyCase.test(name)) {
		rejectInput('says that there is no name', 'Give the name as it is in the record.');
	}
	if (!/\p{L}/u.test(name)) rejectInput('has no letter', 'Give the name as it is in the record.');
	if (/@|:\/\//.test(name)) rejectInput('is an address, not a name', 'Give the name alone.');
	if (/[{}<>[\]%$=|]/.test(name))
		rejectInput('has a sign that no name has', 'Check its expression.');
	if (name.includes(',')) {
		rejectInput(
			'has a comma',
			"Give the first and the last name apart, such as {{ $json.name.split(',')[0].trim() }}.",
		);
	}
	return name;
}

/** A line of an address, a postcode or a county, with plain, single blanks. */
export function readAddressLine(value: unknown): string {
	const line = singleLine(readText(value));
	if (hasFailedExpression(line)) return rejectFailedExpression();
	// NA is the code of Namibia.
	if (line !== 'NA' && meansNoValue(line)) {
		rejectInput('says that there is none', 'Leave the field out instead.');
	}
	return line;
}
