import { rejectInput } from './rejectInput';
import { readText, singleLine } from './text';

/** Ten digits in a row, forwards or backwards: typed by whoever has no number. Some pass modulus 11. */
const sequences = ['0123456789', '1234567890', '9876543210', '0987654321'];

/**
 * An NHS number as ten digits; blanks and hyphens of all kinds are taken out. The last digit is checked
 * by modulus 11 (NHS Data Dictionary, NHS NUMBER), so that a mistyped number does not reach another
 * patient. Throws a UserError, also for placeholders: ten equal digits pass the check.
 */
export function readNhsNumber(value: unknown): string {
	const digits = singleLine(readText(value)).replace(/[\s\p{Pd}\u2212]/gu, '');
	if (!/^\d{10}$/.test(digits)) rejectInput('needs ten digits', 'Check the number in the record.');
	if (/^(\d)\1{9}$/.test(digits) || sequences.includes(digits)) {
		rejectInput(
			'is a placeholder, not an NHS number',
			'Take the number from the record, or leave the person out.',
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
			'Its check digit does not match: a digit is mistyped.',
		);
	}
	return digits;
}
