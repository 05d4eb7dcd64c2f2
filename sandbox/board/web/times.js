/**
 * Formats times in London's time zone, where the practice is, wherever the browser is.
 *
 * @param {Intl.DateTimeFormatOptions} options
 * @returns {(time: number) => string} takes milliseconds since 1970
 */
const inLondon = (options) => {
	const format = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', ...options });
	return (time) => format.format(time);
};

/** Formats of a time in milliseconds since 1970, in London. */
export const hourAndMinute = inLondon({ hour: '2-digit', minute: '2-digit' });

export const toTheSecond = inLondon({ hour: '2-digit', minute: '2-digit', second: '2-digit' });

export const dayInWords = inLondon({ weekday: 'long', day: 'numeric', month: 'long' });

/** The time of the practice in the latest update. */
export const practiceTime = { now: 0 };

/**
 * Returns the time until a moment, in minutes and seconds.
 *
 * @param {number} until milliseconds since 1970
 */
export function timeLeft(until) {
	const seconds = Math.max(0, Math.round((until - practiceTime.now) / 1000));
	return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
