import { loadContract } from '../../../api';

/** A part of an OpenAPI document, open to any change by a test. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Part = any;

/** The contract without its marks: the document that Hero would publish if every guess were right. */
export function heroDocument(change: (document: Part) => void = () => {}): Part {
	const document = withoutMarks(loadContract()) as Part;
	change(document);
	return document;
}

function withoutMarks(part: unknown): unknown {
	if (Array.isArray(part)) return part.map(withoutMarks);
	if (typeof part !== 'object' || part === null) return part;
	const kept = Object.entries(part).filter(([name]) => !isMark(name));
	return Object.fromEntries(kept.map(([name, value]) => [name, withoutMarks(value)]));
}

/** Headers begin with x- as well. */
const isMark = (name: string): boolean => /^x-(?!api-key|practice-group-id|redocly)/.test(name);

/** Follows a reference to the schema that it names, so that a change reaches all who use it. */
export const schemaAt = (document: Part, schema: Part): Part =>
	schema.$ref ? document.components.schemas[schema.$ref.split('/').pop()] : schema;

/** A call of the document, by its operationId. */
export function callOf(document: Part, operationId: string) {
	for (const [path, methods] of Object.entries<Part>(document.paths)) {
		for (const [method, call] of Object.entries<Part>(methods)) {
			if (call.operationId === operationId) return { path, method, methods, call };
		}
	}
	throw new Error(`No call ${operationId}`);
}

export const bodyOf = (document: Part, operationId: string): Part =>
	schemaAt(
		document,
		callOf(document, operationId).call.requestBody.content['application/json'].schema,
	);

/** The schema of the successful response. */
export function responseOf(document: Part, operationId: string): Part {
	const { responses } = callOf(document, operationId).call;
	return schemaAt(
		document,
		(responses['200'] ?? responses['201']).content['application/json'].schema,
	);
}

export function replaceResponse(document: Part, operationId: string, schema: Part): void {
	const { responses } = callOf(document, operationId).call;
	responses['200'] = { description: 'Ok', content: { 'application/json': { schema } } };
}

export function removeCall(document: Part, operationId: string): void {
	const { path, method, methods } = callOf(document, operationId);
	delete methods[method];
	if (Object.keys(methods).length === 0) delete document.paths[path];
}

/** Moves a call to another method or path. */
export function moveCall(
	document: Part,
	operationId: string,
	to: { method?: string; path?: string },
): Part {
	const { path, method, call } = callOf(document, operationId);
	removeCall(document, operationId);
	const target = to.path ?? path;
	document.paths[target] = { ...document.paths[target], [to.method ?? method]: call };
	return call;
}
