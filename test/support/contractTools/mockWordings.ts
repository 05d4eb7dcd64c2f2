import type { ErrorObject } from 'ajv';

/** An answer of a mock. */
export interface MockAnswer {
	status: number;
	contentType: string;
	body: string;
	location?: string;
}

/** What is wrong with a request, and in which part of it. */
export interface MockRefusal {
	part: 'query' | 'body';
	error: ErrorObject;
}

/** How a mock words what it refuses. The words of the published one are not known. */
export interface MockWording {
	unknownPath(path: string): MockAnswer;
	unknownMethod(method: string, path: string): MockAnswer;
	missingHeader(name: string): MockAnswer;
	refusal(refusal: MockRefusal): MockAnswer;
	undeclared(status: number): MockAnswer;
}

const text = (status: number, body: string): MockAnswer => ({
	status,
	contentType: 'text/plain; charset=utf-8',
	body,
});

const json = (status: number, body: object): MockAnswer => ({
	status,
	contentType: 'application/json',
	body: JSON.stringify(body),
});

/** Sentences, with the names in quotes. */
export const plainWording: MockWording = {
	unknownPath: (path) => text(404, `Path ${path} not found`),
	unknownMethod: (method, path) => text(405, `Method ${method} is not supported for ${path}`),
	missingHeader: (name) => text(401, `Header ${name} is missing`),
	refusal: ({ part, error }) => text(400, `Invalid ${part}: ${sentence(error)}`),
	undeclared: (status) => text(status, `This is a canned answer for status ${status}`),
};

function sentence({ keyword, instancePath, params, message }: ErrorObject): string {
	const at = instancePath.split('/').filter(Boolean).join('.');
	if (keyword === 'enum') {
		const allowed = (params.allowedValues as unknown[]).join(', ');
		return `'${at}' must be one of: ${allowed}`;
	}
	return [at && `'${at}'`, message].filter(Boolean).join(' ');
}

/** JSON in the form of Hero's documented 400, with the place as a path. */
export const structuredWording: MockWording = {
	unknownPath: (path) => json(404, { error: `Path ${path} not found`, statusCode: 404 }),
	unknownMethod: (method) =>
		json(405, { error: `Method ${method} is not supported`, statusCode: 405 }),
	missingHeader: (name) => json(401, { error: 'Unauthorized', header: name }),
	refusal: ({ part, error }) =>
		json(400, { error: true, statusCode: 400, message: [issue(part, error)] }),
	undeclared: (status) => json(status, { message: 'Canned', statusCode: status }),
};

function issue(part: string, { keyword, instancePath, params }: ErrorObject): object {
	const at = instancePath.split('/').filter(Boolean);
	const missing = keyword === 'required' ? [String(params.missingProperty)] : [];
	const path = [part, ...at.map((step) => (/^\d+$/.test(step) ? Number(step) : step)), ...missing];
	if (keyword === 'required') return { code: 'invalid_type', received: 'undefined', path };
	if (keyword === 'enum')
		return { code: 'invalid_enum_value', options: params.allowedValues, path };
	return { code: keyword, path };
}

/** Says only that something is wrong with a value, not which values are allowed. */
export const terseWording: MockWording = {
	...plainWording,
	refusal: ({ part, error }) =>
		error.keyword === 'enum'
			? text(400, `Invalid ${part}: ${error.instancePath} has a value that is not allowed`)
			: plainWording.refusal({ part, error }),
};

const problem = (status: number, title: string, further: object = {}): MockAnswer => ({
	...json(status, { type: 'about:blank', title, status, ...further }),
	contentType: 'application/problem+json',
});

/**
 * Problem details (RFC 7807) with pointers. A refused list quotes the name of its field, a missing body has no name, and a
 * wrong method tells the right ones.
 */
export const problemWording: MockWording = {
	unknownPath: (path) => problem(404, 'Not Found', { instance: path }),
	unknownMethod: (_method, path) =>
		problem(405, 'Method Not Allowed', { allow: /\/\d+$/.test(path) ? ['GET', 'PATCH'] : ['GET'] }),
	missingHeader: (name) => problem(401, 'Unauthorized', { detail: name }),
	refusal: ({ part, error }) => problem(400, 'Bad Request', problemOf(part, error)),
	undeclared: (status) => problem(status, 'Not declared'),
};

function problemOf(part: string, { keyword, instancePath, params, message }: ErrorObject): object {
	const missing = keyword === 'required' ? String(params.missingProperty) : undefined;
	if (missing === 'requestBody') return { detail: 'There must be content' };
	const pointer = `#${instancePath}${missing ? `/${missing}` : ''}`;
	const name = pointer.replace(/^.*\//, '');
	const values = (params.allowedValues ?? []) as unknown[];
	const detail =
		keyword === 'enum'
			? `"${name}" is none of ${values.map((value) => `"${String(value)}"`).join(', ')}`
			: missing
				? 'It must be there'
				: message;
	return { errors: [{ in: part, pointer, detail }] };
}
