import type { DescribedCall, DescribedField } from './describedApi';
import type { SchemaContext } from './schemaContext';
import { isObject, resolveReference } from './schemaContext';

/** The headers that the security schemes of a document name, in lower case. */
export function securityHeaders(context: SchemaContext): string[] {
	const { components } = context.document as { components?: unknown };
	const listed = isObject(components) ? (components.securitySchemes ?? {}) : {};
	return Object.entries(listed).flatMap(([name, one]) => {
		const scheme = resolveReference(context, one, `security scheme ${name}`) ?? {};
		if (scheme.in === 'header' && typeof scheme.name === 'string')
			return [scheme.name.toLowerCase()];
		return scheme.type === 'http' || scheme.type === 'oauth2' ? ['authorization'] : [];
	});
}

/** Takes the headers that nearly every call needs out of the calls: they belong to the API as a whole. */
export function commonHeaders(calls: DescribedCall[]): {
	headers: string[];
	others: DescribedCall[];
} {
	const counts = new Map<string, number>();
	for (const name of calls.flatMap((call) => [...(call.parameters?.fields.keys() ?? [])])) {
		if (name.startsWith('header ')) counts.set(name, (counts.get(name) ?? 0) + 1);
	}
	const common = [...counts].flatMap(([name, count]) => (count > calls.length * 0.9 ? [name] : []));
	const others = calls.map((call) => ({
		...call,
		...(call.parameters && {
			parameters: { ...call.parameters, fields: without(call.parameters.fields, common) },
		}),
	}));
	return { headers: common.map((name) => name.slice('header '.length).toLowerCase()), others };
}

const without = (
	fields: Map<string, DescribedField>,
	names: string[],
): Map<string, DescribedField> => new Map([...fields].filter(([name]) => !names.includes(name)));
