import { rejectInput } from './rejectInput';
import { readText, singleLine } from './text';

/** Multiplies two digits in the dihedral group D5, as Verhoeff's check digit (1969) needs it. */
const product = (first: number, second: number): number => {
	if (first < 5) return second < 5 ? (first + second) % 5 : 5 + ((first + second) % 5);
	return second < 5 ? 5 + ((first - second) % 5) : (5 + first - second) % 5;
};

/** Permutes a digit as often as its position from the right says, modulo 8 (Verhoeff). */
const permuted = (digit: number, position: number): number => {
	const permutation = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4];
	let result = digit;
	for (let rounds = position % 8; rounds > 0; rounds--) result = permutation[result];
	return result;
};

const hasCheckDigit = (digits: string): boolean =>
	[...digits]
		.reverse()
		.reduce((total, digit, position) => product(total, permuted(Number(digit), position)), 0) === 0;

/**
 * The partition, which is the two digits before the last, is 00 to 02 in the international edition, and 10 to
 * 12 after a namespace of seven digits (SNOMED CT Release File Specifications, SCTID).
 */
const partition = /^[1-9]\d{2,14}0[0-2]\d$|^[1-9]\d{7,14}1[0-2]\d$/;

/**
 * Reads a SNOMED CT code: 6 to 18 digits, the last of which is Verhoeff's check digit. Throws a UserError for
 * others, since a code that lost its last digits as a number would put another finding on the record.
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
			'Give the code as text and check its digits. As a number it may have lost the last ones.',
		);
	}
	return code;
}
