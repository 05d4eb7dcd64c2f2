import { seededRandom } from '../seededRandom';
import type { HeroResponse, HeroServer, ReceivedRequest } from './heroServer';

/** Shares of all requests. */
export interface Faults {
	/** 429 Too Many Requests, with all forms of Retry-After. */
	busy: number;
	/** 503; half of them after the call was carried out. */
	unavailable: number;
	/** The connection breaks; half of them after the call was carried out. */
	broken: number;
	/** The response comes long after the timeout; half of them are carried out. */
	late: number;
}

export interface FaultReport {
	/** The number of times that Hero carried out each call, by "METHOD /path". */
	carriedOut: Map<string, number>;
	/** The number of requests with each fault. */
	faultCounts: Record<keyof Faults, number>;
	/** The maximum number of requests in flight. */
	maxInFlight: number;
}

const retryAfterValues = [
	'0',
	undefined,
	'-7',
	'99999999999',
	'soon',
	'Sun, 15 Mar 2026 09:30:00 GMT',
];

/**
 * Responds with the last path segment as `{ id }`, and with these faults. A record that was deleted once
 * is not found again. A late response waits for `delay`.
 */
export function injectFaults(
	hero: HeroServer,
	faults: Faults,
	seed: number,
	delay: (received: ReceivedRequest) => Promise<void>,
): FaultReport {
	const random = seededRandom(seed);
	const report: FaultReport = {
		carriedOut: new Map(),
		faultCounts: { busy: 0, unavailable: 0, broken: 0, late: 0 },
		maxInFlight: 0,
	};
	let inFlight = 0;

	const faultFor = (chance: number) => {
		let sum = 0;
		const names = Object.keys(faults) as Array<keyof Faults>;
		const fault = names.find((name) => chance < (sum += faults[name]));
		if (fault) report.faultCounts[fault]++;
		return fault;
	};
	const carryOut = (call: string): HeroResponse => {
		const before = report.carriedOut.get(call) ?? 0;
		if (call.startsWith('DELETE') && before > 0) return { status: 404 };
		report.carriedOut.set(call, before + 1);
		return { body: { id: call.split('/').at(-1) } };
	};
	const respond = async (received: ReceivedRequest): Promise<HeroResponse> => {
		const call = `${received.method} ${received.target.split('?')[0]}`;
		const fault = faultFor(random());
		if (fault === 'busy') {
			const wait = retryAfterValues[report.faultCounts.busy % retryAfterValues.length];
			return { status: 429, headers: wait === undefined ? {} : { 'retry-after': wait } };
		}
		const answer = fault === undefined || random() < 0.5 ? carryOut(call) : undefined;
		if (fault === 'unavailable') return { status: 503 };
		if (fault === 'late') await delay(received);
		if (fault === 'broken') {
			if (!answer) return { cut: 'unread' };
			return { ...answer, body: 'cut', cut: random() < 0.5 ? 'read' : 'answering' };
		}
		return answer ?? { status: 503 };
	};
	hero.onRequest(async (received) => {
		report.maxInFlight = Math.max(report.maxInFlight, ++inFlight);
		const answer = await respond(received);
		inFlight--;
		return answer;
	});
	return report;
}
