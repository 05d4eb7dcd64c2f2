import type { IN8nHttpFullResponse } from 'n8n-workflow';

import type { FailedRequest } from './apiErrors';
import { connectionError, NotSentError } from './apiErrors';
import { withBodyStatus } from './bodyErrors';
import { withCircuitBreaker } from './circuitBreaker';
import type { Clock } from './clock';
import { realClock } from './clock';
import { connectionOf } from './connection';
import { headersOf, httpOptions } from './httpOptions';
import type { ConcurrencyLimiter } from './limiter';
import { limiterFor } from './limiter';
import { requireAllowed } from './mode';
import { timerMs, withTimeout } from './networkErrors';
import type { Outcome } from './outcome';
import type { HeroRequest, RequestContext, SendOptions } from './request';
import { responseBody } from './responseBody';
import { sendWithRetry } from './retry';

const defaultTimeoutMs = 60_000;

/** The retry window without a run, in which somebody waits in the editor or Hero waits for a response. */
const defaultRetryWindowMs = 10_000;

/**
 * Sends a request, retries it where that is safe, and returns the body of the response: an object, a list,
 * or undefined if it is empty. Throws a NodeApiError for the user, which contains no sent values, a
 * UserError for a request that cannot be sent, or a NotSentError if the run ended first.
 */
export async function send(
	context: RequestContext,
	request: HeroRequest,
	options: SendOptions = {},
	clock: Clock = realClock,
): Promise<unknown> {
	const { sent, host, outcome } = await exchange(context, request, options, clock);
	if (!outcome.response) throw connectionError(sent, host, outcome.thrown);
	return responseBody(sent, outcome.response);
}

/** A request that was sent, with the end of its last attempt. */
export interface Exchange {
	sent: FailedRequest;
	/** Host and port, as messages name them. */
	host: string;
	outcome: Outcome;
}

/**
 * Sends a request, retries it where that is safe, and returns how its last attempt ended. Throws a UserError for a
 * request that cannot be sent, or a NotSentError if the run ended first.
 */
export async function exchange(
	context: RequestContext,
	request: HeroRequest,
	options: SendOptions = {},
	clock: Clock = realClock,
): Promise<Exchange> {
	const connection = await connectionOf(context);
	const { baseURL, host, apiKey, limiterKey } = connection;
	requireAllowed(connection, request);
	const { run, errorContext, onRepeat, timeoutMs = defaultTimeoutMs } = options;
	const { retryWindowMs = Math.min(defaultRetryWindowMs, timeoutMs) } = options;
	const cancelSignal = cancelSignalOf(context);
	const isCancelled = () => (cancelSignal?.aborted || run?.isCancelled()) ?? false;

	const limiter = limiterFor(limiterKey, run?.parallel, clock);
	const attempt = attemptWith(context, request, options, baseURL, clock);
	const guarded = withCircuitBreaker(attempt, run?.circuitBreaker, clock);
	const retryOptions = { ...run, method: request.method, onRepeat, retryWindowMs, isCancelled };
	const attempts = await sendWithRetry(guarded, limiter, retryOptions, clock);

	if (!attempts.outcome && isCancelled()) throw new NotSentError();
	const outcome = attempts.outcome ?? { response: pausedResponse(limiter, clock) };
	const sent = { node: context.getNode(), request, errorContext, attempts, apiKey, clock };
	return { sent, host, outcome };
}

const cancelSignalOf = (context: RequestContext): AbortSignal | undefined =>
	'getExecutionCancelSignal' in context ? context.getExecutionCancelSignal?.() : undefined;

/** Prepares one attempt, which ends with a response, a timeout or the run. */
function attemptWith(
	context: RequestContext,
	request: HeroRequest,
	{ run, timeoutMs = defaultTimeoutMs, errorContext }: SendOptions,
	baseURL: string,
	clock: Clock,
): () => Promise<IN8nHttpFullResponse> {
	const deadline = run ? Infinity : clock.now() + timeoutMs;
	const options = httpOptions(request, baseURL, errorContext?.labels);
	return async () => {
		const timeout = timerMs(Math.min(timeoutMs, deadline - clock.now()));
		// The helper's own timeout begins anew with each byte of the response.
		const response = await withTimeout(timeout, cancelSignalOf(context), async (signal) => {
			// The helper reads its signal only from the context.
			const signalProperty = { getExecutionCancelSignal: { value: () => signal } };
			const contextWithSignal = Object.create(context, signalProperty) as RequestContext;
			return (await context.helpers.httpRequestWithAuthentication.call(
				contextWithSignal,
				'heroHealthApi',
				{ ...options, headers: headersOf(request), timeout },
			)) as IN8nHttpFullResponse;
		});
		return withBodyStatus(request.method, response);
	};
}

/** Stands for Hero's response during a pause (Retry-After) that is longer than the retry window. */
const pausedResponse = (
	{ pausedUntil }: ConcurrencyLimiter,
	clock: Clock,
): IN8nHttpFullResponse => ({
	statusCode: 429,
	headers: { 'retry-after': String(Math.ceil((pausedUntil - clock.now()) / 1000)) },
	body: '',
});
