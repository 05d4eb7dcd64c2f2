import { hasFailedExpression, meansNoValue } from './failedExpressions';
import { rejectFailedExpression, rejectInput } from './rejectInput';
import { readText, singleLine } from './text';

/**
 * Reads the ID of one of Hero's records. Throws a UserError for anything else, such as a text without a digit. All
 * IDs in api/hero-public-api.yaml have a digit. That every ID has one is a guess, which docs/values.md states.
 */
export function readIdentifier(value: unknown): string {
	const id = readReference(value);
	if (!/\d/.test(id)) {
		rejectInput('has no digit, so it is not an ID', 'Give the ID, not a name. Get Many shows it.');
	}
	if (/^[+-]?0+$|^[+-]|^\d{4}-\d{2}-\d{2}(?:T|$)/.test(id)) {
		rejectInput(
			'is a date, zero or a number with a sign, so it is not an ID',
			'Check the expression of this field.',
		);
	}
	if (!/^\w[\w.:-]*$/.test(id))
		rejectInput('has a character that no ID has', 'Give one ID, such as 98765.');
	return id;
}

/**
 * Reads an ID from another system, such as Stripe: one word, possibly without a digit. Throws a UserError for
 * anything else.
 */
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

/** Returns a key that is equal for all spellings of one ID: 5 and 05, a UUID in any case. */
export function identifierKey(id: string): string {
	if (/^\d+$/.test(id)) return id.replace(/^0+(?=\d)/, '');
	return uuid.test(id) ? id.toLowerCase() : id;
}
