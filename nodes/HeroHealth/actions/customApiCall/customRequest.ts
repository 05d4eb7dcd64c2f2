import { rejectInput } from '../../form/fields';
import type { RequestOverride, Values } from '../../form/operation';
import { customHeaders } from './customHeaders';
import { customPath } from './customPath';
import { requirePlainData, requireQueryValues } from './plainData';

/** Makes the request from the fields of a custom call. Throws a UserError for values that cannot be sent. */
export function customRequest({ formOnly, query, body }: Values): RequestOverride {
	// Pagination sends a request per page, which would repeat a write.
	if (formOnly.answer === 'paged' && formOnly.method !== 'GET') {
		rejectInput("'Answer' can be in pages only if Method is GET", 'Choose A List instead.');
	}
	requirePlainData('Query Parameters (JSON)', formOnly.query);
	requireQueryValues('Query Parameters (JSON)', formOnly.query as object);
	requirePlainData('Headers (JSON)', formOnly.headers);
	requirePlainData('Body (JSON)', formOnly.body);
	Object.assign(query, formOnly.query);
	Object.assign(body, formOnly.body);
	return {
		method: formOnly.method as RequestOverride['method'],
		path: customPath(formOnly.path as string),
		headers: customHeaders(formOnly.headers as Record<string, unknown>),
	};
}
