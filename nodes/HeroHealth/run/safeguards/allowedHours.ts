import type { DateTime } from 'luxon';
import type { IDataObject } from 'n8n-workflow';
import { tryToParseDateTime } from 'n8n-workflow';

import type { Channel } from '../../form/operation';
import { rejectInput } from '../../form/values/rejectInput';

/** The hours in which messages may go out, in UK time. */
export interface AllowedHours {
	/** True to hold an item outside the hours, false to refuse it. */
	isHeld: boolean;
	/** Returns the hours of a channel. A message that may go on by a second channel has the shorter hours of that one. */
	hoursFor(channel: Channel | undefined, fallback?: Channel): Hours;
}

/** The hours of one channel. */
export interface Hours {
	/** Minutes of the day: from the first one on, and before the second. */
	from: number;
	until: number;
	/** Days of the week, 1 for Monday. */
	days: number[];
	/** Dates without messages, as YYYY-MM-DD. */
	holidays: ReadonlySet<string>;
}

const timezone = 'Europe/London';
const everyDay = [1, 2, 3, 4, 5, 6, 7];
const weekdays = [1, 2, 3, 4, 5];
const noHolidays: ReadonlySet<string> = new Set();

/** Reads Allowed Hours and the fields beside it. Throws a UserError for hours that are none. */
export function readAllowedHours(given: IDataObject): AllowedHours {
	const holidays = readHolidays(memberOf(given, 'bankHolidays', ''));
	const isHeld =
		readChoice(given, 'outsideHours', 'Outside Allowed Hours', ['hold', 'refuse']) === 'hold';
	if (readChoice(given, 'allowedHours', 'Hours', ['nhsNotify', 'own']) === 'own') {
		const own = readOwnHours(given, holidays);
		return { isHeld, hoursFor: () => own };
	}
	// NHS Notify's delivery times (notify.nhs.uk, "sending messages").
	const app = { from: 6 * 60, until: 22 * 60, days: everyDay, holidays: noHolidays };
	const others = { from: 8 * 60, until: 18 * 60, days: weekdays, holidays };
	return {
		isHeld,
		hoursFor: (channel, fallback) => (channel === 'nhs_app' && !fallback ? app : others),
	};
}

/** Returns a setting; `initial` only if it is not there at all, since an expression without a value is no choice. */
const memberOf = (given: IDataObject, name: string, initial: unknown): unknown =>
	name in given ? given[name] : initial;

function readChoice(given: IDataObject, name: string, label: string, choices: string[]): string {
	const value = memberOf(given, name, choices[0]) as string;
	return choices.includes(value)
		? value
		: rejectInput(`› '${label}' has none of its choices`, 'Choose one from the list.');
}

function readOwnHours(given: IDataObject, holidays: ReadonlySet<string>): Hours {
	const from = readTime(memberOf(given, 'ownFrom', '08:00'), 'Own Hours From');
	const until = readTime(memberOf(given, 'ownUntil', '18:00'), 'Own Hours Until');
	if (from >= until)
		rejectInput("› 'Own Hours From' is not before 'Own Hours Until'", 'Change one of the two.');
	const chosen = memberOf(given, 'ownDays', weekdays);
	const days = (Array.isArray(chosen) ? chosen : [chosen]).map(Number);
	if (days.length === 0 || !days.every((day) => everyDay.includes(day))) {
		rejectInput("› 'Own Days' has no day", 'Choose at least one.');
	}
	return { from, until, days, holidays };
}

function readTime(value: unknown, label: string): number {
	const [, hours, minutes] = /^\s*(\d{1,2})[:.](\d{2})\s*$/.exec(String(value)) ?? [];
	const time = Number(hours) * 60 + Number(minutes);
	const isTime = Number(minutes) < 60 && time <= 24 * 60;
	return isTime ? time : rejectInput(`› '${label}' is not a time`, 'Give it as 08:00.');
}

/**
 * Reads dates from a text or a list. An entry of the list may be an object with a "date", as gov.uk has them. Throws a
 * UserError for anything else, since a lost day would not be kept.
 */
function readHolidays(value: unknown): ReadonlySet<string> {
	if (value === '') return noHolidays;
	const given = Array.isArray(value)
		? value.map(dateOf)
		: typeof value === 'string'
			? value.split(/[,;\n]/)
			: [null];
	const dates = given.map((date) => (typeof date === 'string' ? date.trim() : ''));
	if (!dates.every(isDate)) {
		rejectInput(
			"› 'Bank Holidays' has something other than dates",
			'Give dates as 2026-12-25, separated by commas, or a list of them. If there are none, give an empty list: {{ [] }}.',
		);
	}
	return new Set(dates);
}

const dateOf = (entry: unknown): unknown =>
	typeof entry === 'object' && entry !== null ? (entry as IDataObject).date : entry;

/** True for a day that exists. The parser moves 30 February into March. */
const isDate = (date: string): boolean =>
	/^\d{4}-\d{2}-\d{2}$/.test(date) &&
	!Number.isNaN(Date.parse(date)) &&
	new Date(date).toISOString().startsWith(date);

/**
 * Returns the time from which a message may go out, as ISO 8601 in UK time; undefined if `time` (milliseconds since
 * 1970) is within the hours.
 */
export function allowedFrom(hours: Hours, time: number): string | undefined {
	const now = tryToParseDateTime(new Date(time), timezone).setZone(timezone) as DateTime;
	if (isWithin(hours, now)) return undefined;
	// A year has days enough, even if all bank holidays were listed.
	for (let offset = 0; offset <= 366; offset++) {
		const day = now.startOf('day').plus({ days: offset });
		const start = day.set({ hour: Math.floor(hours.from / 60), minute: hours.from % 60 });
		if (start > now && isWithin(hours, start)) {
			return start.toISO({ suppressMilliseconds: true }) as string;
		}
	}
	return rejectInput("› 'Own Days' and 'Bank Holidays' leave no day", 'Change one of the two.');
}

function isWithin({ from, until, days, holidays }: Hours, time: DateTime): boolean {
	const minutes = time.hour * 60 + time.minute;
	const isDay = days.includes(time.weekday) && !holidays.has(time.toISODate() as string);
	return isDay && minutes >= from && minutes < until;
}

/** Formats a time for a person, such as "Monday 30 November, 08:00". */
export const describeTime = (iso: string): string =>
	new Intl.DateTimeFormat('en-GB', {
		...{ weekday: 'long', day: 'numeric', month: 'long', hour: '2-digit', minute: '2-digit' },
		timeZone: timezone,
	})
		.format(new Date(iso))
		.replace(' at ', ', ');
