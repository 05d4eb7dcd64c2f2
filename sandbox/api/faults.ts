import type { Practice } from '../practice/create';
import { errorAnswer, type Answer } from '../lib/httpError';
import type { Settings } from '../practice/settings';

/** What befalls one request. */
export interface Fate {
	/** Whether it comes as far as the practice. */
	arrives: boolean;
	/** What is answered, where the practice is not asked. */
	refusal?: Answer;
	/** Whether the connection is cut instead of answering. */
	isCut: boolean;
	/** Milliseconds for which the answer is kept back. */
	delay: number;
}

const SECOND = 1_000;

/** Decides, by the settings and the practice's own chance, what befalls each request in turn. */
export function createFaults(practice: Practice): (method: string) => Fate {
	const isOverLimit = createLimit();
	const happens = (share: number) => share > 0 && practice.random() < share;
	return (method) => {
		const { settings } = practice;
		const delay = settings.latency_ms + (happens(settings.slow_share) ? settings.slow_ms : 0);
		const refusedWith = (refusal: Answer) => ({ arrives: false, refusal, isCut: false, delay });
		if (happens(settings.share_broken_before)) return { arrives: false, isCut: true, delay };
		if (isOverLimit(settings.rate_limit_per_second) || happens(settings.share_429)) {
			return refusedWith(tooManyRequests(settings));
		}
		if (happens(settings.share_5xx)) return refusedWith(errorAnswer(503, 'Service unavailable'));
		if (settings.refuse_writes && method !== 'GET') {
			return refusedWith(errorAnswer(403, 'This API key may only read'));
		}
		return { arrives: true, isCut: happens(settings.share_broken_after), delay };
	};
}

/** Counts whom it lets through; real time, since it is the pace of a real client that counts. */
function createLimit(): (perSecond: number) => boolean {
	let letThrough: number[] = [];
	return (perSecond) => {
		const now = Date.now();
		letThrough = letThrough.filter((time) => time > now - SECOND);
		if (perSecond > 0 && letThrough.length >= perSecond) return true;
		if (perSecond > 0) letThrough.push(now);
		return false;
	};
}

function tooManyRequests({ retry_after }: Settings): Answer {
	const forms: Record<string, string | undefined> = {
		seconds: '1',
		// A date has no milliseconds; rounded up, it is never too early.
		date: new Date(Math.ceil(Date.now() / SECOND + 1) * SECOND).toUTCString(),
		none: undefined,
	};
	const retryAfter = retry_after in forms ? forms[retry_after] : retry_after;
	return {
		...errorAnswer(429, 'Too many requests'),
		headers: retryAfter === undefined ? {} : { 'retry-after': retryAfter },
	};
}
