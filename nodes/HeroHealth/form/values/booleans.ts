import { rejectInput } from './rejectInput';
import { shortLine } from './text';

/** Reads a boolean, or the word true or false in any case. Throws a UserError for anything else. */
export function readBoolean(value: unknown): boolean {
	if (typeof value === 'boolean') return value;
	const text = shortLine(value).toLowerCase();
	if (text === 'true') return true;
	if (text === 'false') return false;
	return rejectInput('needs true or false');
}
