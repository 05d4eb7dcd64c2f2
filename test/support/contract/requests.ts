import type { ReceivedRequest } from '../engine/heroServer';
import { isPaged } from './contractFields';
import type { FilledField } from './form';
import { bodySchema, schemaErrors } from './openapi';
import type { FormVariant } from './formVariants';

export interface ParsedRequest {
	method: string;
	/** The query as sent, still encoded. */
	path: string;
	query: Record<string, string[]>;
	body?: unknown;
}

/** Splits a received request into method, path, query and body. */
export function parseRequest({ method, target, body }: ReceivedRequest): ParsedRequest {
	const [path, search = ''] = target.split('?');
	const query: ParsedRequest['query'] = {};
	for (const [name, value] of new URLSearchParams(search)) (query[name] ??= []).push(value);
	return { method, path, query, body };
}

/** Examples have NHS numbers as people write them; they are sent without spaces. */
const wireValue = ({ field, value }: FilledField) =>
	field.wireName === 'nhs_number' ? String(value).replace(/ /g, '') : value;

/** The request that the contract requires for these fields. */
export function expectedRequest(
	{ call, supplied }: FormVariant,
	entries: FilledField[],
): ParsedRequest {
	const entriesAt = (place: FilledField['field']['place']) =>
		entries
			.filter(({ field }) => field.place === place)
			.map((entry) => [entry.field.wireName, wireValue(entry)] as const);
	const { method } = call.contractCall;
	const path = entriesAt('path').reduce(
		(whole, [name, value]) => whole.replace(`{${name}}`, encodeURIComponent(String(value))),
		call.contractCall.path,
	);
	const query = entriesAt('query').map(([name, value]) => [name, [value].flat().map(String)]);
	const pages = isPaged(call) ? { page_index: ['0'], page_size: ['50'] } : {};
	const body = { ...supplied.defaults, ...Object.fromEntries(entriesAt('body')), ...supplied.body };
	return {
		...{ method, path, query: { ...pages, ...Object.fromEntries(query) } },
		body: bodySchema(call.contractCall) && body,
	};
}

/** Validation errors of a request against the contract. */
export function contractErrors(
	{ call, fields }: FormVariant,
	{ query, body }: ParsedRequest,
): string[] {
	const schema = bodySchema(call.contractCall);
	const parameters = fields.filter(({ place, wireName }) => place === 'query' && query[wireName]);
	return [
		...(schema ? schemaErrors(body, schema.pointer) : []),
		...parameters.flatMap(({ wireName, schema: { part, pointer } }) => {
			const [text] = query[wireName];
			const read = part.type === 'boolean' ? { true: true, false: false }[text] : text;
			return schemaErrors(part.items ? query[wireName] : read, pointer);
		}),
	];
}
