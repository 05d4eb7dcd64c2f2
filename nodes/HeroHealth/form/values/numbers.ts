import { rejectInput } from './rejectInput';
import { shortLine } from './text';

/** Reads a whole number within these bounds, from a number or its digits. Throws a UserError for others. */
export function readWholeNumber(
	value: unknown,
	minimum: number,
	maximum = Number.MAX_SAFE_INTEGER,
): number {
	const read = readNumber(value);
	if (Number.isSafeInteger(read) && read >= minimum && read <= maximum) return read;
	return rejectInput(
		maximum === Number.MAX_SAFE_INTEGER
			? `needs a whole number of ${minimum} or more`
			: `needs a whole number from ${minimum} to ${maximum}`,
	);
}

/** The highest amount in pence. Stripe, which Hero uses for invoices, takes up to eight digits. */
export const maxPence = 99_999_999;

/**
 * Reads an amount in pounds with at most two decimal places. Throws a UserError for a negative amount and
 * for parts of a penny: 0.1 + 0.2 is 0.30000000000000004, and the user decides how to round.
 */
export function readPounds(value: unknown): number {
	const read = readNumber(value);
	if (!Number.isFinite(read)) return rejectInput('needs an amount in pounds, such as 12.50');
	if (read < 0)
		rejectInput('is negative', 'Give the amount to charge. Use a coupon for a discount.');
	if (read > maxPence / 100)
		rejectInput('is more than an invoice can have', 'Give pounds, not pence.');
	if (Number(read.toFixed(2)) !== read) {
		rejectInput(
			'has parts of a penny',
			'Round it to two decimal places, such as with {{ $json.amount.round(2) }}.',
		);
	}
	return read;
}

/** Returns NaN for anything but a number or its decimal digits. */
function readNumber(value: unknown): number {
	if (typeof value === 'number') return value;
	const text = shortLine(value);
	return /^[+-]?\d+(\.\d+)?$/.test(text) ? Number(text) : NaN;
}
