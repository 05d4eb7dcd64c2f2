import { hasFailedExpression, meansNoValue } from './failedExpressions';
import { rejectFailedExpression, rejectInput } from './rejectInput';
import { readText, singleLine } from './text';

/**
 * The ID of one of Hero's records. All that Hero documents have a digit (the examples in
 * api/hero-public-api.yaml), so that a name in its place is noticed; a guess that docs/values.md names.
 */
export function readIdentifier(value: unknown): string {
	const id = readReference(value);
	if (!/\d/.test(id)) {
		rejectInput('has no digit, so it is not an ID', 'Give the ID, not a name. Get Many shows it.');
	}
	if (/^[+-]?0+$|^[+-]|^\d{4}-\d{2}-\d{2}(?:T|$)/.test(id)) {
		rejectInput(
			'is a date, zero or has a sign, so it is not an ID',
			'Check the expression of this field.',
		);
	}
	if (!/^\w[\w.:-]*$/.test(id))
		rejectInput('has a letter that no ID has', 'Give one ID, such as 98765.');
	return id;
}

/** A reference of another system, such as Stripe's: one word, which may lack digits. */
export function readReference(value: unknown): string {
	if (typeof value === 'boolean' || value !== value) return rejectFailedExpression();
	const id = singleLine(readText(value));
	if (hasFailedExpression(id) || /^(?:true|false)$/i.test(id)) return rejectFailedExpression();
	if (meansNoValue(id)) rejectInput('says that there is no ID', 'Fill it in.');
	if (/^[+-]?\d+[.,]\d*$|^[+-]?\d+(?:\.\d+)?e\+\d+$|^[+-]?\d+\.\d+e-?\d+$/i.test(id)) {
		rejectInput(
			'is a number with a decimal point, a comma or an exponent, as spreadsheets write them',
			'Give the ID as text, such as 98765.',
		);
	}
	if (/[\s,;"'`()[\]{}<>|]|\p{Cc}|\p{Cf}/u.test(id)) {
		rejectInput('has a blank, a comma, a quote or a bracket', 'Give one ID, such as 98765.');
	}
	return id;
}

const uuid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** The same for two ways to write one ID: 5 and 05, a UUID in small and in capital letters. */
export function identifierKey(id: string): string {
	if (/^\d+$/.test(id)) return id.replace(/^0+(?=\d)/, '');
	return uuid.test(id) ? id.toLowerCase() : id;
}
