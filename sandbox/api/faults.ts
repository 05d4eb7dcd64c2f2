import { errorResponse, type HttpResponse } from '../lib/httpError';
import type { Settings } from '../practice/settings';
import type { Practice } from '../practice/model';

/** What befalls one request. */
export interface FaultPlan {
	/** Whether it comes as far as the practice. */
	reachesPractice: boolean;
	/** What is answered, where the practice is not asked. */
	response?: HttpResponse;
	/** Whether the connection is cut instead of answering. */
	isCut: boolean;
	/** Milliseconds for which the answer is kept back. */
	delayMs: number;
}

const SECOND = 1_000;

/** Decides, by the settings and the practice's own chance, what befalls each request in turn. */
export function createFaultPlanner(practice: Practice): (method: string) => FaultPlan {
	const isOverLimit = createLimit();
	const happens = (share: number) => share > 0 && practice.random() < share;
	return (method) => {
		const { settings } = practice;
		const delayMs = settings.latency_ms + (happens(settings.slow_share) ? settings.slow_ms : 0);
		const refusedWith = (response: HttpResponse) => ({
			reachesPractice: false,
			response,
			isCut: false,
			delayMs,
		});
		if (happens(settings.share_broken_before))
			return { reachesPractice: false, isCut: true, delayMs };
		if (isOverLimit(settings.rate_limit_per_second) || happens(settings.share_429)) {
			return refusedWith(tooManyRequests(settings));
		}
		if (happens(settings.share_5xx)) return refusedWith(errorResponse(503, 'Service unavailable'));
		if (settings.refuse_writes && method !== 'GET') {
			return refusedWith(errorResponse(403, 'This API key may only read'));
		}
		return { reachesPractice: true, isCut: happens(settings.share_broken_after), delayMs };
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

function tooManyRequests({ retry_after }: Settings): HttpResponse {
	const forms: Record<string, string | undefined> = {
		seconds: '1',
		// A date has no milliseconds; rounded up, it is never too early.
		date: new Date(Math.ceil(Date.now() / SECOND + 1) * SECOND).toUTCString(),
		none: undefined,
	};
	const retryAfter = retry_after in forms ? forms[retry_after] : retry_after;
	return {
		...errorResponse(429, 'Too many requests'),
		headers: retryAfter === undefined ? {} : { 'retry-after': retryAfter },
	};
}
