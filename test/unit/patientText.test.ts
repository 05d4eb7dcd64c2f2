import fc from 'fast-check';

import { longText } from '../../nodes/HeroHealth/form/fields';
import type { Field } from '../../nodes/HeroHealth/form/operation';
import { hasMissingValue } from '../../nodes/HeroHealth/form/values/patientText';
import { reading, refusalOf, wireOf } from '../support/unit/fixtures';

/** The error repeats no word and no number of five or more characters from the entered value. */
function expectRefusedWithoutValue(field: Field, entered: unknown) {
	const { message, description } = refusalOf(() => wireOf(field, entered));
	const words = String(entered).match(/[\p{L}\p{N}]{5,}/gu) ?? [];
	const ownWords = /undefined|infinity|invalid|object|00123|example/i;
	const error = `${message} ${description}`;
	expect(words.filter((word) => !ownWords.test(word) && error.includes(word))).toEqual([]);
}

describe('a text for patients', () => {
	const message = longText('Message');
	const word = fc.constantFrom(
		...[
			'Your',
			'review',
			'is',
			'due',
			'£5',
			'€6.50',
			'Zoë',
			'O’Example',
			'👩‍⚕️',
			'Nan',
			'(or',
			'ring)',
		],
		...[
			'https://example.com/a?b=1',
			'07700 900123',
			'10:30',
			'“now”',
			'unit\nline',
			'Null',
			'nullify',
		],
		...[
			'definite',
			'Infinity Health',
			'24/06/2030',
			'5%',
			'& more',
			'B&B',
			'#1',
			'@example',
			'[x]',
		],
	);
	const prose = fc.array(word, { minLength: 2, maxLength: 30 }).map((words) => words.join(' '));
	const failure = fc.constantFrom(
		...['undefined', 'Undefined', 'null', 'NULL', 'NaN', '[object Object]', 'Invalid DateTime'],
		...[
			'{{ $json.name }}',
			'${name}',
			'$json.name',
			'#N/A',
			'#VALUE!',
			'4.4E+11',
			'NaN:NaN',
			'Infinity',
		],
	);

	test('is sent exactly as it was entered', () => {
		fc.assert(fc.property(prose, (text) => expect(wireOf(message, text)).toBe(text)));
	});

	test('is refused wherever an expression failed, with the position and without the words', () => {
		fc.assert(
			fc.property(prose, failure, prose, (before, failed, after) => {
				fc.pre(!/ an?$/i.test(before) && !(failed === 'Infinity' && /^\p{Lu}/u.test(after)));
				const entered = `${before} ${failed} ${after}`;
				expectRefusedWithoutValue(message, entered);
				const lines = before.split('\n');
				const place = `word ${lines[lines.length - 1].split(/\s+/).length + 1}`;
				expect(refusalOf(() => wireOf(message, entered)).description).toContain(`${place}.`);
			}),
		);
	});

	test('with such words is sent if the option allows it', () => {
		const earlierValues = new Map([['allowUnfilledText', true]]);
		const text = 'The value is undefined.';
		expect(message.toWire(text, reading({ earlierValues }))).toBe(text);
		refusalOf(() =>
			message.toWire(text, reading({ earlierValues: new Map([['allowUnfilledText', false]]) })),
		);
	});

	test.each([
		['Dear , your link', true],
		['Dear Ann, on  at the practice', true],
		['Your appointment is at .', true],
		['Dear Ann, your link: ', true],
		['Your link:', true],
		['Pay £ now', true],
		['Ring ()', true],
		['Dear {first_name}, hello', true],
		['Dear <<Name>>, hello', true],
		['at 2026-06-24T09:30:00.000+01:00', true],
		[', hello', true],
		['See https:// now', true],
		...[
			...[
				'Dear \n\nYour review',
				'Hi \nYour',
				'Hi !',
				'See !',
				'Dear Mr \nYour',
				'Your link is ',
				'on at 9',
			],
			...[
				'https://example.com/?id=',
				'https:///s/abc',
				'Hi,, you',
				'09:30 - ',
				'محترمہ ، آپ',
				'“”',
			],
			...[
				'Dear N/A,',
				'Dear [First Name],',
				'Dear «Name»,',
				'On Mon Jun 24 2030 09:30 GMT+0000 (UTC)',
			],
			...['On 1899-12-30', 'At 1750755000000', 'Hello , see you', 'Your appointment is on  and'],
		].map((text): [string, boolean] => [text, true]),
		...[
			...[
				'Time : 10:00',
				'Bonjour : voici',
				'20€',
				'5 € to pay',
				'(£)',
				'£-5',
				'Please ring:',
				'word  word',
			],
			...[
				'Dear Ann,  your',
				'https://example.com/a%20b%20c',
				"6'' pipe",
				'Hi\nYour review',
				'£5, or €6',
			],
			...[
				'Ring 01632 960123 - option 2',
				'https://example.com/a?b=1&c=2',
				'Reply YES, or NO',
				'Thanks - us',
			],
		].map((text): [string, boolean] => [text, false]),
		['Dear Ann, your link: https://example.com', false],
		['Hi! See you at 10:30.', false],
		['Please bring:\n- your ID\n- this text', false],
		['Two blanks.  Then more.', false],
		['Dear Ann,\n\nYour review is due.', false],
		['£5 or €6 (cash)', false],
		['Well … see you', false],
	])('with a missing value is reported and not refused: %j', (text, isReported) => {
		expect(hasMissingValue(text)).toBe(isReported);
		const reportMissingValue = jest.fn();
		expect(message.toWire(text, reading({ reportMissingValue }))).toBe(text);
		expect(reportMissingValue).toHaveBeenCalledTimes(isReported ? 1 : 0);
	});
});
