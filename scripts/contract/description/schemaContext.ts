import type { UnreadablePart } from './describedApi';

/** A document whose references lead only to other parts of it, and what of it could not be read so far. */
export interface SchemaContext {
	document: object;
	unreadable: UnreadablePart[];
}

export const isObject = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/** Notes a part that has another form than OpenAPI gives it, so that it never counts as the same. */
export function markUnreadable({ unreadable }: SchemaContext, place: string, reason: string): void {
	const isKnown = unreadable.some((part) => part.place === place && part.reason === reason);
	if (!isKnown) unreadable.push({ place, reason });
}

/** Follows references to the object that they name. Returns undefined, and notes it, where there is none. */
export function resolveReference(
	context: SchemaContext,
	part: unknown,
	place: string,
): Record<string, unknown> | undefined {
	let found = part;
	const followed = new Set<unknown>();
	while (isObject(found) && typeof found.$ref === 'string' && !followed.has(found)) {
		followed.add(found);
		found = partAt(context.document, found.$ref);
	}
	const isReference = isObject(found) && found.$ref !== undefined;
	if (isObject(found) && !isReference) return found;
	markUnreadable(context, place, 'an object is missing here');
	return undefined;
}

/** The part of a document that a reference such as `#/components/schemas/Slot` names; undefined if there is none. */
export function partAt(document: unknown, reference: string): unknown {
	const names = reference.replace(/^#\/?/, '').split('/').filter(Boolean);
	return names
		.map((name) => unescaped(name).replace(/~1/g, '/').replace(/~0/g, '~'))
		.reduce<unknown>((at, name) => (hasOwn(at, name) ? at[name] : undefined), document);
}

const hasOwn = (part: unknown, name: string): part is Record<string, unknown> =>
	typeof part === 'object' && part !== null && Object.hasOwn(part, name);

function unescaped(name: string): string {
	// A sign such as %zz stands for nothing.
	return name.replace(/(%[\da-f]{2})+/gi, (signs) => {
		try {
			return decodeURIComponent(signs);
		} catch {
			return signs;
		}
	});
}
