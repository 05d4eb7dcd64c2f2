import { isObject } from './schemaContext';

/** The schema of a parameter, a body or a response; for several media types that of JSON. */
export function schemaOf(part: Record<string, unknown>): unknown {
	if (!isObject(part.content)) return part.schema;
	const types = Object.entries(part.content);
	const [, media] = types.find(([type]) => type.includes('json')) ?? types[0] ?? [];
	return isObject(media) ? media.schema : undefined;
}
