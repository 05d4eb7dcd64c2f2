import { badRequest } from '../lib/httpError';
import type { Practice } from '../practice/model';

/** A request with an optional JSON body. */
export interface WithBody {
	body?: unknown;
}

/** The types of a route with an id in its path. */
export interface WithId {
	Params: { id: string };
	Querystring: Record<string, string>;
}

/** The body as an object; no body is an empty one. Throws an HttpError for any other value. */
export function bodyOf({ body = {} }: WithBody): Record<string, unknown> {
	if (typeof body === 'object' && body !== null && !Array.isArray(body)) return { ...body };
	return badRequest('invalid_type', 'object', ['body']);
}

/** An id as text; a number is accepted too. Throws an HttpError for any other value. */
export function requiredId(value: unknown, name: string): string {
	if (typeof value === 'string' || typeof value === 'number') return String(value);
	return badRequest('invalid_type', 'string', ['body', name]);
}

/** The practice group that the body names; that of the API key by default. */
export function practiceGroupOf({ groups }: Practice, request: WithBody): string {
	const { practice_group_id = groups[0].id } = bodyOf(request);
	if (groups.some(({ id }) => id === practice_group_id)) return String(practice_group_id);
	return badRequest('unknown_id', 'id of a practice group', ['body', 'practice_group_id']);
}
