import type { DateTime } from 'luxon';
import { tryToParseDateTime } from 'n8n-workflow';

import type { ReadContext } from '../operation';
import { meansNoValue } from './failedExpressions';
import { rejectInput } from './rejectInput';
import { isEmpty, shortLine } from './text';

const isoPattern =
	/^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-](0\d|1[0-4])(:?\d{2})?)?)?$/i;

const isoFormat = 'YYYY-MM-DD';

/** The first year that counts as correct. Excel turns an empty cell into a day of 1899 or 1900. */
const firstYear = 1901;

/** In years. No living person is older than 117, and only one ever became older than 120. */
const maxAgeYears = 120;

/**
 * Reads a date without a time, as YYYY-MM-DD. No timezone moves it. Throws a UserError for any other format:
 * 03/04/1990 is a different day in the UK and in the USA.
 */
export function readDateOnly(value: unknown, { timezone }: Pick<ReadContext, 'timezone'>): string {
	// Some timezones skip midnight or a whole day, so a written date is read in UTC.
	const date = parseDate(value, typeof value === 'string' ? 'utc' : timezone);
	// A time of day can belong to another day: midnight of a summer day in London is 23:00Z of the day before.
	if (date.hour + date.minute + date.second > 0) {
		rejectInput('has a time of day', 'Give the date alone, in the form YYYY-MM-DD.');
	}
	return date.toISODate() as string;
}

/** Reads a date of birth: today at the latest, and at most 120 years ago. Throws a UserError for others. */
export function readDateOfBirth(value: unknown, context: ReadContext): string {
	const date = readDateOnly(value, context);
	const today = todayIn(context);
	if (date > today) {
		rejectInput(
			'is in the future',
			'Write the year with four digits, since 49 is read as 2049. Then check the record.',
		);
	}
	const earliest = `${Number(today.slice(0, 4)) - maxAgeYears}${today.slice(4)}`;
	if (date < earliest) {
		rejectInput(`is more than ${maxAgeYears} years ago`, 'Check the date in the record.');
	}
	return date;
}

/** Reads a date that is today or later. Throws a UserError for others. */
export function readDateFromToday(value: unknown, context: ReadContext): string {
	const date = readDateOnly(value, context);
	return date >= todayIn(context)
		? date
		: rejectInput('is in the past', 'Give today or a later date, in the form YYYY-MM-DD.');
}

/** Returns today's date in the timezone of the workflow, as YYYY-MM-DD. */
const todayIn = ({ now, timezone }: ReadContext): string =>
	tryToParseDateTime(new Date(now), timezone).setZone(timezone).toISODate() as string;

/** Parses a date that exists, from ISO 8601 or from a date object. Throws a UserError for anything else. */
export function parseDate(value: unknown, timezone: string): DateTime {
	if (isEmpty(value)) rejectInput('is empty', 'Give a date in the form YYYY-MM-DD.');
	if (typeof value === 'number' || typeof value === 'bigint') {
		rejectInput('needs a date, not a number', serialAdvice);
	}
	if (typeof value === 'boolean') rejectInput('needs a date in the form YYYY-MM-DD');
	if (Array.isArray(value)) rejectInput('needs one date, not a list');
	if ((value as Partial<DateTime>).isValid === false || String(value) === 'Invalid Date') {
		rejectInput(
			'is a date that could not be read',
			'The expression of this field could not make a date of its data, which may be empty or in another form.',
		);
	}
	const entered = typeof value === 'string' ? shortLine(value) : value;
	if (typeof entered === 'string') rejectOtherFormats(entered);
	const date = tryParse(entered, timezone);
	// n8n's parser moves 30 February into March, so the result must be the date that was written.
	const written = typeof entered === 'string' ? entered.slice(0, 10) : date?.toISODate();
	if (!date || date.toISODate() !== written)
		return rejectInput('is not a date that exists', 'Check the day and the month.');
	if (date.year < firstYear) {
		rejectInput(
			'is before 1901',
			'Check the date. A year of two digits or an empty cell can become such a date.',
		);
	}
	return date;
}

function rejectOtherFormats(text: string): void {
	if (isoPattern.test(text)) return;
	if (text !== '' && meansNoValue(text))
		rejectInput('says that there is no date', `Give it in the form ${isoFormat}.`);
	rejectInput(`needs a date in the form ${isoFormat}`, conversionAdvice(text));
}

/** Excel counts days from 30 December 1899. */
const serialAdvice =
	"Convert a day number of Excel with {{ DateTime.fromISO('1899-12-30').plus({ days: Number($json.date) }).toISO() }}.";

/** Date formats of people and spreadsheets, each with the Luxon format for its separator. */
const knownFormats: Array<[RegExp, (separator: string, month: string) => string]> = [
	[/^\d{1,2}([/.-])\d{1,2}\1\d{4}(?!\d)/, (separator) => ['d', 'M', 'yyyy'].join(separator)],
	[/^\d{4}([/.])\d{1,2}\1\d{1,2}(?!\d)/, (separator) => ['yyyy', 'M', 'd'].join(separator)],
	[
		/^\d{1,2}([ -])(\p{L}{3,9})\1\d{4}(?!\d)/u,
		(separator, month) => ['d', month.length === 3 ? 'MMM' : 'MMMM', 'yyyy'].join(separator),
	],
];

/** Explains how to convert a date of another format; undefined where the format is unknown. */
function conversionAdvice(text: string): string | undefined {
	if (/^\d{5}(\.\d+)?$/.test(text)) return serialAdvice;
	if (/^\d{1,2}[/.-]\d{1,2}[/.-]\d{2}(?!\d)/.test(text)) {
		return 'Write the year with four digits, since two do not show the century.';
	}
	for (const [pattern, toFormat] of knownFormats) {
		const [written, separator, month] = pattern.exec(text) ?? [];
		if (written === undefined) continue;
		const time = text.slice(written.length);
		if (!/^( \d{1,2}:\d{2}(:\d{2})?)?$/.test(time)) return undefined;
		const format = toFormat(separator, month) + (time && (time.length > 6 ? ' H:mm:ss' : ' H:mm'));
		// A date of birth is often stored with the time midnight.
		const result = /[1-9]/.test(time) ? 'toISO' : 'toISODate';
		return `Convert it with {{ DateTime.fromFormat($json.date, '${format}').${result}() }}, with the name of your column instead of date.`;
	}
	return undefined;
}

function tryParse(value: unknown, timezone: string): DateTime | undefined {
	try {
		return tryToParseDateTime(value, timezone);
	} catch {
		return undefined;
	}
}
