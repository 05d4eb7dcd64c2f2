import addFormats from 'ajv-formats';
import { OpenAPIBackend, type Context, type Document, type Request } from 'openapi-backend';
import type { ContractOperation, JsonSchema } from '../../api';
import { sandboxContract } from './contract';
import { validationErrorsOf } from './validationErrors';
import { operations } from './operations';
import { scopeRefusal } from './scopes';
import { errorResponse, HttpError, type HttpResponse } from '../lib/httpError';
import { addUnknownValues } from './unknownValues';
import type { Practice } from '../practice/model';

/** Handles one request as Hero would: validates it against the contract and runs the operation. */
export async function handleRequest(practice: Practice, request: Request): Promise<HttpResponse> {
	await ready;
	return await backend.handleRequest(request, practice).catch(toResponse);
}

/** The operationId of a request; undefined when the contract does not have it. */
export async function operationIdOf(request: Request): Promise<string | undefined> {
	await ready;
	return backend.matchOperation(request)?.operationId;
}

function toResponse(error: unknown): HttpResponse {
	if (error instanceof HttpError) return error.response;
	throw error;
}

const header = ({ request }: Context, name: string) => request.headers[name] as string | undefined;

const unauthorized = (context: Context): HttpResponse =>
	context.security.apiKeyAuth && header(context, 'x-practice-group-id')
		? errorResponse(403, 'This API key may not act for this practice group')
		: errorResponse(401, 'x-api-key or x-practice-group-id is missing or wrong');

const toHandler =
	(operation: (typeof operations)[string]) =>
	async (context: Context, practice: Practice): Promise<HttpResponse> => {
		const refusal = scopeRefusal(practice, context.operation);
		if (refusal) return refusal;
		const body = await operation(practice, {
			practiceGroupId: header(context, 'x-practice-group-id') as string,
			params: context.request.params,
			query: context.request.query,
			body: context.request.requestBody ?? {},
		});
		const { status, schema } = successOf(context);
		const { unknownValues, random } = practice;
		return { status, body: unknownValues ? addUnknownValues(body, schema, random) : body };
	};

/** The success response of the contract: 200, or 201 for creating an invoice. */
function successOf({ operation }: Context): { status: number; schema?: JsonSchema } {
	const responses = operation.responses as ContractOperation['responses'];
	const [status] = Object.keys(responses).filter((code) => code.startsWith('2'));
	return { status: Number(status), schema: responses[status].content?.['application/json'].schema };
}

/** All sandboxes of a process share one backend, because reading the contract is slow. */
const backend = new OpenAPIBackend({
	definition: sandboxContract() as unknown as Document,
	// The library validates documents of OpenAPI 3.0 only; this one is 3.1.
	quick: true,
	coerceTypes: true,
	ajvOpts: { strict: false, allErrors: true, verbose: true },
	customizeAjv: (ajv) => addFormats(ajv),
	securityHandlers: {
		apiKeyAuth: (context: Context, { apiKey }: Practice) => header(context, 'x-api-key') === apiKey,
		practiceGroupId: (context: Context, { groups }: Practice) =>
			groups.some(({ id }) => id === header(context, 'x-practice-group-id')),
	},
	handlers: {
		...Object.fromEntries(
			Object.entries(operations).map(([id, operation]) => [id, toHandler(operation)]),
		),
		unauthorizedHandler: unauthorized,
		// A key without the scope learns nothing about the values.
		validationFail: (context: Context, practice: Practice) =>
			scopeRefusal(practice, context.operation) ??
			errorResponse(400, validationErrorsOf(context.validation.errors ?? [])),
		notFound: () => errorResponse(404, 'Not found'),
		methodNotAllowed: () => errorResponse(405, 'Method not allowed'),
	},
});

// The routes are compiled once, because the library would compile all of them for every request.
const ready = backend.init().then(({ router }) => {
	const gathered = router.getOperations();
	const routes = gathered
		.map((operation) => ({ operation, pattern: patternOf(operation.path) }))
		.sort(
			(one, other) => Number(isOpen(one.operation.path)) - Number(isOpen(other.operation.path)),
		);
	const search = router.matchOperation.bind(router);
	router.getOperations = () => gathered;
	router.matchOperation = (request: Request, strict: boolean = false) => {
		const method = request.method.toLowerCase();
		const route = routes.find(
			({ operation, pattern }) => operation.method === method && pattern.test(request.path),
		);
		return route?.operation ?? search(request, strict);
	};
});

const isOpen = (path: string) => path.includes('{');

const patternOf = (path: string) => new RegExp(`^${path.replace(/\{\w+\}/g, '[^/]+')}$`);
