import fc from 'fast-check';

import {
	dateOfBirth,
	email,
	identifier,
	mobile,
	personName,
	pounds,
	snomedCode,
} from '../../nodes/HeroHealth/form/fields';
import type { Field } from '../../nodes/HeroHealth/form/operation';
import { contactKey } from '../../nodes/HeroHealth/form/values/contacts';
import { reading, refusalOf, wireOf } from '../support/unit/fixtures';

/** The error repeats no word and no number of five or more characters from the entered value. */
function expectRefusedWithoutValue(field: Field, entered: unknown) {
	const { message, description } = refusalOf(() => wireOf(field, entered));
	const words = String(entered).match(/[\p{L}\p{N}]{5,}/gu) ?? [];
	const ownWords = /undefined|infinity|invalid|object|00123|example/i;
	const error = `${message} ${description}`;
	expect(words.filter((word) => !ownWords.test(word) && error.includes(word))).toEqual([]);
}

describe('a name', () => {
	const name = personName('First Name');
	const part = fc.stringMatching(/^\p{Lu}[\p{Ll}]{0,8}$/u);
	const joint = fc.constantFrom(' ', '-', "'", '’', ' d’', ' de ', ' Mc', '. ');

	test('is taken unchanged, whatever its letters', () => {
		fc.assert(
			fc.property(part, joint, part, (first, between, second) => {
				const entered = `${first}${between}${second}`;
				expect(wireOf(name, entered)).toBe(entered);
				expect(wireOf(name, ` ${entered}\u00a0`)).toBe(entered);
			}),
		);
	});
});

describe('a date of birth', () => {
	const now = Date.parse('2026-11-27T09:30:00Z');
	const day = 86_400_000;
	const bornOn = (date: number) => new Date(date).toISOString().slice(0, 10);
	const wire = (entered: string) => dateOfBirth.toWire(entered, reading({ now }));

	test('is taken for any possible age', () => {
		const age = fc.integer({ min: 0, max: 119 * 365 });
		fc.assert(
			fc.property(age, (days) => {
				const date = bornOn(now - days * day);
				expect(wire(date)).toBe(date);
			}),
			{ examples: [[0], [1], [105 * 365]] },
		);
	});

	test('is refused in the future and more than 120 years ago', () => {
		fc.assert(
			fc.property(fc.integer({ min: 1, max: 40_000 }), (days) => {
				refusalOf(() => wire(bornOn(now + days * day)));
				refusalOf(() => wire(bornOn(now - 121 * 365.25 * day - days * day)));
			}),
		);
	});

	test('is compared with today in the timezone of the workflow', () => {
		const lateInLondon = Date.parse('2026-11-27T23:30:00Z');
		const born = (timezone: string) =>
			dateOfBirth.toWire('2026-11-28', reading({ now: lateInLondon, timezone }));
		expect(born('Asia/Tokyo')).toBe('2026-11-28');
		expect(refusalOf(() => born('Europe/London')).message).toBe('is in the future');
	});
});

describe('a mobile number', () => {
	const digits = fc.stringMatching(/^7[1-57-9]\d{8}$/).filter((text) => !/(\d)\1{7}$/.test(text));
	const shaped = (text: string, gap: string) =>
		`${text.slice(0, 4)}${gap}${text.slice(4, 7)}${gap}${text.slice(7)}`;

	test('of the UK is accepted in every common spelling', () => {
		fc.assert(
			fc.property(digits, fc.constantFrom('', ' ', '-', '.'), (number, gap) => {
				for (const prefix of ['0', '+44', '0044', '+44 ']) {
					const entered = `${prefix}${shaped(number, gap)}`;
					expect(wireOf(mobile, entered)).toBe(entered);
					expect(contactKey(entered)).toBe(`0${number}`);
				}
			}),
		);
	});

	test('with a digit too few or too many is rejected', () => {
		fc.assert(
			fc.property(digits, (number) => {
				expectRefusedWithoutValue(mobile, `0${number.slice(0, -1)}`);
				expectRefusedWithoutValue(mobile, `0${number}1`);
				expectRefusedWithoutValue(mobile, `+44${number}1`);
			}),
		);
	});

	test.each([
		['7700900123', 'lacks its leading 0, which spreadsheets remove'],
		['447700900123', 'lacks the + before its country code'],
		['01632 960123', 'is not a mobile number, so it cannot receive an SMS'],
		['07700 900', 'is not a telephone number'],
	])('is refused with the reason: %s', (entered, reason) => {
		expect(refusalOf(() => wireOf(mobile, entered)).message).toBe(reason);
	});
});

test('an email address is taken with every letter that one may have', () => {
	const local = fc.stringMatching(/^[a-zA-Z0-9_+'-]{1,20}$/);
	const domain = fc.domain();
	fc.assert(
		fc.property(local, domain, (name, host) => {
			expect(wireOf(email, `${name}@${host}`)).toBe(`${name}@${host}`);
		}),
	);
});

test('an ID that is a number is taken exactly or refused', () => {
	const id = identifier('ID');
	fc.assert(
		fc.property(fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }), (number) => {
			expect(wireOf(id, number)).toBe(String(number));
		}),
	);
	fc.assert(
		fc.property(fc.double({ min: 2 ** 53, noNaN: true }), (number) => {
			refusalOf(() => wireOf(id, number));
		}),
	);
});

test('an amount in pounds is exact to the penny', () => {
	const amount = pounds('Amount', '');
	fc.assert(
		fc.property(fc.integer({ min: 0, max: 99_999_999 }), (pence) => {
			expect(wireOf(amount, pence / 100)).toBe(pence / 100);
			expect(wireOf(amount, (pence / 100).toFixed(2))).toBe(pence / 100);
			refusalOf(() => wireOf(amount, (pence + 0.5) / 100));
		}),
	);
});

describe('a SNOMED code', () => {
	const field = snomedCode('SNOMED Code');
	/** The published tables of Verhoeff's scheme. */
	const inverse = [0, 4, 3, 2, 1, 5, 6, 7, 8, 9];
	const products = [
		...['0123456789', '1234067895', '2340178956', '3401289567', '4012395678'],
		...['5987604321', '6598710432', '7659821043', '8765932104', '9876543210'],
	];
	const permutations = [
		...['0123456789', '1576283094', '5803796142', '8916043527'],
		...['9453126870', '4286573901', '2793806415', '7046913258'],
	];
	const checkDigit = (digits: string) =>
		inverse[
			[...digits]
				.reverse()
				.reduce(
					(total, digit, place) =>
						Number(products[total][Number(permutations[(place + 1) % 8][Number(digit)])]),
					0,
				)
		];
	const withCheck = (digits: string) => `${digits}${checkDigit(digits)}`;
	const international = fc.stringMatching(/^[1-9]\d{2,12}0[0-2]$/).map(withCheck);
	const extension = fc.stringMatching(/^[1-9]\d{7,12}1[0-2]$/).map(withCheck);
	const code = fc.oneof(international, extension);

	test('of every partition is accepted', () => {
		fc.assert(fc.property(code, (digits) => expect(wireOf(field, digits)).toBe(digits)));
	});

	test('with one digit changed or two swapped is rejected', () => {
		fc.assert(
			fc.property(code, fc.nat(), fc.integer({ min: 1, max: 9 }), (digits, at, change) => {
				const place = at % digits.length;
				const changed = [...digits];
				changed[place] = String((Number(changed[place]) + change) % 10);
				expectRefusedWithoutValue(field, changed.join(''));
				const next = (place + 1) % digits.length;
				fc.pre(next > place && digits[place] !== digits[next]);
				const swapped = [...digits];
				[swapped[place], swapped[next]] = [swapped[next], swapped[place]];
				expectRefusedWithoutValue(field, swapped.join(''));
			}),
		);
	});

	test('of a partition that does not exist is rejected', () => {
		fc.assert(
			fc.property(
				fc.stringMatching(/^[1-9]\d{9}(0[3-9]|[2-9]\d|1[3-9])$/).map(withCheck),
				(digits) => {
					refusalOf(() => wireOf(field, digits));
				},
			),
		);
	});
});
