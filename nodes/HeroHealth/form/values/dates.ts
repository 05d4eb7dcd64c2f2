import type { DateTime } from 'luxon';
import { tryToParseDateTime } from 'n8n-workflow';

import type { ReadContext } from '../operation';
import { meansNoValue } from './failedExpressions';
import { rejectInput } from './rejectInput';
import { isEmpty, shortLine } from './text';

const iso =
	/^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-](0\d|1[0-4])(:?\d{2})?)?)?$/i;

const isoFormat = 'YYYY-MM-DD';

/** No value that this node sends is older: Excel's first day, and what it makes of an empty cell. */
const firstYear = 1901;

/** In years: nobody living is older than 117, and only one person ever was older than 120. */
const maxAgeYears = 120;

/**
 * A day without a time, as YYYY-MM-DD. It is never moved by a timezone. Throws a UserError for any other
 * form: 03/04/1990 is two different days in two countries.
 */
export function readDateOnly(value: unknown, { timezone }: Pick<ReadContext, 'timezone'>): string {
	// In some zones a day begins at 01:00, or is left out: a written day is read without one.
	const date = parseDate(value, typeof value === 'string' ? 'utc' : timezone);
	// 23:00Z of the day before is how summer midnight in London looks in UTC: do not guess the day.
	if (date.hour + date.minute + date.second > 0) {
		rejectInput('has a time of day', 'Give the day alone, in the form YYYY-MM-DD.');
	}
	return date.toISODate() as string;
}

/** A day of birth: today at the latest, and not before the oldest living person. */
export function readDateOfBirth(value: unknown, context: ReadContext): string {
	const day = readDateOnly(value, context);
	const today = todayIn(context);
	if (day > today) {
		rejectInput(
			'is in the future',
			'Write the year with four digits: of two, 49 is read as 2049. Then check the record.',
		);
	}
	const earliest = `${Number(today.slice(0, 4)) - maxAgeYears}${today.slice(4)}`;
	if (day < earliest) {
		rejectInput(`is more than ${maxAgeYears} years ago`, 'Check the date in the record.');
	}
	return day;
}

/** The last day of something that begins now: today or later. */
export function readDateFromToday(value: unknown, context: ReadContext): string {
	const day = readDateOnly(value, context);
	return day >= todayIn(context)
		? day
		: rejectInput('is in the past', 'Give today or a later day, in the form YYYY-MM-DD.');
}

/** Today where the workflow is, as YYYY-MM-DD. */
const todayIn = ({ now, timezone }: ReadContext): string =>
	tryToParseDateTime(new Date(now), timezone).setZone(timezone).toISODate() as string;

/** A date of the calendar, from ISO 8601 or from a date object. Throws a UserError for all else. */
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
			'The expression of this field made no date of what it found: it may be empty, or in another form.',
		);
	}
	const entered = typeof value === 'string' ? shortLine(value) : value;
	if (typeof entered === 'string') rejectOtherFormats(entered);
	const date = tryParse(entered, timezone);
	// n8n's reader moves 30 February into March; the written day must come out again.
	const written = typeof entered === 'string' ? entered.slice(0, 10) : date?.toISODate();
	if (!date || date.toISODate() !== written) return rejectInput('is not a date of the calendar');
	if (date.year < firstYear) {
		rejectInput(
			'is before 1901',
			'Check the date: a year of two digits or an empty cell becomes this.',
		);
	}
	return date;
}

function rejectOtherFormats(text: string): void {
	if (iso.test(text)) return;
	if (text !== '' && meansNoValue(text))
		rejectInput('says that there is no date', `Give it in the form ${isoFormat}.`);
	rejectInput(`needs a date in the form ${isoFormat}`, conversionAdvice(text));
}

/** Excel counts days from the end of 1899. */
const serialAdvice =
	"A day number of Excel is converted by {{ DateTime.fromISO('1899-12-30').plus({ days: Number($json.date) }).toISO() }}.";

/** Forms in which people and spreadsheets write days, and the format of each by its separator. */
const knownFormats: Array<[RegExp, (separator: string, month: string) => string]> = [
	[/^\d{1,2}([/.-])\d{1,2}\1\d{4}(?!\d)/, (by) => ['d', 'M', 'yyyy'].join(by)],
	[/^\d{4}([/.])\d{1,2}\1\d{1,2}(?!\d)/, (by) => ['yyyy', 'M', 'd'].join(by)],
	[
		/^\d{1,2}([ -])(\p{L}{3,9})\1\d{4}(?!\d)/u,
		(by, month) => ['d', month.length === 3 ? 'MMM' : 'MMMM', 'yyyy'].join(by),
	],
];

/** How a date of another form is converted; undefined where the form is not known. */
function conversionAdvice(text: string): string | undefined {
	if (/^\d{5}(\.\d+)?$/.test(text)) return serialAdvice;
	if (/^\d{1,2}[/.-]\d{1,2}[/.-]\d{2}(?!\d)/.test(text)) {
		return 'Write the year with four digits: of two, nobody can tell the century.';
	}
	for (const [pattern, formatOf] of knownFormats) {
		const [written, separator, month] = pattern.exec(text) ?? [];
		if (written === undefined) continue;
		const time = text.slice(written.length);
		if (!/^( \d{1,2}:\d{2}(:\d{2})?)?$/.test(time)) return undefined;
		const format = formatOf(separator, month) + (time && (time.length > 6 ? ' H:mm:ss' : ' H:mm'));
		// A day of birth is often stored as midnight.
		const result = /[1-9]/.test(time) ? 'toISO' : 'toISODate';
		return `It is converted by {{ DateTime.fromFormat($json.date, '${format}').${result}() }}, with the name of your column in place of date.`;
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
