import type { IDataObject } from 'n8n-workflow';

import type { PatientMessage } from '../../nodes/HeroHealth/form/operation';
import { measureSms } from '../../nodes/HeroHealth/form/values/sms';
import { patientReason } from '../../nodes/HeroHealth/run/safeguards/checkPatient';
import { contactsOf } from '../../nodes/HeroHealth/run/safeguards/checks';
import { readDoNotContact } from '../../nodes/HeroHealth/run/safeguards/doNotContact';
import { createPatientRecords } from '../../nodes/HeroHealth/run/safeguards/patientRecords';
import { realClock } from '../../nodes/HeroHealth/transport/clock';

describe('the list of Do Not Contact', () => {
	test.each([
		['IDs', '98765, 98766', ['98765', '98766'], []],
		['one ID as a number', 98765, ['98765'], []],
		[
			'zeros in front, lines and semicolons',
			'098765;98766\n98767\n',
			['98765', '98766', '98767'],
			[],
		],
		['NHS numbers with blanks', '999 000 0018', [], ['9990000018']],
		['NHS numbers with hyphens', ['999-000-0026'], ['999-000-0026'], ['9990000026']],
		['NHS numbers as numbers', [9990000018], ['9990000018'], ['9990000018']],
		['both', ['98765', '999 000 0018'], ['98765'], ['9990000018']],
		['an empty list', [], [], []],
	])('takes %s', (_, given, ids, nhsNumbers) => {
		const list = readDoNotContact(given);
		expect([[...list.ids], [...list.nhsNumbers]]).toEqual([ids, nhsNumbers]);
	});

	test.each([
		['undefined', undefined],
		['null', null],
		['an empty text', ''],
		['blanks', ' \u200b'],
		['commas alone', ', ,'],
		['a list of nothing', [undefined, undefined]],
		['a list of empty cells', ['', '']],
		['a list with an empty cell', ['98765', '']],
		['a list with null', ['98765', null]],
		['objects', [{ id: 98765 }]],
		['a list in a list', [['98765']]],
		['an object', { ids: ['98765'] }],
		['true', true],
		['names', 'Sam Testpatient'],
		['brackets that were typed', '[]'],
		['a list that was written as text', '["98765"]'],
		['a spreadsheet number with an exponent', '9.99E+09'],
		['a number with decimals', [98765.5]],
		['no number', [NaN]],
		['a mistyped NHS number', '9990000019'],
		['a mistyped NHS number with blanks', '999 000 0019'],
		['a placeholder', ['0000000000']],
		['dates of birth', ['1990-12-31']],
		['mobile numbers', ['07700900123']],
		['mobile numbers with blanks', '07700 900123'],
		['email addresses', 'sam1@example.com'],
	])('is refused for %s', (_, given) => {
		expect(() => readDoNotContact(given)).toThrow(/list|entry|entries/);
	});
});

describe('the check of a patient', () => {
	const now = Date.parse('2026-06-15T12:00:00Z');
	const adult = {
		hero_id: '1',
		dob: '1990-12-31',
		mobile: '07700 900123',
		nhs_number: '9990000018',
	};
	const reasonFor = (
		record: IDataObject | undefined,
		message: PatientMessage = { channel: 'sms' },
		minimumAge = 16,
	) => patientReason(record, message, { minimumAge, now })?.label;

	test('lets an adult with a number through', () => {
		expect(reasonFor(adult)).toBeUndefined();
		expect(reasonFor({ ...adult, deceased: false, is_restricted: false })).toBeUndefined();
	});

	test.each(['deceased_at', 'deceased', 'is_deceased'])('holds for any value of %s', (name) => {
		for (const value of [true, 'yes', '2026-01-01', 1]) {
			expect(reasonFor({ ...adult, [name]: value })).toBe('deceased');
		}
	});

	test.each([
		['the day before the birthday', '2010-06-16', 'under 16'],
		['the birthday', '2010-06-15', undefined],
		['a future date', '2030-01-01', 'under 16'],
		['a placeholder', '0001-01-01', 'without a date of birth'],
		['British order', '31/12/1990', 'without a date of birth'],
		['nothing', undefined, 'without a date of birth'],
	])('knows the age on %s', (_, dob, label) => {
		expect(reasonFor({ ...adult, dob })).toBe(label);
	});

	test.each([
		[{ channel: 'sms' }, 'mobile', 'without a mobile number'],
		[{ channel: 'email' }, 'email', 'without an email address'],
		[{ channel: 'nhs_app' }, 'nhs_number', 'without an NHS number'],
		[{ channel: 'nhs_app', contact: '07700 900123' }, 'nhs_number', 'without an NHS number'],
		[{ channel: 'sms', contact: '07700 900123' }, 'mobile', undefined],
		[{}, 'mobile', undefined],
	] as Array<[PatientMessage, string, string | undefined]>)(
		'for %p looks at %s',
		(message, name, label) => {
			expect(reasonFor({ ...adult, email: 'a@example.com', [name]: null }, message)).toBe(label);
		},
	);
});

describe('the look-up of a patient', () => {
	const look = async (
		answers: Record<string, unknown>,
		person: { id?: string; nhsNumber?: string },
	) => await createPatientRecords(async (path) => answers[path], realClock)(person);
	const record = { hero_id: 1, nhs_number: '999 000 0018' };

	test('takes the record of this patient, and no other', async () => {
		expect(await look({ '/v2/patients/{id}': record }, { id: '01' })).toEqual(record);
		expect(await look({ '/v2/patients/{id}': record }, { id: '2' })).toBeUndefined();
		expect(await look({ '/v2/patients/{id}': null }, { id: '1' })).toBeUndefined();
	});

	test.each([
		['no row', []],
		['two rows', [record, { ...record, hero_id: 2 }]],
		['the row of another number', [{ ...record, nhs_number: '9990000026' }]],
		['a row that Hero keeps no record for', [{ nhs_number: '9990000018' }]],
	])('finds nobody by NHS number with %s', async (_, data) => {
		const answers = { '/v3/patients': { data }, '/v2/patients/{id}': record };
		expect(await look(answers, { nhsNumber: '9990000018' })).toBeUndefined();
	});
});

describe('one contact', () => {
	const keyOf = (mobile: string, message: PatientMessage = { channel: 'sms' }) =>
		contactsOf({}, message, { mobile, email: 'Sam@Example.com ' })[0];

	test.each(['+447700900123', '00447700900123', '447700900123', '7700900123', '(07700) 900-123'])(
		'is the same, written as %s',
		(mobile) => {
			expect(keyOf(mobile)).toBe(keyOf('07700 900123'));
		},
	);

	test('is the address for an email, and the number for the NHS App', () => {
		expect(keyOf('07700 900123', { channel: 'email' })).toBe('sam@example.com');
		expect(keyOf('07700 900123', { channel: 'nhs_app', fallback: 'email' })).toBe(
			'sam@example.com',
		);
		expect(keyOf('07700 900123', { channel: 'nhs_app' })).toBe('7700900123');
	});

	test('that is missing belongs to nobody', () => {
		for (const mobile of [' ', 'none', 'declined']) {
			expect(contactsOf({}, { channel: 'sms' }, { mobile })).toEqual([]);
		}
	});
});

test.each([
	['', 1],
	['a'.repeat(160), 1],
	['a'.repeat(161), 2],
	['a'.repeat(306), 2],
	['a'.repeat(307), 3],
	['a'.repeat(459), 3],
	['a'.repeat(460), 4],
	['€'.repeat(80), 1],
	['€'.repeat(81), 2],
	['’'.repeat(70), 1],
	['’'.repeat(71), 2],
	['🙂'.repeat(35), 1],
	['🙂'.repeat(36), 2],
])('a text of %# has the parts of its characters', (text, parts) => {
	expect(measureSms(text).parts).toBe(parts);
});
