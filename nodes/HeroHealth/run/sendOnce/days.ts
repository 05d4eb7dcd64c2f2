/** Lengths of periods, in days. A period of each length begins at every multiple of it since 1970. */
const lengths = [1, 4, 16, 64, 256, 1024];

const nameOf = (length: number, day: number): string => `${length}d${Math.floor(day / length)}`;

/** Returns the periods that contain a day, one of each length. `day` counts days since 1970. */
export const periodsOf = (day: number): string[] => lengths.map((length) => nameOf(length, day));

/**
 * Covers a span of days with few periods, exactly to the day that follows it. n8n's store only knows whether a key
 * is recorded: a day is inside the span if one of its `periodsOf` is recorded. The first periods may begin before
 * the span, where nobody looks any more.
 */
export function periodsCovering(day: number, days: number): string[] {
	const end = day + days;
	const longest = Math.max(...lengths.filter((length) => length <= days));
	const periods = [nameOf(longest, day)];
	let next = (Math.floor(day / longest) + 1) * longest;
	while (next < end) {
		const length = longestPeriod(next, end);
		periods.push(nameOf(length, next));
		next += length;
	}
	return periods;
}

/** Returns the longest period that begins on this day and ends within the span. */
function longestPeriod(start: number, end: number): number {
	const fitting = lengths.filter((length) => start % length === 0 && start + length <= end);
	return fitting[fitting.length - 1];
}
