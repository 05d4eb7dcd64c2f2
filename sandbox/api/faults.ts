import { errorResponse, type HttpResponse } from '../lib/httpError';
import type { Settings } from '../practice/settings';
import type { Practice } from '../practice/model';

/** The faults planned for one request. */
export interface FaultPlan {
	/** False when the practice does not carry out the request. */
	reachesPractice: boolean;
	/** The response when the practice is not reached. */
	response?: HttpResponse;
	/** True when the connection is cut in place of a response. */
	isCut: boolean;
	/** Milliseconds by which the response is delayed. */
	delayMs: number;
}

const SECOND = 1_000;

/** Plans the faults of each request by the settings and the seeded random numbers. */
export function createFaultPlanner(practice: Practice): (method: string) => FaultPlan {
	const isOverLimit = createRateLimit();
	const occurs = (share: number) => share > 0 && practice.random() < share;
	return (method) => {
		const { settings } = practice;
		const delayMs = settings.latency_ms + (occurs(settings.slow_share) ? settings.slow_ms : 0);
		const rejectWith = (response: HttpResponse) => ({
			reachesPractice: false,
			response,
			isCut: false,
			delayMs,
		});
		if (occurs(settings.share_broken_before))
			return { reachesPractice: false, isCut: true, delayMs };
		if (isOverLimit(settings.rate_limit_per_second) || occurs(settings.share_429)) {
			return rejectWith(tooManyRequests(settings));
		}
		if (occurs(settings.share_5xx)) return rejectWith(errorResponse(503, 'Service unavailable'));
		if (settings.refuse_writes && method !== 'GET') {
			return rejectWith(errorResponse(403, 'This API key may only read'));
		}
		return { reachesPractice: true, isCut: occurs(settings.share_broken_after), delayMs };
	};
}

/** Limits the requests of one second. It uses real time, because the client's rate is real. */
function createRateLimit(): (perSecond: number) => boolean {
	let allowed: number[] = [];
	return (perSecond) => {
		const now = Date.now();
		allowed = allowed.filter((time) => time > now - SECOND);
		if (perSecond > 0 && allowed.length >= perSecond) return true;
		if (perSecond > 0) allowed.push(now);
		return false;
	};
}

function tooManyRequests({ retry_after }: Settings): HttpResponse {
	const forms: Record<string, string | undefined> = {
		seconds: '1',
		// An HTTP date has no milliseconds, so rounding up avoids a date that is too early.
		date: new Date(Math.ceil(Date.now() / SECOND + 1) * SECOND).toUTCString(),
		none: undefined,
	};
	const retryAfter = retry_after in forms ? forms[retry_after] : retry_after;
	return {
		...errorResponse(429, 'Too many requests'),
		headers: retryAfter === undefined ? {} : { 'retry-after': retryAfter },
	};
}
