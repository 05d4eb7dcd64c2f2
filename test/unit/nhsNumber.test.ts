import fc from 'fast-check';

import { nhsNumber } from '../../nodes/HeroHealth/form/fields';
import { refusalOf, wireOf } from '../support/unit/fixtures';

/** NHS Data Dictionary: weights 10 to 2; the digit completes the sum to a multiple of 11. 10 is never issued. */
function checkDigit(nine: string): number {
	const sum = [...nine].reduce((total, digit, place) => total + Number(digit) * (10 - place), 0);
	return (11 - (sum % 11)) % 11;
}

const valid = fc
	.integer({ min: 0, max: 999_999 })
	.map((serial) => `999${String(serial).padStart(6, '0')}`)
	.filter((nine) => checkDigit(nine) < 10)
	.map((nine) => `${nine}${checkDigit(nine)}`)
	.filter((number) => number !== '9999999999');

const place = fc.integer({ min: 0, max: 9 });
const separators = fc.array(
	fc.constantFrom('', ' ', '-', '  ', ' - ', '\t', '\u00a0', '\u2011', '–'),
	{
		minLength: 11,
		maxLength: 11,
	},
);

const spaced = (digits: string, gaps: string[]) =>
	gaps.map((gap, i) => gap + (digits[i] ?? '')).join('');

test('the documented example passes', () => {
	expect(wireOf(nhsNumber, '999 000 0018')).toBe('9990000018');
	expect(wireOf(nhsNumber, 9990000018)).toBe('9990000018');
});

test('every valid number passes with any spaces and hyphens, and is sent without', () => {
	fc.assert(
		fc.property(valid, separators, (number, gaps) => {
			expect(wireOf(nhsNumber, spaced(number, gaps))).toBe(number);
		}),
	);
});

test.each([...Array.from('0123456789', (digit) => digit.repeat(10)), '0123456789', '987 654 3210'])(
	'the placeholder %s is refused, though some have the right check digit',
	(entered) => {
		expect(refusalOf(() => wireOf(nhsNumber, entered))).toEqual({
			message: 'is a placeholder, not an NHS number',
			description: 'Take the number from the record, or leave this person out.',
		});
	},
);

test('a number with one digit changed is refused', () => {
	fc.assert(
		fc.property(valid, place, fc.integer({ min: 1, max: 9 }), (number, at, change) => {
			const digits = [...number];
			digits[at] = String((Number(digits[at]) + change) % 10);
			expect(refusalOf(() => wireOf(nhsNumber, digits.join(''))).message).toBe(
				'is not a valid NHS number',
			);
		}),
	);
});

test('a number with two neighbouring digits swapped is refused', () => {
	fc.assert(
		fc.property(valid, fc.integer({ min: 0, max: 8 }), (number, at) => {
			fc.pre(number[at] !== number[at + 1]);
			const swapped = `${number.slice(0, at)}${number[at + 1]}${number[at]}${number.slice(at + 2)}`;
			expect(refusalOf(() => wireOf(nhsNumber, swapped)).message).toBe('is not a valid NHS number');
		}),
	);
});

test('a number whose check digit would be 10 is refused with every last digit', () => {
	const nine = '999000000';
	expect(checkDigit(nine)).toBe(10);
	for (const last of '0123456789') {
		expect(refusalOf(() => wireOf(nhsNumber, nine + last)).message).toBe(
			'is not a valid NHS number',
		);
	}
});

test.each([
	['nine digits', '999000001'],
	['eleven digits', '99900000180'],
	['no digits', ' - '],
	['letters', '999000001A'],
	['a letter O for a zero', '999O000018'],
	['digits of another script', '٩٩٩٠٠٠٠٠١٨'],
	['a number that lost its leading zeros', 12345678],
])('%s is refused for its length', (_, entered) => {
	expect(refusalOf(() => wireOf(nhsNumber, entered))).toEqual({
		message: 'needs ten digits',
		description: 'Check the number in the record.',
	});
});

test.each([[['9990000018']], [{ number: '9990000018' }]])(
	'%j is refused, since it is not a text',
	(entered) => {
		expect(refusalOf(() => wireOf(nhsNumber, entered)).message).toBe('needs a text');
	},
);

test('an error never repeats the number', () => {
	fc.assert(
		fc.property(valid, place, separators, (number, at, gaps) => {
			for (const wrong of [number.slice(0, at), number + at, `${number.slice(0, 9)}x`]) {
				const { message, description } = refusalOf(() => wireOf(nhsNumber, spaced(wrong, gaps)));
				expect(`${message} ${description}`).not.toMatch(/\d/);
			}
		}),
	);
});
