import type { Field } from '../operation';
import { readDateOfBirth, readDateOnly, readDateFromToday } from '../values/dates';
import { readFutureDateTime, readDateTime } from '../values/dateTimes';

/** A moment to come: any ISO 8601 text or date object, sent in UTC to the second. */
export const dateTime = (label: string, description?: string): Field => ({
	label,
	property: { type: 'dateTime', default: '', description },
	toWire: readFutureDateTime,
});

/** A moment that may have passed, such as the end of a range. */
export const anyDateTime = (label: string, description?: string): Field => ({
	...dateTime(label, description),
	toWire: readDateTime,
});

/** A day without a time, sent as YYYY-MM-DD. */
export const dateOnly = (label: string, description?: string): Field => ({
	label,
	property: { type: 'dateTime', typeOptions: { dateOnly: true }, default: '', description },
	toWire: readDateOnly,
});

/** The last day of something; one in the past is refused. */
export const lastDay = (label: string, description?: string): Field => ({
	...dateOnly(label, description),
	toWire: readDateFromToday,
});

/** Every call takes it in this one form; batches add a time of day to it. */
export const dateOfBirth: Field = {
	...dateOnly('Date of Birth', 'In the form YYYY-MM-DD'),
	toWire: readDateOfBirth,
};
