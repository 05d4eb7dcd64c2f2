import type { IN8nHttpFullResponse } from 'n8n-workflow';

/** The longest Retry-After that counts. A longer one is not meant for a request that waits. */
const maxRetryAfterMs = 3_600_000;

/** In characters. No date in a known form is longer, and a pattern would be slow on a longer text. */
const maxTextLength = 60;

/**
 * Reads Retry-After, in seconds or as a date (RFC 9110, 10.2.3), and returns milliseconds. A date is compared
 * with the response's own Date header, or with `now` in milliseconds since 1970. Returns undefined for any
 * other value.
 */
export function retryAfterMs(response: IN8nHttpFullResponse, now: number): number | undefined {
	const { 'retry-after': retryAfter, date } = response.headers;
	const text = String(retryAfter ?? '');
	if (text.length > maxTextLength) return undefined;
	const milliseconds = secondsIn(text.trim()) ?? untilDate(text, sentAt(date) ?? now);
	return milliseconds <= maxRetryAfterMs ? milliseconds : undefined;
}

const secondsIn = (text: string): number | undefined =>
	/^\d+(\.\d+)?$/.test(text) ? Number(text) * 1000 : undefined;

function sentAt(date: unknown): number | undefined {
	const sent = Date.parse(String(date).slice(0, maxTextLength));
	return Number.isNaN(sent) ? undefined : sent;
}

/** The pattern keeps out other words and numbers, which Date.parse also reads as dates. */
const untilDate = (text: string, now: number): number =>
	/[a-z]{3}.*\d\d:\d\d/i.test(text) ? Math.max(0, Date.parse(text) - now) : NaN;
