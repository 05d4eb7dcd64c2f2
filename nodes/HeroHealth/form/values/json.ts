import { jsonParse } from 'n8n-workflow';

import type { ReadContext, WireValue } from '../operation';
import { failedPlaces, isFailedValue } from './failedExpressions';
import { unfilledSwitch } from './patientText';
import { refuse } from './refuse';

/** An object, as JSON text or as it is. Throws a UserError for anything else, and for failed expressions. */
export function readObject(value: unknown, { others }: ReadContext): { [key: string]: WireValue } {
	const parsed: unknown =
		typeof value === 'string' ? jsonParse(value, { fallbackValue: null }) : value;
	if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
		return refuse('needs a JSON object', 'Use a form such as {"name": "value"}.');
	}
	const isRefused =
		others.get(unfilledSwitch) === true
			? () => false
			: (text: string) => isFailedValue(text) || failedPlaces(text).length > 0;
	refuseFailedMembers(parsed, isRefused);
	return parsed as { [key: string]: WireValue };
}

/** A number that JSON would change in silence, or a text that an expression failed to fill in. */
function refuseFailedMembers(part: unknown, isRefused: (text: string) => boolean, name = ''): void {
	// A name that an expression made may be a patient's.
	const member = /^[A-Za-z_]{1,40}$/.test(name) ? `, in its member "${name}",` : '';
	if (typeof part === 'number' && (!Number.isFinite(part) || isRounded(part))) {
		refuse(
			`holds a number${member} that n8n cannot hold exactly`,
			'Give it as text, between double quotes.',
		);
	}
	if (typeof part === 'string' && isRefused(part)) {
		refuse(
			`holds${member} what an expression leaves where it finds no value`,
			'Check the expression of this field. If these words are meant, add Allow Unfilled Text under Options.',
		);
	}
	if (typeof part !== 'object' || part === null) return;
	for (const [key, inner] of Object.entries(part)) {
		refuseFailedMembers(inner, isRefused, name || key);
	}
}

const isRounded = (value: number): boolean =>
	Number.isInteger(value) && !Number.isSafeInteger(value);
