import { choice, json, refuse, required, shownWhen, text } from '../../form/fields';
import type { Operation, OwnRequest } from '../../form/operation';

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
	choices: {
		method: required(
			choice('Method', '', [
				['GET', 'GET'],
				['POST', 'POST'],
				['PUT', 'PUT'],
				['PATCH', 'PATCH'],
				['DELETE', 'DELETE'],
			]),
		),
		path: required(
			text('Path', 'From the first slash after the host', { placeholder: 'e.g. /v1/tasks' }),
		),
		answer: required(
			choice('Answer', 'What Hero answers', [
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
	prepare({ choices, query, body }) {
		// Page after page would carry out a write again and again.
		if (choices.answer === 'paged' && choices.method !== 'GET') {
			refuse("'Answer' is in pages only where Method is GET", 'Choose A List instead.');
		}
		Object.assign(query, choices.query);
		Object.assign(body, choices.body);
		return {
			method: choices.method as OwnRequest['method'],
			path: ownPath(choices.path as string),
			headers: ownHeaders(choices.headers as Record<string, unknown>),
		};
	},
};

/** A path that cannot leave the host of the credential, and is sent as it stands. */
function ownPath(path: string): string {
	if (!/^\/[^/]/.test(path)) {
		refuse("'Path' begins with one slash", 'Give only what follows the host, such as /v1/me.');
	}
	if (/[?#{}\\\s]|(^|\/)\.{1,2}(\/|$)|%2e/i.test(path)) {
		refuse("'Path' has a part that is not allowed", 'Put what follows a ? under Query Parameters.');
	}
	return path;
}

/** The key and the practice group come from the credential and from Options. */
function ownHeaders(headers: Record<string, unknown>): Record<string, string> {
	const written = Object.entries(headers).map(([given, value]) => {
		// Blanks around a name would be lost on the way.
		const name = given.trim().toLowerCase();
		if (['host', 'x-api-key', 'x-practice-group-id'].includes(name)) {
			refuse("'Headers' sets what the credential sets", 'Use Options for another practice group.');
		}
		if (!/^[\w!#$%&'*+.^`|~-]+$/.test(name)) refuse("'Headers' has a name that is not allowed");
		if (typeof value === 'object' || !/^[\t\x20-\x7e]*$/.test(String(value))) {
			refuse("'Headers' has a value that is not plain text");
		}
		return [name, String(value)];
	});
	return Object.fromEntries(written) as Record<string, string>;
}
