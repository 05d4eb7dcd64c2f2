import type { IDataObject, IHttpRequestOptions } from 'n8n-workflow';
import { UserError } from 'n8n-workflow';

import { headerValue } from './environments';
import type { HeroRequest } from './request';

/**
 * The options of n8n's request helper, without headers and timeout. Throws a UserError for a path or a body
 * that cannot be sent; `labels` are the names on the screen.
 */
export const httpOptions = (
	request: HeroRequest,
	baseURL: string,
	labels: Record<string, string> = {},
): IHttpRequestOptions => ({
	method: request.method,
	baseURL,
	url: fillPath(request, labels),
	qs: request.query,
	arrayFormat: 'repeat',
	body: bodyOf(request),
	json: true,
	// The key's header would follow a redirect to another host.
	disableFollowRedirect: true,
	returnFullResponse: true,
	ignoreHttpStatusErrors: true,
});

/** The headers of a request. Throws a UserError for a practice group that no header can hold. */
export function headersOf({ body, headers, practiceGroupId }: HeroRequest): IDataObject {
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
 * Returns the body to send. An empty object is sent as text, since n8n's helper drops it and Hero may require
 * it. Throws a UserError for a body that cannot become JSON, since the helper's error would not show whether it
 * was sent.
 */
function bodyOf({ body }: HeroRequest): IDataObject | string | undefined {
	if (body === undefined) return undefined;
	const text = jsonOf(body);
	if (text !== undefined) return text === '{}' ? text : body;
	throw new UserError('The values cannot be written as JSON', {
		description: 'Nothing was sent. One of them holds itself, or is too deep.',
	});
}

function jsonOf(body: IDataObject): string | undefined {
	try {
		return JSON.stringify(body);
	} catch {
		return undefined;
	}
}

/** Fills the placeholders of the path. Throws a UserError for an empty value, `.` or `..`: each is one segment. */
export function fillPath(
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
