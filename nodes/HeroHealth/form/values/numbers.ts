import { rejectInput } from './rejectInput';
import { shortLine } from './text';

/** A whole number within these bounds, from a number or its digits. Throws a UserError for others. */
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

/** Stripe, through which Hero's invoices go, takes eight digits at most: amounts are in pence there. */
export const maxPence = 99_999_999;

/**
 * An amount in pounds with at most two places. Throws a UserError for a negative one and for parts of a
 * penny: 0.1 + 0.2 is 0.30000000000000004 to a computer, and which way to round is not for this node.
 */
export function readPounds(value: unknown): number {
	const read = readNumber(value);
	if (!Number.isFinite(read)) return rejectInput('needs an amount in pounds, such as 12.50');
	if (read < 0) rejectInput('is negative', 'Give what is charged; a discount is a coupon.');
	if (read > maxPence / 100)
		rejectInput('is more than an invoice takes', 'Give pounds, not pence.');
	if (Number(read.toFixed(2)) !== read) {
		rejectInput(
			'has parts of a penny',
			'Round it to two places, such as {{ $json.amount.round(2) }} in an expression.',
		);
	}
	return read;
}

/** Not a number where the value is none, or written in another way than by digits. */
function readNumber(value: unknown): number {
	if (typeof value === 'number') return value;
	const text = shortLine(value);
	return /^[+-]?\d+(\.\d+)?$/.test(text) ? Number(text) : NaN;
}
