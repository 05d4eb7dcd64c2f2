import type { PatientMessage } from '../../nodes/HeroHealth/form/operation';
import {
	allowedFrom,
	readAllowedHours,
	type Hours,
} from '../../nodes/HeroHealth/run/safeguards/allowedHours';
import { holdForHours } from '../../nodes/HeroHealth/run/safeguards/checks';

const own = (given: object): Hours =>
	readAllowedHours({ allowedHours: 'own', ...given }).hoursFor('sms');
const from = (hours: Hours, time: string) => allowedFrom(hours, Date.parse(time));

describe('when the clocks go forward, on 29 March 2026', () => {
	const sunday = own({ ownFrom: '01:30', ownUntil: '03:00', ownDays: [7] });

	test('the hour that does not exist is no allowed one', () => {
		expect(from(sunday, '2026-03-29T00:59:59Z')).toBe('2026-03-29T02:30:00+01:00');
		// Two in the morning, the first minute of summer time.
		expect(from(sunday, '2026-03-29T01:00:00Z')).toBeUndefined();
		expect(from(sunday, '2026-03-29T02:00:00Z')).toBe('2026-04-05T01:30:00+01:00');
	});

	test('eight in the morning comes an hour sooner', () => {
		const daily = own({ ownDays: [1, 2, 3, 4, 5, 6, 7] });
		expect(from(daily, '2026-03-28T18:00:00Z')).toBe('2026-03-29T08:00:00+01:00');
		expect(from(daily, '2026-03-29T06:59:59Z')).toBe('2026-03-29T08:00:00+01:00');
		expect(from(daily, '2026-03-29T07:00:00Z')).toBeUndefined();
		expect(from(daily, '2026-03-29T16:59:59Z')).toBeUndefined();
		expect(from(daily, '2026-03-29T17:00:00Z')).toBe('2026-03-30T08:00:00+01:00');
	});
});

describe('when the clocks go back, on 25 October 2026', () => {
	test('eight in the morning comes an hour later', () => {
		const daily = own({ ownDays: [1, 2, 3, 4, 5, 6, 7] });
		expect(from(daily, '2026-10-24T17:00:00Z')).toBe('2026-10-25T08:00:00+00:00');
		expect(from(daily, '2026-10-25T07:59:59Z')).toBe('2026-10-25T08:00:00+00:00');
		expect(from(daily, '2026-10-25T08:00:00Z')).toBeUndefined();
		expect(from(daily, '2026-10-25T18:00:00Z')).toBe('2026-10-26T08:00:00+00:00');
	});
});

describe('the hours', () => {
	test('from a minute on, and before another', () => {
		const hours = own({ ownFrom: '8.15', ownUntil: '24:00', ownDays: 3 });
		expect(from(hours, '2026-01-14T08:14:59Z')).toBe('2026-01-14T08:15:00+00:00');
		expect(from(hours, '2026-01-14T23:59:59Z')).toBeUndefined();
		expect(from(hours, '2026-01-15T00:00:00Z')).toBe('2026-01-21T08:15:00+00:00');
	});

	test('pass over all bank holidays of a week', () => {
		const bankHolidays = '2026-12-25; 2026-12-28\n2026-12-29,2026-12-30 , 2026-12-31, 2027-01-01';
		expect(from(own({ bankHolidays }), '2026-12-24T18:00:00Z')).toBe('2027-01-04T08:00:00+00:00');
	});

	test('are refused if bank holidays leave no day in a year', () => {
		const everyMonday = Array.from({ length: 80 }, (_, week) =>
			new Date(Date.UTC(2026, 0, 5 + 7 * week)).toISOString().slice(0, 10),
		);
		const hours = own({ ownDays: [1], bankHolidays: everyMonday });
		expect(() => from(hours, '2026-01-06T12:00:00Z')).toThrow('leave no day');
	});

	test.each([
		['a day that does not exist', '2026-02-30'],
		['a date and a time', '2026-12-25T00:00:00Z'],
		['a list with an empty entry', ['2026-12-25', '']],
		['an object without a date', [{ day: '2026-12-25' }]],
		['a list in a list', [['2026-12-25']]],
		['the whole list of gov.uk', { 'england-and-wales': { events: [] } }],
		['a number', 46_381],
		['null', null],
		['undefined', undefined],
	])('are refused with %s for bank holidays', (_, bankHolidays) => {
		expect(() => readAllowedHours({ bankHolidays } as never)).toThrow('Bank Holidays');
	});

	test.each(['08:60', '25:00', '24:01', '8', '08:00:00', '', null, undefined])(
		'are refused with %p for a time',
		(until) => {
			expect(() => own({ ownUntil: until })).toThrow("'Own Hours Until' is not a time");
		},
	);

	test.each([[[]], [[0]], [[8]], [['Monday']], [null], [undefined]])(
		'are refused with %p for the days',
		(days) => {
			expect(() => own({ ownDays: days })).toThrow('has no day');
		},
	);
});

describe('a message', () => {
	const evening = Date.parse('2026-01-14T20:00:00Z');
	const hours = readAllowedHours({});
	const held = (message: PatientMessage) => holdForHours(hours, message, evening)?.mayGoFrom;

	test('without a known channel has the shorter hours', () => {
		expect(held({})).toBe('2026-01-15T08:00:00+00:00');
		expect(held({ channel: 'nhs_app' })).toBeUndefined();
		expect(held({ channel: 'nhs_app', fallback: 'email' })).toBe('2026-01-15T08:00:00+00:00');
	});

	test('with a time that has passed goes at once, so the hour of now counts', () => {
		const sendAt = '2026-01-14T12:00:00Z';
		expect(held({ channel: 'sms', sendAt })).toBe('2026-01-15T08:00:00+00:00');
	});
});
