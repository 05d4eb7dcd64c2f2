import type { DateTime } from 'luxon';

import type { ReadContext } from '../operation';
import { parseDate } from './dates';
import { rejectInput } from './rejectInput';
import { shortLine } from './text';

const withTime = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}/;
const withOffset = /[T ].*(?:Z|[+-]\d{2}(?::?\d{2})?)$/i;

/** A moment that was now when a long run began, or when a patient at the desk asked. In milliseconds. */
const gracePeriodMs = 5 * 60_000;

/** No appointment or message is planned further ahead; a later one has a mistyped year. */
const maxYearsAhead = 10;

/** A moment to come. Throws a UserError where it has passed, and where it is more than ten years ahead. */
export function readFutureDateTime(value: unknown, context: ReadContext): string {
	const moment = readDateTime(value, context);
	if (Date.parse(moment) < context.now - gracePeriodMs) {
		rejectInput('has passed', 'Give a moment to come, in the form 2030-03-24T09:30.');
	}
	if (Number(moment.slice(0, 4)) > new Date(context.now).getUTCFullYear() + maxYearsAhead) {
		rejectInput(`is more than ${maxYearsAhead} years ahead`, 'Check the year.');
	}
	return moment;
}

/**
 * A moment, from ISO 8601 with a time of day or from a date object, in UTC to the second. Without an offset
 * it is read in the timezone of the workflow. Throws a UserError where the clocks leave it out or show it
 * twice.
 */
export function readDateTime(value: unknown, { timezone }: ReadContext): string {
	const moment = parseDate(value, timezone);
	if (typeof value === 'string') {
		const written = shortLine(value);
		if (!withTime.test(written)) {
			rejectInput('needs a date with a time of day', 'Use a form such as 2030-03-24T09:30.');
		}
		rejectClockChange(written, moment, timezone);
	}
	return moment.toUTC().startOf('second').toISO({ suppressMilliseconds: true }) as string;
}

/** Once a year an hour is missing, and once there are two of it. */
function rejectClockChange(written: string, moment: DateTime, timezone: string): void {
	if (withOffset.test(written)) return;
	const local = moment.setZone(timezone);
	if (local.toFormat('HH:mm') !== written.slice(11, 16)) {
		rejectInput(
			'does not exist on this day: the clocks go forward then',
			'Give a time before or after the missing hour.',
		);
	}
	if (local.getPossibleOffsets().length > 1) {
		rejectInput(
			'comes twice on this day: the clocks go back then',
			'Add the offset: +01:00 for the first one in the UK, +00:00 for the second.',
		);
	}
}
