import type {
	IDataObject,
	IExecuteFunctions,
	IHookFunctions,
	IHttpRequestOptions,
	ILoadOptionsFunctions,
	IN8nHttpFullResponse,
	IWebhookFunctions,
} from 'n8n-workflow';
import { UserError } from 'n8n-workflow';

import { baseUrlOf } from './environments';
import { answerNotUnderstood, connectionLost, refusedByHero } from './errors';

/** Where a request can come from: an item, a dropdown, an activation or a delivery. */
export type RequestContext =
	| IExecuteFunctions
	| IHookFunctions
	| ILoadOptionsFunctions
	| IWebhookFunctions;

export interface HeroRequest {
	method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
	/** From the first slash after the host, placeholders in braces: /v1/appointments/{id}. */
	path: string;
	/** A path of the user's own, which may hold values of the item. */
	ownPath?: string;
	/** Values for the placeholders. */
	pathValues?: IDataObject;
	query?: IDataObject;
	body?: IDataObject;
	/** Beside those that every call has. */
	headers?: Record<string, string>;
	/** Act for this practice group instead of the credential's. */
	practiceGroupId?: string;
	/** What the screen calls Hero's names, for messages. */
	labels?: Record<string, string>;
	/** What Hero's documentation leaves open about this call, for messages. */
	evidenceNote?: string;
	itemIndex?: number;
	/** Milliseconds to wait for the answer. */
	timeout?: number;
}

const defaultTimeout = 60_000;

/**
 * Sends one request and gives back the body of the answer: an object, a list, or undefined where Hero
 * answered nothing. Throws a NodeApiError in the user's words, without values that were sent.
 */
export async function send(context: RequestContext, request: HeroRequest): Promise<unknown> {
	const credentials = await context.getCredentials('heroHealthApi');
	const baseURL = baseUrlOf(credentials);
	const answer = await attempt(context, request, {
		method: request.method,
		baseURL,
		url: fillPath(request),
		headers: headersOf(request),
		qs: request.query,
		arrayFormat: 'repeat',
		body: bodyOf(request),
		json: true,
		timeout: request.timeout ?? defaultTimeout,
		// The key's header would follow a redirect to another host.
		disableFollowRedirect: true,
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
	});
	if (answer.statusCode < 200 || answer.statusCode > 299) {
		throw refusedByHero(context.getNode(), request, answer, String(credentials.apiKey));
	}
	return readBody(context, request, answer);
}

async function attempt(
	context: RequestContext,
	request: HeroRequest,
	options: IHttpRequestOptions,
): Promise<IN8nHttpFullResponse> {
	try {
		return (await context.helpers.httpRequestWithAuthentication.call(
			context,
			'heroHealthApi',
			options,
		)) as IN8nHttpFullResponse;
	} catch (error) {
		throw connectionLost(context.getNode(), request, new URL(options.baseURL ?? '').host, error);
	}
}

function headersOf({ body, headers, practiceGroupId }: HeroRequest): IDataObject {
	return {
		accept: 'application/json',
		...(body ? { 'content-type': 'application/json' } : {}),
		...headers,
		...(practiceGroupId ? { 'x-practice-group-id': practiceGroupId } : {}),
	};
}

/** n8n's helper drops an empty object, which Hero may want all the same; a text it leaves alone. */
const bodyOf = ({ body }: HeroRequest): IDataObject | string | undefined =>
	body && Object.keys(body).length === 0 ? '{}' : body;

/**
 * The path with its placeholders filled; a value can only ever be one segment of it.
 * Throws a UserError for a value that would climb out of its place.
 */
function fillPath({ path, pathValues = {}, labels = {} }: HeroRequest): string {
	return path.replace(/\{(\w+)\}/g, (_, name: string) => {
		const segment = String(pathValues[name] ?? '');
		if (['', '.', '..'].includes(segment)) {
			throw new UserError(`'${labels[name] ?? name}' is not an ID`);
		}
		return encodeURIComponent(segment);
	});
}

function readBody(context: RequestContext, request: HeroRequest, answer: IN8nHttpFullResponse) {
	const { body } = answer;
	if (body === '' || body === null || body === undefined) return undefined;
	if (typeof body !== 'object') throw answerNotUnderstood(context.getNode(), request);
	return body as unknown;
}
