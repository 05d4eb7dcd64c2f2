import { badRequest } from '../../lib/httpError';
import { list } from './operation';

const DEFAULT_SIZE = 50;
const LARGEST_SIZE = 200;

/** One page of the items, with the count of all items. Throws an HttpError for an invalid page. */
export function paginate<Item>(items: Item[], query: Record<string, unknown>) {
	const index = readNumber(query, 'page_index', 0, Number.MAX_SAFE_INTEGER, 0);
	const size = readNumber(query, 'page_size', 1, LARGEST_SIZE, DEFAULT_SIZE);
	return list(items.slice(index * size, (index + 1) * size), items.length);
}

/** One page of the items, each converted to its response format. */
export function paginateAs<Item, Form>(
	items: Item[],
	query: Record<string, unknown>,
	form: (item: Item) => Form,
) {
	const { data, count } = paginate(items, query);
	return list(data.map(form), count);
}

function readNumber(
	query: Record<string, unknown>,
	name: string,
	least: number,
	most: number,
	fallback: number,
): number {
	const text = query[name] === undefined ? String(fallback) : String(query[name]);
	if (!/^\d+$/.test(text)) badRequest('invalid_type', 'whole number as text', ['query', name]);
	const number = Number(text);
	if (number < least) badRequest('too_small', `${least} or more`, ['query', name]);
	if (number > most) badRequest('too_big', `${most} or less`, ['query', name]);
	return number;
}
