import fc from 'fast-check';

import {
	clearable,
	object,
	json,
	required,
	objectList,
	shownWhen,
	text,
	undocumented,
	wireValue,
} from '../../nodes/HeroHealth/form/fields';
import { locator, patientLocator } from '../../nodes/HeroHealth/form/locators';
import type { Field } from '../../nodes/HeroHealth/form/operation';
import { reading, refusalOf, wireOf } from '../support/unit/fixtures';
describe('JSON', () => {
	const more = json('More', 'Further fields');

	test('takes an object, as text or from an expression', () => {
		fc.assert(
			fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (entered) => {
				// Failed expressions and rounded numbers have tests of their own.
				fc.pre(
					!/\d{16}|e\+|"[^"]*[{}$[#<][^"]*"|"(null|undefined|NaN)"/.test(JSON.stringify(entered)),
				);
				const sent = JSON.parse(JSON.stringify(entered)) as object;
				expect(wireOf(more, JSON.stringify(entered))).toEqual(sent);
				expect(wireOf(more, sent)).toEqual(sent);
			}),
		);
	});

	test.each(['', '[]', '"text"', '1', 'null', 'true', [], 1, null, undefined].map((one) => [one]))(
		'refuses %j',
		(entered) => {
			expect(refusalOf(() => wireOf(more, entered))).toEqual({
				message: 'needs a JSON object',
				description: 'Use the form {"name": "value"}.',
			});
		},
	);

	test('refuses invalid text without repeating it', () => {
		for (const entered of ['Sam Canary', '{"name": Sam Canary}', '{"nhs_number": "9990000018"']) {
			expect(refusalOf(() => wireOf(more, entered))).toEqual({
				message: 'needs a JSON object',
				description: 'Use the form {"name": "value"}.',
			});
		}
	});
});

describe('an object', () => {
	const members = { line_1: text('Line 1'), postcode: text('Postcode') };
	const address = object('Address', '', members);

	test("takes its members by parameter name or by Hero's name", () => {
		expect(wireOf(address, { line1: '1 Example Street' })).toEqual({ line_1: '1 Example Street' });
		expect(wireOf(address, { line_1: '1 Example Street', postcode: 'LS1 4AP' })).toEqual({
			line_1: '1 Example Street',
			postcode: 'LS1 4AP',
		});
	});

	test('is not empty', () => {
		expect(refusalOf(() => wireOf(address, {})).message).toBe('is empty');
	});

	test('names the refused member', () => {
		expect(refusalOf(() => wireOf(address, { line1: '' }))).toEqual({
			message: "› 'Line 1' is empty",
			description: 'Fill it in or remove the field.',
		});
	});
});

describe('a list of objects', () => {
	const members = { patient_id: required(patientLocator), note_text: text('Note') };
	const recipients = objectList('Recipients', 'Recipient', '', members);

	test.each([
		['rows of the form', { rows: [{ patientId: '1', additionalFields: { noteText: 'a' } }] }],
		['a list by the names of the form', [{ patientId: '1', noteText: 'a' }]],
		["a list by Hero's names", [{ patient_id: '1', note_text: 'a' }]],
	])('takes %s', (_, entered) => {
		expect(wireOf(recipients, entered)).toEqual([{ patient_id: '1', note_text: 'a' }]);
	});

	test.each([[{}], [{ rows: [] }], [[]]])('is not empty: %j', (entered) => {
		expect(refusalOf(() => wireOf(recipients, entered)).message).toBe('is empty');
	});

	test('names the row and the refused member', () => {
		const entered = { rows: [{ patientId: '1' }, { patientId: '' }] };
		expect(refusalOf(() => wireOf(recipients, entered)).message).toBe("row 2 › 'Patient' is empty");
		expect(refusalOf(() => wireOf(recipients, [{ note_text: 'a' }])).message).toBe(
			"row 1 › 'Patient' is empty",
		);
	});

	test.each([[['1', '2']], [[null]], ['1, 2']])(
		'refuses rows that are not objects: %j',
		(entered) => {
			refusalOf(() => wireOf(objectList('Notes', 'Note', '', { note: text('Note') }), entered));
		},
	);
});

describe('a field without a value', () => {
	test.each(['', null])('is refused if it was added: %j', (entered) => {
		expect(refusalOf(() => wireValue(text('Note'), entered, reading()))).toEqual({
			message: 'is empty',
			description: 'Fill it in or remove the field.',
		});
		expect(refusalOf(() => wireValue(required(text('Note')), entered, reading()))).toEqual({
			message: 'is empty',
			description: 'Fill it in.',
		});
	});

	test.each(['', null])('clears the value at Hero if it can: %j', (entered) => {
		expect(wireValue(clearable(text('Note')), entered, reading())).toBeNull();
		expect(wireValue({ ...text('Note'), clearsWith: '' }, entered, reading())).toBe('');
	});

	test('clears nothing if an expression found no value', () => {
		refusalOf(() => wireValue(clearable(text('Note')), undefined, reading()));
	});
});

describe('a locator', () => {
	const located = (value: unknown, mode = 'id') => ({ __rl: true, mode, value });

	test.each([
		['the object of the editor', located('98765'), '98765'],
		['a choice from the list', located('98765', 'list'), '98765'],
		['a number in the object', located(98765), '98765'],
		['a bare ID from an expression', '98765', '98765'],
		['a bare number from an expression', 98765, '98765'],
		['an ID with spaces around', located(' 98765 '), '98765'],
	])('takes %s', (_, entered, sent) => {
		expect(wireOf(patientLocator, entered)).toBe(sent);
	});

	test.each([[located('')], [located('  ')], [located('', 'list')], ['']])(
		'refuses the empty %j',
		(entered) => {
			expect(refusalOf(() => wireOf(patientLocator, entered)).message).toBe('is empty');
		},
	);

	test.each([
		[located(null)],
		[located({ id: 1 })],
		[{ id: 98765 }],
		[['98765']],
		[null],
		[undefined],
	])('refuses %j', (entered) => {
		refusalOf(() => wireOf(patientLocator, entered));
	});

	test('offers the list first if Hero can list the records, and the ID always', () => {
		const names = (field: Field) => field.property.modes?.map(({ name }) => name);
		expect(names(patientLocator)).toEqual(['list', 'id']);
		expect(patientLocator.property.default).toEqual({ mode: 'list', value: '' });
		const message = locator('Message', 'The message');
		expect(names(message)).toEqual(['id']);
		expect(message.property.default).toEqual({ mode: 'id', value: '' });
	});
});

describe('a modifier of a field', () => {
	test('leaves the original field unchanged', () => {
		const plain = text('Plain', 'What it is');
		expect(required(plain)).toEqual({ ...plain, required: true });
		expect(shownWhen({ time: ['byHand'] }, plain)).toEqual({
			...plain,
			shownWhen: { time: ['byHand'] },
		});
		expect(plain).not.toHaveProperty('required');
	});

	test('says that Hero does not document the field', () => {
		const note = 'Hero does not document whether it reads this field here';
		expect(undocumented(text('Plain', 'What it is')).property.description).toBe(
			`What it is. ${note}.`,
		);
		expect(undocumented(text('Plain')).property.description).toBe(note);
	});
});
