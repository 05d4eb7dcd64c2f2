import { isObject } from './schemaContext';

/**
 * The schema of a parameter, a body or a response; for several media types that of JSON. Null where a document has
 * something else in its place.
 */
export function schemaOf(part: Record<string, unknown>): unknown {
	const { content } = part;
	if (content === undefined) return part.schema;
	if (!isObject(content)) return null;
	const types = Object.entries(content);
	const [, media = {}] = types.find(([type]) => isJson(type)) ?? types[0] ?? [];
	return isObject(media) ? media.schema : null;
}

/** JSON, or the media types of a body that has no JSON. Undefined if any type may occur, or none is told. */
export function mediaTypeOf({ content }: Record<string, unknown>): string | undefined {
	const types = isObject(content) ? Object.keys(content) : [];
	if (types.length === 0 || types.some((type) => type.trim().startsWith('*/'))) return undefined;
	if (types.some(isJson)) return 'JSON';
	return types.map((type) => type.split(';')[0].trim().toLowerCase()).join(' or ');
}

const isJson = (type: string): boolean => /[/+]json\b/i.test(type);
