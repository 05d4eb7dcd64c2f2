import type { DateTime } from 'luxon';

import type { ReadContext } from '../operation';
import { parseDate } from './dates';
import { rejectInput } from './rejectInput';
import { shortLine } from './text';

const withTime = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}/;
const withOffset = /[T ].*(?:Z|[+-]\d{2}(?::?\d{2})?)$/i;

/** A time this little in the past is accepted, since it was ahead when a long run began. */
const gracePeriodMs = 5 * 60_000;

/** The last year that counts as correct. Nobody plans further ahead, so a later year is mistyped. */
const maxYearsAhead = 10;

/** Reads a date and time in the future. Throws a UserError for the past and for more than ten years ahead. */
export function readFutureDateTime(value: unknown, context: ReadContext): string {
	const dateTime = readDateTime(value, context);
	if (Date.parse(dateTime) < context.now - gracePeriodMs) {
		rejectInput('is in the past', 'Give a later date and time, in the form 2030-03-24T09:30.');
	}
	if (Number(dateTime.slice(0, 4)) > new Date(context.now).getUTCFullYear() + maxYearsAhead) {
		rejectInput(`is more than ${maxYearsAhead} years ahead`, 'Check the year.');
	}
	return dateTime;
}

/**
 * Reads a date and time, from ISO 8601 or from a date object, and returns it in UTC to the second. Without an
 * offset it is read in the timezone of the workflow. Throws a UserError for any other value, and for a local time
 * that a clock change skips or repeats.
 */
export function readDateTime(value: unknown, { timezone }: ReadContext): string {
	const dateTime = parseDate(value, timezone);
	if (typeof value === 'string') {
		const written = shortLine(value);
		if (!withTime.test(written)) {
			rejectInput('needs a date with a time of day', 'Use the form 2030-03-24T09:30.');
		}
		rejectClockChange(written, dateTime, timezone);
	}
	return dateTime.toUTC().startOf('second').toISO({ suppressMilliseconds: true }) as string;
}

/** Throws a UserError for a local time in the hour that a clock change skips or repeats. */
function rejectClockChange(written: string, dateTime: DateTime, timezone: string): void {
	if (withOffset.test(written)) return;
	const local = dateTime.setZone(timezone);
	if (local.toFormat('HH:mm') !== written.slice(11, 16)) {
		rejectInput(
			'does not exist on this day, since the clocks go forward',
			'Give a time before or after the skipped hour.',
		);
	}
	if (local.getPossibleOffsets().length > 1) {
		rejectInput(
			'exists twice on this day, since the clocks go back',
			'Add the offset. In the UK it is +01:00 for the first time and +00:00 for the second.',
		);
	}
}
