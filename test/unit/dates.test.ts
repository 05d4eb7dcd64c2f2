import fc from 'fast-check';
import { DateTime } from 'luxon';

import { dateOnly, dateTime } from '../../nodes/HeroHealth/form/fields';
import { london, refusalOf, wireOf } from '../support/unit/fixtures';

const moment = dateTime('Start Time');
const day = dateOnly('Date of Birth');

const zone = fc.constantFrom(...Intl.supportedValuesOf('timeZone'));
const instant = fc.date({
	min: new Date('1901-01-02'),
	max: new Date('2100-01-01'),
	noInvalidDate: true,
});
const toCome = fc.date({
	min: new Date('2026-01-03'),
	max: new Date('2035-12-30'),
	noInvalidDate: true,
});

describe('a date and time', () => {
	test.each([
		['in winter', '2026-01-24T09:30', '2026-01-24T09:30:00Z'],
		['in British Summer Time', '2026-07-24T09:30', '2026-07-24T08:30:00Z'],
		['with a space', '2026-07-24 09:30', '2026-07-24T08:30:00Z'],
		['with spaces around', ' 2026-07-24T09:30 ', '2026-07-24T08:30:00Z'],
		['with seconds', '2026-07-24T09:30:15', '2026-07-24T08:30:15Z'],
		['with milliseconds', '2026-07-24T09:30:15.999', '2026-07-24T08:30:15Z'],
		['just after midnight in summer', '2026-07-24T00:15', '2026-07-23T23:15:00Z'],
		['the minute before clocks go forward', '2026-03-29T00:59', '2026-03-29T00:59:00Z'],
		['once clocks have gone forward', '2026-03-29T02:00', '2026-03-29T01:00:00Z'],
		['before clocks go back', '2026-10-25T00:59', '2026-10-24T23:59:00Z'],
		['once clocks have gone back', '2026-10-25T02:00', '2026-10-25T02:00:00Z'],
	])('without an offset is read in the timezone of the workflow: %s', (_, entered, sent) => {
		expect(wireOf(moment, entered, london)).toBe(sent);
	});

	test.each(['2026-03-29T01:00', '2026-03-29T01:30', '2026-03-29 01:59:59', '2035-03-25T01:15'])(
		'in the hour that a clock change in London skips does not exist: %s',
		(entered) => {
			expect(refusalOf(() => wireOf(moment, entered, london))).toEqual({
				message: 'does not exist on this day, since the clocks go forward',
				description: 'Give a time before or after the skipped hour.',
			});
			expect(wireOf(moment, entered, 'Asia/Tokyo')).toMatch(/Z$/);
			expect(wireOf(moment, `${entered}Z`, london)).toMatch(/Z$/);
		},
	);

	test.each(['2026-10-25T01:00', '2026-10-25T01:30', '2026-10-25 01:59'])(
		'in the hour that a clock change in London repeats needs an offset: %s',
		(entered) => {
			expect(refusalOf(() => wireOf(moment, entered, london))).toEqual({
				message: 'exists twice on this day, since the clocks go back',
				description:
					'Add the offset. In the UK it is +01:00 for the first time and +00:00 for the second.',
			});
			expect(wireOf(moment, `${entered}+00:00`, london)).toMatch(/Z$/);
		},
	);

	test.each([
		'2020-01-01T09:30',
		'1899-12-30T00:00:00Z',
		'2026-01-01T09:24:59Z',
		new Date('2025-12-31T23:59:59Z'),
		DateTime.fromISO('2025-06-01T09:30'),
	])('in the past is refused: %s', (entered) => {
		expect(['is in the past', 'is before 1901']).toContain(
			refusalOf(() => wireOf(moment, entered)).message,
		);
	});

	test.each(['2026-01-01T09:25:01Z', '2026-01-01T09:30', '2036-12-31T23:59'])(
		'may be up to five minutes ago and up to ten years ahead: %s',
		(entered) => {
			expect(wireOf(moment, entered)).toMatch(/Z$/);
		},
	);

	test.each(['2037-01-01T09:30', '2206-03-24T09:30'])(
		'with a mistyped year is refused: %s',
		(entered) => {
			expect(refusalOf(() => wireOf(moment, entered)).message).toBe('is more than 10 years ahead');
		},
	);

	test.each([
		['2026-07-24T09:30Z', '2026-07-24T09:30:00Z'],
		['2026-07-24T09:30:00.000Z', '2026-07-24T09:30:00Z'],
		['2026-07-24T09:30+02:00', '2026-07-24T07:30:00Z'],
		['2026-07-24 09:30:00+02:00', '2026-07-24T07:30:00Z'],
		['2026-10-25T01:30+00:00', '2026-10-25T01:30:00Z'],
		['2026-10-25T01:30+01:00', '2026-10-25T00:30:00Z'],
		['2026-12-31T23:30-05:00', '2027-01-01T04:30:00Z'],
	])('with an offset is converted to UTC: %s', (entered, sent) => {
		expect(wireOf(moment, entered, 'Asia/Tokyo')).toBe(sent);
	});

	test('is the same in every timezone if it is an object or has an offset', () => {
		fc.assert(
			fc.property(toCome, zone, zone, (date, workflowZone, ownZone) => {
				const sent = `${date.toISOString().slice(0, 19)}Z`;
				const luxon = DateTime.fromJSDate(date, { zone: ownZone });
				for (const entered of [date, date.toISOString(), luxon]) {
					expect(wireOf(moment, entered, workflowZone)).toBe(sent);
				}
			}),
		);
	});

	test('is always sent in UTC, with seconds and without milliseconds', () => {
		fc.assert(
			fc.property(toCome, zone, (date, workflowZone) => {
				// No clock changes at noon.
				const entered = `${date.toISOString().slice(0, 10)}T12:30`;
				expect(wireOf(moment, entered, workflowZone)).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
			}),
		);
	});

	test('needs a time of day', () => {
		expect(refusalOf(() => wireOf(moment, '2026-07-24'))).toEqual({
			message: 'needs a date with a time of day',
			description: 'Use the form 2030-03-24T09:30.',
		});
	});

	test.each(['2026-07-24T09', '2026-07-24 9:30', '24/07/2026 09:30'])(
		'has the form of ISO 8601, unlike %s',
		(entered) => {
			refusalOf(() => wireOf(moment, entered));
		},
	);

	test.each([
		['30 February', '2026-02-30T09:30'],
		['a 13th month', '2026-13-01T09:30'],
		['25 o’clock', '2026-07-24T25:00'],
		['61 minutes', '2026-07-24T09:61'],
	])('must exist in the calendar and on the clock, unlike %s', (_, entered) => {
		expect(() => wireOf(moment, entered)).toThrow('is not a date that exists');
	});

	test.each([
		['of luxon', DateTime.invalid('broken')],
		['made from an empty text', DateTime.fromISO('')],
		['of JavaScript', new Date(NaN)],
	])('that an expression could not read is refused as unreadable: one %s', (_, entered) => {
		expect(refusalOf(() => wireOf(moment, entered)).message).toBe(
			'is a date that could not be read',
		);
	});

	test.each(['2026-07-24 09:30 PM', '2026-07-24T09:30 (London)', '2026-07-24 09:30 GMT-0500'])(
		'is not guessed from a form other than ISO 8601: %s',
		(entered) => {
			refusalOf(() => wireOf(moment, entered));
		},
	);
});

describe('a date', () => {
	test('stays the same in every timezone of the workflow', () => {
		fc.assert(
			fc.property(instant, zone, (date, workflowZone) => {
				const entered = date.toISOString().slice(0, 10);
				expect(wireOf(day, entered, workflowZone)).toBe(entered);
				expect(wireOf(day, `${entered}T00:00:00`, workflowZone)).toBe(entered);
			}),
			{
				examples: [
					[new Date('1990-04-03'), london],
					// Days that begin at 01:00, and a day that was skipped.
					[new Date('2026-09-06'), 'America/Santiago'],
					[new Date('2026-04-24'), 'Africa/Cairo'],
					[new Date('2011-12-30'), 'Pacific/Apia'],
				],
			},
		);
	});

	test('ignores the offset of midnight', () => {
		fc.assert(
			fc.property(instant, zone, fc.constantFrom('Z', '+01:00', '-11:00', '+14:00'), (...given) => {
				const [date, workflowZone, offset] = given;
				const entered = date.toISOString().slice(0, 10);
				expect(wireOf(day, `${entered}T00:00:00.000${offset}`, workflowZone)).toBe(entered);
			}),
		);
	});

	test('can be a date object at midnight', () => {
		const luxon = DateTime.fromISO('1990-07-03', { zone: 'America/New_York' });
		expect(wireOf(day, luxon, 'Asia/Tokyo')).toBe('1990-07-03');
		expect(wireOf(day, new Date('1990-07-02T23:00:00Z'), london)).toBe('1990-07-03');
		expect(wireOf(day, new Date('1990-12-03T00:00:00Z'), london)).toBe('1990-12-03');
	});

	test.each([
		['1990-07-02T23:00:00Z'],
		['1990-07-03T09:30'],
		['1990-07-03 00:01'],
		[new Date('1990-07-03T00:00:00Z')],
		[DateTime.fromISO('1990-07-03T23:59', { zone: london })],
	])('with a time of day is refused, not rounded: %s', (entered) => {
		expect(refusalOf(() => wireOf(day, entered, london))).toEqual({
			message: 'has a time of day',
			description: 'Give the date alone, in the form YYYY-MM-DD.',
		});
	});

	test.each(['1990-02-30', '1990-02-29', '1990-13-01', '1990-00-10', '1990-04-31'])(
		'must exist in the calendar: %s',
		(entered) => {
			expect(() => wireOf(day, entered)).toThrow('is not a date that exists');
		},
	);

	test('can be 29 February of a leap year', () => {
		expect(wireOf(day, '1992-02-29')).toBe('1992-02-29');
	});

	test.each(['03/04/1990', '3.4.1990', '03-04-1990', '19900403', '1990-4-3', 'today'])(
		'has only one format, so %j is refused',
		(entered) => {
			expect(() => wireOf(day, entered)).toThrow('needs a date in the form YYYY-MM-DD');
		},
	);

	test.each(['', ' ', '\u200b', '\u00a0'])('that is empty is refused as empty: %j', (entered) => {
		expect(() => wireOf(day, entered)).toThrow('is empty');
	});

	test.each([19900403, 638409600000])('is refused if it is a number: %j', (entered) => {
		expect(() => wireOf(day, entered)).toThrow('needs a date, not a number');
	});

	test.each([[null], [undefined], [{}], [['1990-04-03']], [['03/04/1990']]])(
		'is refused if it is neither a text nor a date object: %j',
		(entered) => {
			refusalOf(() => wireOf(day, entered));
		},
	);

	test('is never repeated in an error', () => {
		for (const entered of ['03/04/1990', '1990-02-30', '1990-07-03T09:31', 19900403]) {
			const { message, description } = refusalOf(() => wireOf(day, entered));
			expect(`${message} ${description}`).not.toContain(String(entered));
		}
	});
});
