import { DateTime } from 'luxon';
import { badRequest } from './httpError';

/** Milliseconds of a minute, an hour and a day. */
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
export const LONDON = 'Europe/London';

const PLAIN_DATE = /^\d{4}-\d{2}-\d{2}$/;

/** Hero's format of a time in milliseconds: ISO 8601 in UTC, to the second. */
export const toIso = (time: number) => new Date(time).toISOString().replace(/\.\d{3}/, '');

/** The start of the day (UTC) of a time; both in milliseconds. */
export const startOfDay = (time: number) => time - (time % DAY);

/**
 * Parses ISO 8601 to milliseconds. A plain date means the start or the end of that day in London.
 * Throws an HttpError when the text is not a time.
 */
export function readTime(text: unknown, path: string[], edge: 'start' | 'end' = 'start'): number {
	const time = DateTime.fromISO(String(text), { zone: LONDON });
	if (!time.isValid) badRequest('invalid_date', 'ISO 8601 date or date-time', path);
	const lastMoment = edge === 'end' && PLAIN_DATE.test(String(text));
	return (lastMoment ? time.endOf('day') : time).toMillis();
}

/** The date (YYYY-MM-DD) of an ISO 8601 date or date-time. Throws an HttpError when it is invalid. */
export function readDate(text: string, path: string[]): string {
	const date = text.slice(0, 10);
	if (!PLAIN_DATE.test(date) || !DateTime.fromISO(text).isValid) {
		badRequest('invalid_date', 'YYYY-MM-DD', path);
	}
	return date;
}
