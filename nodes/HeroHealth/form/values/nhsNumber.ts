import { rejectInput } from './rejectInput';
import { readText, singleLine } from './text';

/** Ascending and descending digits, which people type when they have no number. Some pass modulus 11. */
const sequences = ['0123456789', '1234567890', '9876543210', '0987654321'];

/**
 * Reads an NHS number and returns its ten digits, without blanks and hyphens of any kind. The last digit is
 * checked by modulus 11 (NHS Data Dictionary, NHS NUMBER), so that a mistyped number does not match another
 * patient. Throws a UserError for others, and for placeholders such as ten equal digits, which pass the check.
 */
export function readNhsNumber(value: unknown): string {
	const digits = singleLine(readText(value)).replace(/[\s\p{Pd}\u2212]/gu, '');
	if (!/^\d{10}$/.test(digits)) rejectInput('needs ten digits', 'Check the number in the record.');
	if (/^(\d)\1{9}$/.test(digits) || sequences.includes(digits)) {
		rejectInput(
			'is a placeholder, not an NHS number',
			'Take the number from the record, or leave this person out.',
		);
	}
	const sum = [...digits.slice(0, 9)].reduce(
		(total, digit, index) => total + Number(digit) * (10 - index),
		0,
	);
	const check = (11 - (sum % 11)) % 11;
	if (check !== Number(digits[9])) {
		rejectInput(
			'is not a valid NHS number',
			'Check the number in the record. Its check digit does not match, so a digit is mistyped.',
		);
	}
	return digits;
}
