import fc from 'fast-check';

import {
	select,
	multiSelect,
	idList,
	json,
	openSelect,
	longText,
	nhsNumber,
	practiceGroupId,
	text,
	boolean,
	wholeNumber,
} from '../../nodes/HeroHealth/form/fields';
import { patientLocator } from '../../nodes/HeroHealth/form/locators';
import { refusalOf, wireOf } from '../support/unit/fixtures';

describe('a text', () => {
	const reason = text('Reason');

	test('is sent as it was entered, with plain blanks', () => {
		const words = fc.array(fc.stringMatching(/^[a-ce-km-z'().,;:&@*!?-]+$/), { minLength: 1 });
		fc.assert(
			fc.property(words, fc.constantFrom(' ', '\u00a0', '\t', '  '), (entered, blank) => {
				const line = entered.join(' ');
				expect(wireOf(reason, `${blank}${entered.join(blank)}${blank}`)).toBe(line);
			}),
		);
	});

	test.each([
		[42, '42'],
		[0, '0'],
	])('accepts %j from an expression', (entered, sent) => {
		expect(wireOf(reason, entered)).toBe(sent);
	});

	test.each([[['a']], [{ a: 1 }], [null], [undefined]])('refuses %j', (entered) => {
		expect(refusalOf(() => wireOf(reason, entered))).toEqual({
			message: 'needs a text',
			description: 'A list or an object was given.',
		});
	});

	test.each([true, false])('refuses %j, the result of a comparison', (entered) => {
		expect(refusalOf(() => wireOf(reason, entered)).message).toBe('needs a text');
	});

	test('with several lines has a field with several lines', () => {
		expect(longText('Message').property.typeOptions).toEqual({ rows: 4 });
		expect(wireOf(longText('Message'), 'one\ntwo')).toBe('one\ntwo');
	});
});

describe('a select', () => {
	const channel = select('Channel', 'How it travels', [
		['sms', 'SMS'],
		['nhs_app', 'NHS App', 'Through the app'],
		'Letter',
	]);

	test.each([
		['its value', 'nhs_app', 'nhs_app'],
		['the name on the screen', 'NHS App', 'nhs_app'],
		['the value in other capitals', 'SMS', 'sms'],
		['the name in other capitals', 'nhs app', 'nhs_app'],
		['a value that is its own name', 'LETTER', 'Letter'],
	])('takes %s', (_, entered, sent) => {
		expect(wireOf(channel, entered)).toBe(sent);
	});

	test.each(['fax', '', 'sm', null, undefined, ['fax']])(
		'refuses %j and says what it takes',
		(entered) => {
			expect(refusalOf(() => wireOf(channel, entered)).message).toBe(
				'takes only: SMS, NHS App, Letter',
			);
		},
	);

	test('shows names and descriptions, and has the first option as its default', () => {
		expect(channel.property).toMatchObject({
			default: 'sms',
			options: [
				{ name: 'SMS', value: 'sms' },
				{ name: 'NHS App', value: 'nhs_app', description: 'Through the app' },
				{ name: 'Letter', value: 'Letter' },
			],
		});
	});

	test('with five or more options shows them in alphabetical order', () => {
		const letters = select('Letter', '', ['d', 'b', 'e', 'a', 'c']);
		expect(letters.property.options?.map(({ name }) => name)).toEqual(['a', 'b', 'c', 'd', 'e']);
		expect(letters.property.default).toBe('d');
	});
});

describe('an open select', () => {
	const type = openSelect('Type', '', [
		['Admin', 'Admin'],
		['AdminTeam', 'Admin Team'],
	]);

	test('takes an option by value or name, and any other value unchanged', () => {
		expect(wireOf(type, 'admin team')).toBe('AdminTeam');
		expect(wireOf(type, 'Robot')).toBe('Robot');
		refusalOf(() => wireOf(type, { name: 'Admin' }));
	});
});

describe('a multi-select', () => {
	const days = multiSelect('Days', '', [
		['mon', 'Monday'],
		['tue', 'Tuesday'],
	]);

	test.each([
		['a list of values', ['mon', 'tue'], ['mon', 'tue']],
		['a list of names', ['Tuesday'], ['tue']],
		['a text with commas', 'Monday, tue', ['mon', 'tue']],
	])('takes %s', (_, entered, sent) => {
		expect(wireOf(days, entered)).toEqual(sent);
	});

	test('refuses a value that is not an option', () => {
		expect(refusalOf(() => wireOf(days, ['mon', 'sun'])).message).toBe(
			'takes only: Monday, Tuesday',
		);
	});

	test('refuses an empty list, which Hero would treat as no filter', () => {
		expect(refusalOf(() => wireOf(days, [])).message).toBe('is empty');
	});
});

describe('a boolean', () => {
	const encrypted = boolean('Encrypted', 'Whether to encrypt');

	test.each([
		[true, true],
		[false, false],
		['true', true],
		['false', false],
	])('takes %j', (entered, sent) => {
		expect(wireOf(encrypted, entered)).toBe(sent);
	});

	test.each(['yes', 'on', '', 1, 0, null, undefined, []])('refuses %j', (entered) => {
		expect(refusalOf(() => wireOf(encrypted, entered)).message).toBe('needs true or false');
	});
});

describe('a whole number', () => {
	const duration = wholeNumber('Duration', 'Minutes');

	test('takes a number and its digits as text', () => {
		fc.assert(
			fc.property(fc.integer({ min: 1 }), (number) => {
				expect(wireOf(duration, number)).toBe(number);
				expect(wireOf(duration, ` ${number} `)).toBe(number);
			}),
		);
	});

	test('takes its minimum', () => {
		expect(wireOf(wholeNumber('Index', '', 0), '0')).toBe(0);
		expect(wholeNumber('Index', '', 0).property.typeOptions).toEqual({ minValue: 0 });
	});

	test.each([
		0,
		-5,
		1.5,
		'1.5',
		'five',
		'5 minutes',
		'',
		' ',
		NaN,
		Infinity,
		true,
		null,
		undefined,
		[5],
	])('is not %j', (entered) => {
		expect(refusalOf(() => wireOf(duration, entered)).message).toBe(
			'needs a whole number of 1 or more',
		);
	});

	test('is never rounded', () => {
		refusalOf(() => wireOf(duration, '9007199254740993'));
	});
});

describe('a list of IDs', () => {
	const locations = idList('Location IDs', 'Only these');

	test.each([
		['one', '31', ['31']],
		['several with commas', '31,32', ['31', '32']],
		['with spaces', ' 31 , 32 ', ['31', '32']],
		['a number', 31, ['31']],
		['a list of texts', ['31', '32'], ['31', '32']],
		['a list of numbers', [31, 32], ['31', '32']],
	])('takes %s', (_, entered, sent) => {
		expect(wireOf(locations, entered)).toEqual(sent);
	});

	test.each(['', ' ', '31,', ',31', '31,,32', ['31', '']].map((entered) => [entered]))(
		'refuses %j for its empty ID',
		(entered) => {
			expect(refusalOf(() => wireOf(locations, entered)).message).toBe(
				'has an empty value in its list',
			);
		},
	);

	test('refuses an empty list, which Hero would treat as no filter', () => {
		refusalOf(() => wireOf(locations, []));
	});

	test.each([[{ id: 31 }], [[{ id: 31 }]], [[null]], [[['31']]]])(
		'refuses a value that is not an ID: %j',
		(entered) => {
			refusalOf(() => wireOf(locations, entered));
		},
	);
});
test('no error repeats the entered value', () => {
	const fields = [
		select('Channel', '', ['sms']),
		boolean('Encrypted', ''),
		wholeNumber('Duration', ''),
		json('More', ''),
		nhsNumber,
		idList('IDs', ''),
		practiceGroupId,
		patientLocator,
	];
	for (const entered of ['Sam Canary', '{"name": "Sam Canary",', [{ name: 'Sam Canary' }]]) {
		for (const field of fields) {
			let told = '';
			try {
				wireOf(field, entered);
			} catch (refusal) {
				told = JSON.stringify([String(refusal), refusal]);
			}
			expect([field.label, told]).toEqual([field.label, expect.not.stringContaining('Canary')]);
		}
	}
});
