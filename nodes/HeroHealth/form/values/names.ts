import { isFailedValue, saysNothing } from './failedExpressions';
import { notFilledIn, refuse } from './refuse';
import { readText, singleLine } from './text';

/** Null, None and Na are names; in small letters they stand for a missing one. */
const nothing = /^(?:n\/a|N\/A|none|null|nil|nan|undefined|Undefined|UNDEFINED|unknown)$/;

/** A name of a person: its letters as they are, its blanks plain and single. */
export function readName(value: unknown): string {
	const name = singleLine(readText(value));
	if (nothing.test(name) || isFailedValue(name.replace(/^NULL$/, ''))) return notFilledIn();
	if (!/\p{L}/u.test(name)) refuse('has no letter', 'Give the name as it is in the record.');
	if (/@|:\/\//.test(name)) refuse('is an address, not a name', 'Give the name alone.');
	return name;
}

/** A line of an address, a postcode or a county, with plain, single blanks. */
export function readAddressLine(value: unknown): string {
	const line = singleLine(readText(value));
	if (isFailedValue(line)) return notFilledIn();
	if (saysNothing(line)) refuse('says that there is none', 'Leave the field out instead.');
	return line;
}
