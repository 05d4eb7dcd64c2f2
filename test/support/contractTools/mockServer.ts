import addFormats from 'ajv-formats';
import type { ErrorObject } from 'ajv';
import fastify from 'fastify';
import { OpenAPIBackend, type Context, type Document, type Request } from 'openapi-backend';

import type { MockAnswer, MockRefusal, MockWording } from './mockWordings';
import { plainWording } from './mockWordings';

export interface MockOptions {
	wording?: MockWording;
	/** The path below which the mock is, as the documentation's one is below `/_mock/…`. */
	basePath?: string;
	/** True if the header that forces a status has no effect. */
	ignoresForcedStatus?: boolean;
	/** Takes the place of an answer, or leaves it as it is by returning undefined. The index counts from 0. */
	instead?(request: ReceivedByMock, index: number): Replacement | Promise<Replacement>;
}

/** An answer, or none: the mock never answers, or closes the connection. */
export type Replacement = MockAnswer | 'hang' | 'reset' | undefined;

export interface ReceivedByMock {
	method: string;
	path: string;
	query: string;
	headers: Record<string, string | string[] | undefined>;
	body?: unknown;
}

/** A running mock on this computer. */
export interface MockServer {
	url: string;
	received: ReceivedByMock[];
	stop(): Promise<void>;
}

/**
 * Starts a mock in the manner of the documentation's one, from any OpenAPI document. It checks in this order: forced
 * status, path and method, headers, parameters, body. Then it answers with the example, or a value of the schema.
 */
export async function startMock(document: object, options: MockOptions = {}): Promise<MockServer> {
	const { wording = plainWording, basePath = '', ignoresForcedStatus, instead } = options;
	const backend = await createBackend(document, wording);
	const received: ReceivedByMock[] = [];
	const server = fastify({ forceCloseConnections: true });
	server.removeAllContentTypeParsers();
	server.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) =>
		done(null, body),
	);
	server.all('/*', async (request, reply) => {
		const { pathname, search } = new URL(request.url, 'http://mock');
		const path = pathname.startsWith(basePath) ? pathname.slice(basePath.length) : pathname;
		const { method, headers } = request;
		const body = request.body ? (JSON.parse(String(request.body)) as unknown) : undefined;
		const one: ReceivedByMock = { method, path, query: search.slice(1), headers, body };
		received.push(one);
		if (ignoresForcedStatus) delete headers['x-redocly-response-status'];
		const other = await instead?.(one, received.length - 1);
		if (other === 'reset') return request.raw.destroy();
		if (other === 'hang') return await new Promise<never>(() => undefined);
		const answer = other ?? (await answerOf(backend, wording, one));
		if (answer.location) void reply.header('location', answer.location);
		if (answer.contentType) void reply.header('content-type', answer.contentType);
		return await reply.code(answer.status).send(answer.body);
	});
	const url = await server.listen({ host: '127.0.0.1', port: 0 });
	return { url: url + basePath, received, stop: async () => await server.close() };
}

async function answerOf(
	backend: OpenAPIBackend,
	wording: MockWording,
	one: ReceivedByMock,
): Promise<MockAnswer> {
	if (one.method === 'OPTIONS') return { status: 200, contentType: '', body: '' };
	const request = one as unknown as Request;
	const forced = Number(one.headers['x-redocly-response-status'] ?? 0);
	const operation = forced ? backend.matchOperation(request) : undefined;
	if (operation) {
		return String(forced) in (operation.responses ?? {})
			? sampleAnswer(backend, operation.operationId!, forced)
			: wording.undeclared(forced);
	}
	return (await backend.handleRequest(request)) as MockAnswer;
}

/** The example of a response, or a value of its schema. A response without content has an empty body. */
function sampleAnswer(backend: OpenAPIBackend, operationId: string, status?: number): MockAnswer {
	const { responses } = backend.router.getOperation(operationId)!;
	const code = status ?? Number(Object.keys(responses ?? {}).find((one) => one.startsWith('2')));
	const declared = responses?.[code] as { content?: object } | undefined;
	if (!declared?.content) return { status: code, contentType: '', body: '' };
	const { mock } = backend.mockResponseForOperation(operationId, { code }) as { mock: unknown };
	return { status: code, contentType: 'application/json', body: JSON.stringify(mock ?? {}) };
}

async function createBackend(document: object, wording: MockWording): Promise<OpenAPIBackend> {
	const backend = new OpenAPIBackend({
		definition: withOpenQueries(document),
		// The library validates documents of OpenAPI 3.0 only.
		quick: true,
		coerceTypes: true,
		ajvOpts: { strict: false },
		customizeAjv: (ajv) => addFormats(ajv),
		securityHandlers: Object.fromEntries(
			securityHeaders(document).map(({ scheme, name }) => [
				scheme,
				({ request }: Context) => request.headers[name] !== undefined,
			]),
		),
		handlers: {
			unauthorizedHandler: () => wording.missingHeader('x-api-key'),
			validationFail: ({ validation }: Context) => wording.refusal(firstRefusal(validation.errors)),
			notFound: ({ request }: Context) => wording.unknownPath(request.path),
			methodNotAllowed: ({ request }: Context) =>
				wording.unknownMethod(request.method.toUpperCase(), request.path),
			notImplemented: ({ operation }: Context) =>
				sampleAnswer(backend, operation.operationId as string),
		},
	});
	await backend.init();
	return backend;
}

interface Operation {
	parameters?: Array<{ name?: string; in?: string; schema?: object; $ref?: string }>;
}

/** The mock ignores parameters that it does not know. The library refuses them, and reads `name[]` as `name`. */
function withOpenQueries(document: object): Document {
	const copy = structuredClone(document) as { paths: Record<string, Record<string, Operation>> };
	const freeForm = { type: 'object', additionalProperties: true };
	for (const operation of Object.values(copy.paths).flatMap((path) => Object.values(path))) {
		const parameters = (operation.parameters ?? []).map((parameter) => ({
			...parameter,
			...(parameter.name ? { name: parameter.name.replace(/\[\]$/, '') } : {}),
		}));
		operation.parameters = [
			...parameters,
			{ name: 'furtherParameters', in: 'query', schema: freeForm },
		];
	}
	return copy as unknown as Document;
}

interface SecurityScheme {
	in?: string;
	name?: string;
}

function securityHeaders(document: object): Array<{ scheme: string; name: string }> {
	const { components } = document as {
		components?: { securitySchemes?: Record<string, SecurityScheme> };
	};
	return Object.entries(components?.securitySchemes ?? {}).map(([scheme, { name = '' }]) => ({
		scheme,
		name: name.toLowerCase(),
	}));
}

/** The mock names one thing at a time, and parameters before the body. */
function firstRefusal(errors: ErrorObject[] | null | undefined): MockRefusal {
	const [first] = errors ?? [];
	const [, part, rest = ''] = /^\/(query|requestBody)(.*)$/.exec(first.instancePath) ?? [];
	const isBody = part === 'requestBody' || first.params.missingProperty === 'requestBody';
	return { part: isBody ? 'body' : 'query', error: { ...first, instancePath: rest } };
}
