import { rejectInput } from './rejectInput';
import { readText, singleLine } from './text';

/** Row by row what two digits multiply to in the dihedral group D5 (Verhoeff, 1969). */
const product = (one: number, other: number): number => {
	if (one < 5) return other < 5 ? (one + other) % 5 : 5 + ((one + other) % 5);
	return other < 5 ? 5 + ((one - other) % 5) : (5 + one - other) % 5;
};

/** What a digit becomes, by its place from the right. */
const permuted = (digit: number, place: number): number => {
	const once = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4];
	let result = digit;
	for (let times = place % 8; times > 0; times--) result = once[result];
	return result;
};

const hasCheckDigit = (digits: string): boolean =>
	[...digits]
		.reverse()
		.reduce((total, digit, place) => product(total, permuted(Number(digit), place)), 0) === 0;

/**
 * The two digits before the last say what an ID names (SNOMED CT Release File Specifications, SCTID): 00 to
 * 02 in the international edition, 10 to 12 with a namespace of seven digits before them.
 */
const partition = /^[1-9]\d{2,14}0[0-2]\d$|^[1-9]\d{7,14}1[0-2]\d$/;

/**
 * A SNOMED CT code: 6 to 18 digits with Verhoeff's check digit at their end. Throws a UserError: a code that
 * lost its last digits as a number would put another finding on the record.
 */
export function readSnomedCode(value: unknown): string {
	const code = singleLine(readText(value));
	if (!/^\d{6,18}$/.test(code)) {
		rejectInput(
			'needs the 6 to 18 digits of a SNOMED code',
			'Give the code as text, without a term.',
		);
	}
	if (!partition.test(code) || !hasCheckDigit(code)) {
		rejectInput(
			'is not a valid SNOMED code',
			'A digit is mistyped, or the code lost its last digits as a number: give it as text.',
		);
	}
	return code;
}
