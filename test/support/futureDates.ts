/** A year whose every day is to come, whenever the tests are run. */
export const nextYear = new Date().getUTCFullYear() + 1;

/** The same day of the next year, for dates of this decade; a date of birth stays. */
export const inNextYear = (text: string): string =>
	text.replace(/^20[2-9]\d(?=-\d{2}-\d{2})/, String(nextYear));
