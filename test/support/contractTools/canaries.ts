import type { Part } from './heroDocument';

/** A text that must not leave the document. */
export const canary = 'CANARY-7f3a';

const wording = ['description', 'title', 'summary', 'default', 'example', 'x-internal', '$comment'];

/** Puts the canary wherever a document has wording, examples or extensions. */
export function withCanaries(part: Part, isNames = false): Part {
	if (Array.isArray(part)) return part.map((one) => withCanaries(one));
	if (typeof part !== 'object' || part === null) return part;
	const members = Object.entries<Part>(part).map(([name, value]) => [
		name,
		withCanaries(value, ['properties', 'schemas', 'paths', 'webhooks'].includes(name)),
	]);
	const own = isNames ? {} : Object.fromEntries(wording.map((name) => [name, canary]));
	const isExtendable = !isNames && ('type' in part || 'responses' in part || 'openapi' in part);
	return { ...Object.fromEntries(members), ...(isExtendable ? own : {}) };
}
