const inLondon = (options) => {
	const format = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', ...options });
	return (time) => format.format(time);
};

/** The times of the practice are those of London, wherever the browser is. */
export const hourAndMinute = inLondon({ hour: '2-digit', minute: '2-digit' });

export const toTheSecond = inLondon({ hour: '2-digit', minute: '2-digit', second: '2-digit' });

export const dayInWords = inLondon({ weekday: 'long', day: 'numeric', month: 'long' });

/** The time at the practice, as it was last told. */
export const practiceTime = { now: 0 };

/** How long it is until a time, in minutes and seconds. */
export function timeLeft(until) {
	const seconds = Math.max(0, Math.round((until - practiceTime.now) / 1000));
	return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
