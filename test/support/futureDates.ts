/** The next year: all its days are in the future, whenever the tests are run. */
export const nextYear = new Date().getUTCFullYear() + 1;

/** Moves a date of the years 2020 to 2099 to the next year; a date of birth stays. */
export const inNextYear = (text: string): string =>
	text.replace(/^20[2-9]\d(?=-\d{2}-\d{2})/, String(nextYear));
