import { DateTime } from 'luxon';
import type { AxiosInstance } from 'axios';
import type { Sandbox } from '../../sandbox';
import { openSandbox } from '../support/sandbox/client';
import { listenTo } from '../support/sandbox/listener';

let sandbox: Sandbox;
let hero: AxiosInstance;

beforeAll(async () => {
	({ sandbox, hero } = await openSandbox());
});
afterAll(() => sandbox.stop());

const [MONDAY, SATURDAY] = [1, 6];
const day = (year: number, month: number, date: number) => DateTime.utc(year, month, date);

/** Easter Sunday by the anonymous Gregorian rule. */
function easterSunday(year: number): DateTime {
	const century = Math.floor(year / 100);
	const moon = year % 19;
	const corrections = century - Math.floor(century / 4) - Math.floor((8 * century + 13) / 25);
	const epact = (corrections + 19 * moon + 15) % 30;
	const fullMoon = epact - (epact > 28 || (epact === 28 && moon > 10) ? 1 : 0);
	const weekday =
		(year + Math.floor(year / 4) + fullMoon + 2 - century + Math.floor(century / 4)) % 7;
	return day(year, 3, 28).plus({ days: fullMoon - weekday });
}

const firstMonday = (from: DateTime): DateTime =>
	from.weekday === MONDAY ? from : firstMonday(from.plus({ days: 1 }));
const lastMonday = (from: DateTime): DateTime =>
	from.weekday === MONDAY ? from : lastMonday(from.minus({ days: 1 }));
/** The next day that is no weekend day and no other holiday. */
const substitute = (from: DateTime, taken: DateTime[] = []): DateTime =>
	from.weekday >= SATURDAY || taken.some((one) => one.equals(from))
		? substitute(from.plus({ days: 1 }), taken)
		: from;

function holidaysOf(year: number) {
	const christmas = substitute(day(year, 12, 25));
	const dates: Array<[string, DateTime, DateTime?]> = [
		['New Year’s Day', substitute(day(year, 1, 1)), day(year, 1, 1)],
		['Good Friday', easterSunday(year).minus({ days: 2 })],
		['Easter Monday', easterSunday(year).plus({ days: 1 })],
		['Early May bank holiday', firstMonday(day(year, 5, 1))],
		['Spring bank holiday', lastMonday(day(year, 5, 31))],
		['Summer bank holiday', lastMonday(day(year, 8, 31))],
		['Christmas Day', christmas, day(year, 12, 25)],
		['Boxing Day', substitute(day(year, 12, 26), [christmas]), day(year, 12, 26)],
	];
	return dates.map(([title, date, proper = date]) => ({
		title,
		date: date.toISODate(),
		notes: date.equals(proper) ? '' : 'Substitute day',
		bunting: title !== 'Good Friday',
	}));
}

test('the list has the form of gov.uk and the holidays that the rules give, and needs no key', async () => {
	const headers = { 'x-api-key': '', 'x-practice-group-id': '' };
	const { status, data } = await hero.get('/bank-holidays.json', { headers });
	expect(status).toBe(200);
	expect(data).toEqual({
		'england-and-wales': {
			division: 'england-and-wales',
			events: [2026, 2027, 2028].flatMap(holidaysOf),
		},
	});
	expect(data['england-and-wales'].events[7]).toEqual({
		...{ title: 'Boxing Day', date: '2026-12-28', notes: 'Substitute day', bunting: true },
	});
});

test('reading it is no call of Hero', async () => {
	await hero.get('/bank-holidays.json');
	expect(sandbox.ledger).toEqual([]);
});

describe('the board shows the next one', () => {
	test.each([
		['2026-03-16T08:00:00Z', [{ id: '2026-04-03', title: 'Good Friday' }]],
		// In summer, a day in London begins at 23:00 in UTC.
		['2026-08-30T23:30:00Z', [{ id: '2026-08-31', title: 'Summer bank holiday' }]],
		['2026-08-31T23:30:00Z', [{ id: '2026-12-25', title: 'Christmas Day' }]],
		['2029-01-02T08:00:00Z', []],
	])('%s', async (now, expected) => {
		const other = await openSandbox({ now: () => new Date(now) });
		const listener = await listenTo(other.sandbox.url);
		const { data } = await listener.next();
		listener.close();
		await other.sandbox.stop();
		expect(data.bankHolidays).toMatchObject(expected);
		expect(data.bankHolidays).toHaveLength(expected.length);
	});
});
