import { jsonParse } from 'n8n-workflow';

import type { ReadContext, WireValue } from '../operation';
import { findFailedExpressions } from './failedExpressions';
import { unfilledTextOptIn } from './patientText';
import { rejectInput } from './rejectInput';

/** In levels. No call of Hero takes deeper objects, and deeper ones could not be sent. */
const maxDepth = 100;

/** In characters. A longer text is a file, not prose. */
const maxProseLength = 100_000;

/** Reads an object or its JSON text. Throws a UserError for anything else and for failed expressions in it. */
export function readObject(
	value: unknown,
	{ earlierValues }: ReadContext,
): { [key: string]: WireValue } {
	const parsed: unknown =
		typeof value === 'string' ? jsonParse(value, { fallbackValue: null }) : value;
	if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
		return rejectInput('needs a JSON object', 'Use the form {"name": "value"}.');
	}
	rejectFailedMembers(parsed, earlierValues.get(unfilledTextOptIn) === true);
	return parsed as { [key: string]: WireValue };
}

/** Throws a UserError for values that JSON would drop or change, and for remains of failed expressions. */
function rejectFailedMembers(part: unknown, mayBeUnfilled: boolean, name = '', depth = 1): void {
	const member = describeMember(name);
	if (depth > maxDepth) rejectInput('has too many nested objects', 'Use fewer levels.');
	if (typeof part === 'number' && Number.isInteger(part) && !Number.isSafeInteger(part)) {
		rejectInput(
			`contains a number${member} that n8n cannot store exactly`,
			'Give it as text, between double quotes.',
		);
	}
	if (part === undefined || isUnreadable(part) || (!mayBeUnfilled && isFailedText(part))) {
		rejectInput(
			`contains${member} what an expression leaves where it finds no value`,
			'Check the expression of this field. If these words are intended, add Allow Unfilled Text under Options.',
		);
	}
	if (typeof part !== 'object' || part === null) return;
	for (const [key, inner] of Object.entries(part)) {
		if (!mayBeUnfilled && isFailedText(key)) rejectFailedMembers(undefined, false, name);
		rejectFailedMembers(inner, mayBeUnfilled, name || key, depth + 1);
	}
}

/** Names a member in a message, unless its name is one word, which may be a patient's name from an expression. */
const describeMember = (name: string): string =>
	/^[a-z]+(_[a-z0-9]+)+$/.test(name) ? `, in its field "${name}",` : '';

const isFailedText = (part: unknown): boolean =>
	typeof part === 'string' &&
	part.length <= maxProseLength &&
	findFailedExpressions(part).length > 0;

/** True for NaN, for an infinite number and for an invalid date. */
const isUnreadable = (part: unknown): boolean =>
	(typeof part === 'number' && !Number.isFinite(part)) ||
	(typeof part === 'object' &&
		part !== null &&
		((part as { isValid?: unknown }).isValid === false || String(part) === 'Invalid Date'));
