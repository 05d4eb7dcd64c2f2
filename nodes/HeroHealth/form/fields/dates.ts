import type { Field } from '../operation';
import { readDateFromToday, readDateOfBirth, readDateOnly } from '../values/dates';
import { readDateTime, readFutureDateTime } from '../values/dateTimes';

/** A date and time in the future: an ISO 8601 text or a date object, sent in UTC to the second. */
export const dateTime = (label: string, description?: string): Field => ({
	label,
	property: { type: 'dateTime', default: '', description },
	toWire: readFutureDateTime,
});

/** A date and time that may be in the past, such as a bound of a range. */
export const anyDateTime = (label: string, description?: string): Field => ({
	...dateTime(label, description),
	toWire: readDateTime,
});

/** A date without a time, sent as YYYY-MM-DD. */
export const dateOnly = (label: string, description?: string): Field => ({
	label,
	property: { type: 'dateTime', typeOptions: { dateOnly: true }, default: '', description },
	toWire: readDateOnly,
});

/** The last day of something, such as of a link. A day in the past is refused. */
export const lastDay = (label: string, description?: string): Field => ({
	...dateOnly(label, description),
	toWire: readDateFromToday,
});

/** A date of birth, sent as YYYY-MM-DD. Batch messages add a time of day to it. */
export const dateOfBirth: Field = {
	...dateOnly('Date of Birth', 'In the form YYYY-MM-DD'),
	toWire: readDateOfBirth,
};
