import type { IDataObject } from 'n8n-workflow';

import type { HeroRequest } from '../../nodes/HeroHealth/transport/request';
import { errorReason } from '../../nodes/HeroHealth/transport/errorReason';
import { redactorFor } from '../../nodes/HeroHealth/transport/redact/redactor';

const canary = 'zq81vtkmwxyzabcdefgh';
const person = {
	first_name: 'Zebedee',
	last_name: "O'Canarybird-Ng",
	dob: '1990-12-31',
	mobile: '07700 900123',
	email: 'zeb@example.com',
	postcode: 'LS1 4AP',
	nhs_number: '9990000018',
	message_string: 'Please book your coelacanth review of today',
};
const request: HeroRequest = {
	method: 'POST',
	path: '/v1/patients/{id}',
	pathValues: { id: '48213' },
	body: { person },
};
const labels = { first_name: 'First Name', mobile: 'Mobile' };
const redact = redactorFor(request, { labels, apiKey: canary });

describe('the words of an error message stay', () => {
	test.each([
		'The slot is no longer free',
		'mobile must be a mobile number',
		'Patient not found',
		'NHS number is not valid',
		'No credit left',
		'APPOINTMENT_ALREADY_BOOKED',
		'startTime must be in the future',
		'at most 160 characters',
		'First Name is required',
	])('%s', (words) => expect(redact(words)).toBe(words));
});

describe('sent values are redacted, in any form in which they come back', () => {
	const forms: Array<[string, string]> = [
		['a name', 'Zebedee'],
		['a name in capitals', 'ZEBEDEE'],
		['a name in small letters', 'zebedee'],
		['a part of a name', 'zebed'],
		['a name in a longer word', 'xzebedeex'],
		['a short part of a name with a hyphen', 'ng'],
		['a name with + for blanks', 'zebedee+canarybird'],
		['a name with _ for blanks', 'zebedee_canarybird'],
		['a name as in a URL', 'zebedee%20canarybird'],
		['a name with an accent', 'zébédée'],
		['a word of the message', 'coelacanth'],
		['a part of such a word', 'coelaca'],
		['the key', canary],
		['half of the key', canary.slice(0, 10)],
		['the other half of the key', canary.slice(10)],
		['the key in base64', Buffer.from(canary).toString('base64')],
		['the key in base64 without its end', Buffer.from(canary).toString('base64').slice(0, 12)],
		['the end of the phone number', '0123'],
		['a date', '31/12/1990'],
		['a year of birth', '1990'],
		['an ID', '48213'],
		['an email address', 'zeb@example.com'],
		['a postcode', '4AP'],
	];

	test.each(forms)('%s', (_title, form) => {
		const said = redact(`the value ${form} is not valid`);
		expect(said).toMatch(/^the value \S+ is not valid$/);
		const letters = said.replace(/^the value | is not valid$/g, '').replace(/[^a-z0-9]/gi, '');
		expect(letters).toBe('');
	});
});

test('a name that was not sent is redacted too', () => {
	expect(redact('Kim Canary is taken')).toBe('… is taken');
	expect(redact('taken by Dr Kim Canary, born 2 March')).not.toMatch(/Kim|Canary|March/);
});

test('an allowed word is redacted if it was sent as a name', () => {
	const sent = redactorFor(
		{ ...request, body: { last_name: 'Long', first_name: 'May' } },
		{ labels },
	);
	expect(sent('May Long is no longer free')).toBe('… is no longer free');
});

describe('a reason', () => {
	const reasonOf = (body: unknown, headers: IDataObject = {}) =>
		errorReason({ body: body as IDataObject, headers }, redact, labels);

	test.each<[unknown, string]>([
		[{ message: 'The slot is no longer free.' }, 'Hero says: "The slot is no longer free".'],
		['The slot is no longer free', 'Hero says: "The slot is no longer free".'],
		[
			{ message: ['mobile must be a mobile number', 'dob is required'] },
			'Hero says: "mobile must be a mobile number; dob is required".',
		],
		[{ errors: [{ message: 'dob is required' }] }, 'Hero says: "dob is required".'],
		[{ error: 'Conflict', message: 'Already booked' }, 'Hero says: "Already booked".'],
		[{ error: 'No credit left' }, 'Hero says: "No credit left".'],
		[
			{ message: [{ code: 'invalid_type', expected: 'string', path: ['body', 'mobile'] }] },
			"'Mobile': Hero expects string (invalid_type).",
		],
	])('in %j is shown', (body, expected) => expect(reasonOf(body)).toBe(expected));

	test.each<unknown>([
		undefined,
		null,
		'',
		'<!doctype html><p>Bad gateway</p>',
		'{"message": "cut o',
		{ message: 'Bad Request' },
		{ message: 'Zebedee' },
		{ message: { code: 7 } },
		{ error: true, statusCode: 400 },
	])('is not found in %j', (body) => expect(reasonOf(body)).toBeUndefined());

	test('is not found in a web page that does not look like one', () => {
		expect(reasonOf('The page', { 'content-type': 'text/html' })).toBeUndefined();
	});
});

describe('a long text is cut, whatever it consists of', () => {
	const recipients = Array.from({ length: 3_000 }, (_, index) => ({
		nhs_number: `${9_990_000_000 + index}`,
		name: `Zebedee ${index}`,
	}));
	const options = { labels, apiKey: canary };
	const long = { ...request, body: { recipients } };

	test('20,000 field errors to 3,000 recipients', () => {
		const message = recipients.flatMap(() =>
			Array.from({ length: 7 }, () => ({
				code: 'invalid_type',
				expected: 'Zebedee',
				path: ['dob'],
			})),
		);
		const body = { message } as unknown as IDataObject;
		const reason = errorReason({ body, headers: {} }, redactorFor(long, options), labels)!;
		expect(reason.match(/'dob'/g)).toHaveLength(10);
		expect(reason).not.toContain('Zebedee');
	});

	test.each(['a', '1', 'A', '@', '1 ', '-', '%41', '…', ' '])('a megabyte of %j', (piece) => {
		expect(redactorFor(long, options)(piece.repeat(1_000_000)).length).toBeLessThan(600);
	});

	test('and no part of a cut word stays', () => {
		const said = redactorFor(request, options)(`${'is not valid '.repeat(38)}zebedee`);
		expect(said).not.toContain('zeb');
	});
});
