import type { IDataObject, IHttpRequestOptions, IN8nHttpFullResponse } from 'n8n-workflow';
import { UserError } from 'n8n-workflow';

import type { CircuitBreaker } from './circuitBreaker';
import { allowsRequest, CircuitOpenError, recordResponse, recordTimeout } from './circuitBreaker';
import { baseUrlOf, headerValue, keyOf } from './environments';
import { unwrapStatus, contradictionIn } from './contradiction';
import type { FailedRequest } from './apiErrors';
import {
	connectionError,
	contradictionError,
	invalidResponseError,
	NotSentError,
	statusError,
} from './apiErrors';
import { refuseProxied } from './localProxy';
import { hasTimedOut, withTimeout, timerMs } from './networkErrors';
import type { ConcurrencyLimiter } from './limiter';
import { limiterKey, limiterFor } from './limiter';
import type { HeroRequest, RequestContext, SendOptions } from './request';
import { sendWithRetry } from './retry';

const defaultTimeoutMs = 60_000;

/** Outside of a run somebody waits before the editor, or Hero for the answer to its delivery. */
const defaultRetryWindowMs = 10_000;

/**
 * Sends one request, as often as is safe, and gives back the body of the answer: an object, a list, or
 * undefined where Hero answered nothing. Throws a NodeApiError in the user's words, without values that
 * were sent, or a NotSentError where its run ended before.
 */
export async function send(
	context: RequestContext,
	request: HeroRequest,
	options: SendOptions = {},
): Promise<unknown> {
	const connection = await connectionOf(context);
	const { onRepeat, run, errorContext, timeoutMs = defaultTimeoutMs } = options;
	const retryWindowMs = options.retryWindowMs ?? Math.min(defaultRetryWindowMs, timeoutMs);
	const abortSignal =
		'getExecutionCancelSignal' in context ? context.getExecutionCancelSignal?.() : undefined;
	const isCancelled = () => (abortSignal?.aborted || run?.isCancelled()) ?? false;

	const pace = limiterFor(connection.limiterKey, run?.parallel);
	const attempt = attemptWith(context, request, options, connection.baseURL, abortSignal);
	const effort = { ...run, method: request.method, onRepeat, retryWindowMs, isCancelled };
	const tried = await sendWithRetry(withCircuitBreaker(attempt, run?.circuitBreaker), pace, effort);
	if (!tried.outcome && isCancelled()) throw new NotSentError();
	const { response = pausedResponse(pace), thrown } = tried.outcome ?? {};
	const { apiKey } = connection;
	const failed = { node: context.getNode(), request, errorContext, attempts: tried, apiKey };
	if (thrown !== undefined) throw connectionError(failed, hostOf(connection), thrown);
	return responseBody(failed, response);
}

const hostOf = ({ baseURL }: Connection): string => new URL(baseURL).host;

/** One attempt, which ends in time or with the run. */
function attemptWith(
	context: RequestContext,
	request: HeroRequest,
	{ run, timeoutMs = defaultTimeoutMs, errorContext }: SendOptions,
	baseURL: string,
	abortSignal: AbortSignal | undefined,
): () => Promise<IN8nHttpFullResponse> {
	const { method } = request;
	const end = run ? Infinity : Date.now() + timeoutMs;
	const options: IHttpRequestOptions = {
		method,
		baseURL,
		url: fillPath(request, errorContext?.labels),
		qs: request.query,
		arrayFormat: 'repeat',
		body: bodyOf(request),
		json: true,
		// The key's header would follow a redirect to another host.
		disableFollowRedirect: true,
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
	};
	return async () => {
		const milliseconds = timerMs(Math.min(timeoutMs, end - Date.now()));
		// The helper's own timeout begins anew with every byte that comes.
		const answer = await withTimeout(milliseconds, abortSignal, async (signal) => {
			// It takes its signal from the context alone.
			const ending = { getExecutionCancelSignal: { value: () => signal } };
			const timed = Object.create(context, ending) as RequestContext;
			return (await context.helpers.httpRequestWithAuthentication.call(timed, 'heroHealthApi', {
				...options,
				headers: headersOf(request),
				timeout: milliseconds,
			})) as IN8nHttpFullResponse;
		});
		return unwrapStatus(method, answer);
	};
}

/** The same, unless Hero has hung for so long that nothing new is sent. */
function withCircuitBreaker<Result>(
	attempt: () => Promise<Result>,
	breaker: CircuitBreaker | undefined,
) {
	if (!breaker) return attempt;
	let isNew = true;
	return async (): Promise<Result> => {
		const began = Date.now();
		if (isNew && !allowsRequest(breaker, began)) throw new CircuitOpenError();
		isNew = false;
		const ending = attempt();
		const lost = (thrown: unknown) => {
			if (hasTimedOut(thrown)) recordTimeout(breaker, began, Date.now());
		};
		ending.then(() => recordResponse(breaker), lost);
		return await ending;
	};
}

/** The body of an answer that tells of success, or what it tells instead. */
function responseBody(failed: FailedRequest, answer: IN8nHttpFullResponse): unknown {
	const { method } = failed.request;
	// After a try of which nobody knows, this is how it shows that it was carried out.
	if (answer.statusCode === 404 && method === 'DELETE' && failed.attempts?.mayBeDone)
		return undefined;
	if (answer.statusCode < 200 || answer.statusCode > 299) {
		throw statusError(failed, answer);
	}
	const body = readBody(failed, answer);
	const contradiction = contradictionIn(method, answer);
	if (contradiction) throw contradictionError(failed, answer, contradiction);
	return body;
}

interface Connection {
	baseURL: string;
	apiKey: string;
	limiterKey: string;
}

const connections = new WeakMap<RequestContext, Promise<Connection>>();

/** Made once for a run of the node: n8n fetches and decrypts its credentials each time. */
async function connectionOf(context: RequestContext): Promise<Connection> {
	const connection = connections.get(context) ?? connect(context);
	connections.set(context, connection);
	return await connection;
}

async function connect(context: RequestContext): Promise<Connection> {
	const credentials = await context.getCredentials('heroHealthApi');
	const baseURL = baseUrlOf(credentials);
	await refuseProxied(context, baseURL);
	const { apiKey } = keyOf(credentials);
	return { baseURL, apiKey, limiterKey: limiterKey(baseURL, apiKey) };
}

/** What Hero would answer, since it has asked this key for quiet for longer than there is patience. */
const pausedResponse = ({ pausedUntil }: ConcurrencyLimiter): IN8nHttpFullResponse => ({
	statusCode: 429,
	headers: { 'retry-after': String(Math.ceil((pausedUntil - Date.now()) / 1000)) },
	body: '',
});

function headersOf({ body, headers, practiceGroupId }: HeroRequest): IDataObject {
	return {
		accept: 'application/json',
		...(body ? { 'content-type': 'application/json' } : {}),
		...headers,
		...(practiceGroupId
			? { 'x-practice-group-id': headerValue(practiceGroupId, "'Practice Group ID' in Options") }
			: {}),
	};
}

/**
 * n8n's helper drops an empty object, which Hero may want all the same; a text it leaves alone.
 * Throws a UserError for a body that cannot become JSON: the helper would leave open whether it was sent.
 */
function bodyOf({ body }: HeroRequest): IDataObject | string | undefined {
	if (body === undefined) return undefined;
	const text = writtenAsJson(body);
	if (text !== undefined) return text === '{}' ? text : body;
	throw new UserError('The values cannot be written as JSON', {
		description: 'Nothing was sent. One of them holds itself, or is too deep.',
	});
}

function writtenAsJson(body: IDataObject): string | undefined {
	try {
		return JSON.stringify(body);
	} catch {
		return undefined;
	}
}

/**
 * The path with its placeholders filled; a value can only ever be one segment of it.
 * Throws a UserError for a value that would climb out of its place.
 */
function fillPath(
	{ path, pathValues = {} }: HeroRequest,
	labels: Record<string, string> = {},
): string {
	return path.replace(/\{(\w+)\}/g, (_, name: string) => {
		const segment = String(pathValues[name] ?? '');
		if (['', '.', '..'].includes(segment)) {
			throw new UserError(`'${labels[name] ?? name}' is not an ID`);
		}
		return encodeURIComponent(segment);
	});
}

function readBody(failed: FailedRequest, answer: IN8nHttpFullResponse) {
	const { body } = answer;
	if (body === '' || body === null || body === undefined) return undefined;
	if (typeof body !== 'object' || isTooDeep(body)) {
		throw invalidResponseError(failed);
	}
	return body as unknown;
}

/** Deeper than any record; n8n and this node walk through data level by level. */
const deepest = 100;

function isTooDeep(body: unknown): boolean {
	let level = [body];
	for (let depth = 0; level.length > 0; depth++) {
		if (depth > deepest) return true;
		level = level.flatMap((one) =>
			typeof one === 'object' && one !== null ? Object.values(one) : [],
		);
	}
	return false;
}
