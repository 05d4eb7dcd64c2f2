import type { IN8nHttpFullResponse } from 'n8n-workflow';

/** A longer time is not meant for a request that waits. In milliseconds. */
const longestQuiet = 3_600_000;

/** No date in any of the known forms is longer; a pattern would take its time over more. */
const longestText = 60;

/**
 * The milliseconds for which an answer asks to wait: Retry-After in seconds or as a date (RFC 9110,
 * 10.2.3), which is read by the answer's own clock. Undefined where it asks for no time that makes sense.
 */
export function retryAfterMs(answer: IN8nHttpFullResponse, now: number): number | undefined {
	const { 'retry-after': asked, date } = answer.headers;
	const text = String(asked ?? '');
	if (text.length > longestText) return undefined;
	const milliseconds = secondsIn(text.trim()) ?? untilDate(text, sentAt(date) ?? now);
	return milliseconds <= longestQuiet ? milliseconds : undefined;
}

const secondsIn = (text: string): number | undefined =>
	/^\d+(\.\d+)?$/.test(text) ? Number(text) * 1000 : undefined;

function sentAt(date: unknown): number | undefined {
	const sent = Date.parse(String(date).slice(0, longestText));
	return Number.isNaN(sent) ? undefined : sent;
}

/** A date of a calendar: other words and numbers are read as one, too. */
const untilDate = (text: string, now: number): number =>
	/[a-z]{3}.*\d\d:\d\d/i.test(text) ? Math.max(0, Date.parse(text) - now) : NaN;
