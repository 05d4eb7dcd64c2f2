import { jsonParse } from 'n8n-workflow';

import type { ReadContext, WireValue } from '../operation';
import { findFailedExpressions } from './failedExpressions';
import { unfilledTextOptIn } from './patientText';
import { rejectInput } from './rejectInput';

/** Deeper objects are refused, in levels: no call of Hero's takes them, and they could not be sent. */
const maxDepth = 100;

/** Longer texts are files, in characters. */
const maxProseLength = 100_000;

/** An object, as JSON text or as it is. Throws a UserError for anything else, and for failed expressions. */
export function readObject(
	value: unknown,
	{ earlierValues }: ReadContext,
): { [key: string]: WireValue } {
	const parsed: unknown =
		typeof value === 'string' ? jsonParse(value, { fallbackValue: null }) : value;
	if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
		return rejectInput('needs a JSON object', 'Use a form such as {"name": "value"}.');
	}
	rejectFailedMembers(parsed, earlierValues.get(unfilledTextOptIn) === true);
	return parsed as { [key: string]: WireValue };
}

/** What JSON would leave out or change in silence, and texts that an expression failed to fill in. */
function rejectFailedMembers(part: unknown, mayBeUnfilled: boolean, name = '', depth = 1): void {
	const member = describeMember(name);
	if (depth > maxDepth) rejectInput('has too many objects in one another', 'Use a flatter form.');
	if (typeof part === 'number' && Number.isInteger(part) && !Number.isSafeInteger(part)) {
		rejectInput(
			`holds a number${member} that n8n cannot hold exactly`,
			'Give it as text, between double quotes.',
		);
	}
	if (part === undefined || isUnreadable(part) || (!mayBeUnfilled && isFailedText(part))) {
		rejectInput(
			`holds${member} what an expression leaves where it finds no value`,
			'Check the expression of this field. If these words are meant, add Allow Unfilled Text under Options.',
		);
	}
	if (typeof part !== 'object' || part === null) return;
	for (const [key, inner] of Object.entries(part)) {
		if (!mayBeUnfilled && isFailedText(key)) rejectFailedMembers(undefined, false, name);
		rejectFailedMembers(inner, mayBeUnfilled, name || key, depth + 1);
	}
}

/** A name of one word may be a patient's, made by an expression; Hero's have mostly several. */
const describeMember = (name: string): string =>
	/^[a-z]+(_[a-z0-9]+)+$/.test(name) ? `, in its member "${name}",` : '';

const isFailedText = (part: unknown): boolean =>
	typeof part === 'string' &&
	part.length <= maxProseLength &&
	findFailedExpressions(part).length > 0;

/** A number or a date that became none. */
const isUnreadable = (part: unknown): boolean =>
	(typeof part === 'number' && !Number.isFinite(part)) ||
	(typeof part === 'object' &&
		part !== null &&
		((part as { isValid?: unknown }).isValid === false || String(part) === 'Invalid Date'));
