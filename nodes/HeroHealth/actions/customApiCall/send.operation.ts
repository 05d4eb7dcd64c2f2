import { select, exactText, json, rejectInput, required, shownWhen } from '../../form/fields';
import type { Operation, RequestOverride } from '../../form/operation';
import { customHeaders } from './customHeaders';
import { customPath } from './customPath';
import { requirePlainData, requireQueryValues } from './plainData';

const withBody = { method: ['POST', 'PUT', 'PATCH', 'DELETE'] };

export const send: Operation = {
	id: 'customApiCall',
	name: 'Send',
	value: 'send',
	action: 'Make a custom API call',
	description: 'Make a call that Hero offers and this node does not, with the same key and care',
	// Counts as a write until the user has chosen; both are replaced by what is entered.
	method: 'POST',
	path: '/',
	formOnly: {
		method: required(
			select('Method', '', [
				['GET', 'GET'],
				['POST', 'POST'],
				['PUT', 'PUT'],
				['PATCH', 'PATCH'],
				['DELETE', 'DELETE'],
			]),
		),
		path: required(
			// It is judged as a server reads it, letter by letter.
			exactText('Path', 'From the first slash after the host', { placeholder: 'e.g. /v1/tasks' }),
		),
		answer: required(
			select('Answer', 'What Hero answers', [
				['record', 'One Record'],
				['whole', 'A List'],
				['paged', 'A List in Pages', 'Asks for page after page by page_index and page_size'],
			]),
		),
		query: required(json('Query Parameters (JSON)', 'Such as {"status": "open"}')),
		headers: required(
			json('Headers (JSON)', 'Extra headers, beside the key and the practice group'),
		),
		body: shownWhen(
			withBody,
			required(json('Body (JSON)', 'What is sent, such as {"name": "value"}')),
		),
	},
	body: {},
	variants: { by: 'answer', of: { whole: { list: 'whole' }, paged: { list: 'paged' } } },
	prepare({ formOnly, query, body }) {
		// Page after page would carry out a write again and again.
		if (formOnly.answer === 'paged' && formOnly.method !== 'GET') {
			rejectInput("'Answer' is in pages only where Method is GET", 'Choose A List instead.');
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
	},
};
