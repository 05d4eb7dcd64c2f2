import { exactText, json, required, select, shownWhen } from '../../form/fields';
import type { Fields } from '../../form/operation';

export const formOnly: Fields = {
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
		// The path is checked as a server reads it, so it is not changed before.
		exactText('Path', 'Part of the URL after the host, from its first slash', {
			placeholder: 'e.g. /v1/tasks',
		}),
	),
	answer: required(
		select('Answer', 'What Hero returns', [
			['record', 'One Record'],
			['whole', 'A List'],
			['paged', 'A List in Pages', 'Requests page after page with page_index and page_size'],
		]),
	),
	query: required(
		json('Query Parameters (JSON)', 'Parameters of the URL, such as {"status": "open"}'),
	),
	headers: required(
		json('Headers (JSON)', 'Extra headers. The key and the practice group are always sent'),
	),
	body: shownWhen(
		{ method: ['POST', 'PUT', 'PATCH', 'DELETE'] },
		required(json('Body (JSON)', 'Data to send, such as {"name": "value"}')),
	),
};
