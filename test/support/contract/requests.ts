import type { Received } from '../engine/heroServer';
import { isPaged } from './contractFields';
import type { Entry } from './form';
import { bodySchema, misfits } from './openapi';
import type { Way } from './formVariants';

export interface Request {
	method: string;
	/** As it stood on the wire, still encoded. */
	path: string;
	query: Record<string, string[]>;
	body?: unknown;
}

export function arrived({ method, target, body }: Received): Request {
	const [path, search = ''] = target.split('?');
	const query: Request['query'] = {};
	for (const [name, value] of new URLSearchParams(search)) (query[name] ??= []).push(value);
	return { method, path, query, body };
}

/** Examples have NHS numbers as people write them; they are sent without spaces. */
const sent = ({ field, value }: Entry) =>
	field.wireName === 'nhs_number' ? String(value).replace(/ /g, '') : value;

/** What has to come in for these values, by the contract. */
export function expectedRequest({ call, making }: Way, entries: Entry[]): Request {
	const entriesAt = (place: Entry['field']['place']) =>
		entries
			.filter(({ field }) => field.place === place)
			.map((entry) => [entry.field.wireName, sent(entry)] as const);
	const { method } = call.hero;
	const path = entriesAt('path').reduce(
		(whole, [name, value]) => whole.replace(`{${name}}`, encodeURIComponent(String(value))),
		call.hero.path,
	);
	const query = entriesAt('query').map(([name, value]) => [name, [value].flat().map(String)]);
	const pages = isPaged(call) ? { page_index: ['0'], page_size: ['50'] } : {};
	const body = { ...making.otherwise, ...Object.fromEntries(entriesAt('body')), ...making.body };
	return {
		...{ method, path, query: { ...pages, ...Object.fromEntries(query) } },
		body: bodySchema(call.hero) && body,
	};
}

/** What keeps a request from fitting the contract. */
export function misfitsOf({ call, fields }: Way, { query, body }: Request): string[] {
	const schema = bodySchema(call.hero);
	const parameters = fields.filter(({ place, wireName }) => place === 'query' && query[wireName]);
	return [
		...(schema ? misfits(body, schema.pointer) : []),
		...parameters.flatMap(({ wireName, schema: { part, pointer } }) => {
			const [text] = query[wireName];
			const read = part.type === 'boolean' ? { true: true, false: false }[text] : text;
			return misfits(part.items ? query[wireName] : read, pointer);
		}),
	];
}
