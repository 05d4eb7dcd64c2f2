import addFormats from 'ajv-formats';
import { OpenAPIBackend, type Context, type Document, type Request } from 'openapi-backend';
import { sandboxContract } from './contract';
import { issuesOf } from './issues';
import { operations } from './operations';
import type { Practice } from './practice';
import { errorAnswer, Refusal, type Answer } from './refusal';

/** An answer and, where the contract knows the request, the operation that was asked for. */
export interface Answered extends Answer {
	operationId?: string;
}

/** Answers one request as Hero would: checked against the contract, carried out by the practice. */
export async function answer(practice: Practice, request: Request): Promise<Answered> {
	let operationId: string | undefined;
	const matched = (context: Context) => {
		operationId = context.operation?.operationId;
	};
	await ready;
	const given = await hero.handleRequest(request, practice, matched).catch(refused);
	return { ...given, operationId };
}

function refused(error: unknown): Answer {
	if (error instanceof Refusal) return error.answer;
	throw error;
}

const header = ({ request }: Context, name: string) => request.headers[name] as string | undefined;

const unauthorised = (context: Context): Answer =>
	context.security.apiKeyAuth && header(context, 'x-practice-group-id')
		? errorAnswer(403, 'This API key may not act for this practice group')
		: errorAnswer(401, 'x-api-key or x-practice-group-id is missing or wrong');

const carryOut =
	(operation: (typeof operations)[string]) =>
	async (context: Context, practice: Practice): Promise<Answer> => ({
		status: 200,
		body: await operation(practice, {
			practiceGroupId: header(context, 'x-practice-group-id') as string,
			params: context.request.params,
			query: context.request.query,
			body: context.request.requestBody ?? {},
		}),
	});

const isBuilt = ({ operation }: Context) => String(operation.operationId) in operations;

/** One for all sandboxes of a process: reading the contract takes longer than all the rest. */
const hero = new OpenAPIBackend({
	definition: sandboxContract() as unknown as Document,
	// The library's own check of the document knows OpenAPI 3.0 only; this one is 3.1.
	quick: true,
	coerceTypes: true,
	validate: isBuilt,
	ajvOpts: { strict: false, allErrors: true, verbose: true },
	customizeAjv: (ajv) => addFormats(ajv),
	securityHandlers: {
		apiKeyAuth: (context: Context, { apiKey }: Practice) => header(context, 'x-api-key') === apiKey,
		practiceGroupId: (context: Context, { groups }: Practice) =>
			groups.some(({ id }) => id === header(context, 'x-practice-group-id')),
	},
	handlers: {
		...Object.fromEntries(
			Object.entries(operations).map(([id, operation]) => [id, carryOut(operation)]),
		),
		postRoutingHandler: (context: Context, _: Practice, matched: (context: Context) => void) =>
			matched(context),
		unauthorizedHandler: unauthorised,
		validationFail: ({ validation }: Context) =>
			errorAnswer(400, issuesOf(validation.errors ?? [])),
		notFound: () => errorAnswer(404, 'Not found'),
		methodNotAllowed: () => errorAnswer(405, 'Method not allowed'),
		notImplemented: ({ operation }: Context) =>
			errorAnswer(501, `The sandbox cannot do ${operation.operationId} yet`),
	},
});

// The library would gather all operations anew, several times a request.
const ready = hero.init().then(({ router }) => {
	const gathered = router.getOperations();
	router.getOperations = () => gathered;
});
