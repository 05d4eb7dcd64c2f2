import type { IExecuteFunctions, IHttpRequestOptions, INodeType } from 'n8n-workflow';
import { sleep } from 'n8n-workflow';

import { HeroHealth } from '../../../nodes/HeroHealth/HeroHealth.node';
import type { ReceivedRequest } from './heroServer';
import { nextEventLoopTurn } from './eventLoop';

/** A clock for runs over the real network, independent of the speed of the machine. */
export interface NetworkClock {
	/** The real node. The clock knows of its requests, and of those of no other node. */
	node: INodeType;
	/** Does `work` by this clock: timers, dates and timeouts. */
	during<Result>(work: () => Promise<Result>): Promise<Result>;
	/** Keeps the sender of this request waiting, in milliseconds of this clock. */
	delay(received: ReceivedRequest, milliseconds: number): Promise<void>;
}

/** This header matches Hero's side of a request with the node's. */
const numberHeader = 'x-request-number';

/**
 * A clock that jumps to the next timer. It stops while a request is in
 * flight that Hero does not delay, so only a request that a test delays is ever late. n8n's request helper also
 * has a timeout by the real clock: a test sets a long one, which costs no time here.
 */
export function networkClock(): NetworkClock {
	const inFlight = new Set<string>();
	const delayed = new Set<string>();
	let requests = 0;

	const withRequestNumber =
		(send: SendRequest): SendRequest =>
		async (context, type, options) => {
			const number = `${requests++}`;
			const headers = { ...options.headers, [numberHeader]: number };
			inFlight.add(number);
			try {
				return await send(context, type, { ...options, headers });
			} finally {
				inFlight.delete(number);
			}
		};
	const isAwaitingHero = () => [...inFlight].some((number) => !delayed.has(number));

	return {
		node: nodeSendingBy(withRequestNumber),
		during: async (work) => await runByLeaps(work, isAwaitingHero),
		delay: async ({ headers }, milliseconds) => {
			const number = String(headers[numberHeader]);
			delayed.add(number);
			await sleep(milliseconds);
			delayed.delete(number);
		},
	};
}

type SendRequest = (
	context: IExecuteFunctions,
	type: string,
	options: IHttpRequestOptions,
) => Promise<unknown>;

/** The real node, with n8n's request helper wrapped. */
function nodeSendingBy(wrapped: (send: SendRequest) => SendRequest): INodeType {
	const node = new HeroHealth();
	const execute = async function (this: IExecuteFunctions) {
		const helper = this.helpers.httpRequestWithAuthentication;
		const send = wrapped(async (context, ...request) => await helper.call(context, ...request));
		const httpRequestWithAuthentication = async function (
			this: IExecuteFunctions,
			...request: [string, IHttpRequestOptions]
		) {
			return await send(this, ...request);
		};
		const helpers = { ...this.helpers, httpRequestWithAuthentication };
		const context = Object.create(this, { helpers: { value: helpers } }) as IExecuteFunctions;
		return await node.execute.call(context);
	};
	return Object.assign(new HeroHealth(), { execute });
}

/** Set when the file is over, so that an endless run does not keep jest from ending. */
let isFileOver = false;
afterAll(() => {
	isFileOver = true;
});

async function runByLeaps<Result>(work: () => Promise<Result>, standsStill: () => boolean) {
	const restoreTimers = fakeTimers();
	let isCancelled = false;
	try {
		const result = work().finally(() => (isCancelled = true));
		while (!isCancelled && !isFileOver) {
			await nextEventLoopTurn();
			if (!isCancelled && !standsStill()) leap();
		}
		return await result;
	} finally {
		restoreTimers();
	}
}

function leap(): void {
	const before = Date.now();
	jest.advanceTimersToNextTimer();
	// A timer of less than a millisecond takes one in Node.js, but none with jest, which would loop for ever.
	if (Date.now() === before) jest.advanceTimersByTime(1);
}

/** Fake timers, dates and timeouts; the network stays real. */
function fakeTimers(): () => void {
	jest.useFakeTimers({
		doNotFake: ['nextTick', 'setImmediate', 'clearImmediate', 'queueMicrotask', 'performance'],
	});
	// AbortSignal.timeout has its own timer in Node.js.
	const timeout = jest.spyOn(AbortSignal, 'timeout').mockImplementation((milliseconds) => {
		const ending = new AbortController();
		void sleep(milliseconds).then(() => ending.abort());
		return ending.signal;
	});
	return () => {
		timeout.mockRestore();
		jest.useRealTimers();
	};
}
