/** One problem in a request, as Hero reports it. */
export interface ValidationError {
	code: string;
	expected: string;
	path: string[];
}

/** What the sandbox answers: a status and a body, or no body at all. */
export interface HttpResponse {
	status: number;
	body?: unknown;
	headers?: Record<string, string>;
}

/** Thrown by the practice's rules where a request cannot be carried out; holds the answer to give. */
export class HttpError extends Error {
	constructor(readonly response: HttpResponse) {
		super(`Refused with status ${response.status}`);
	}
}

/** The answer to a request that did not pass. Issues name places and expectations, never values sent. */
export const errorResponse = (
	status: number,
	message: string | ValidationError[],
): HttpResponse => ({
	status,
	body: { error: true, statusCode: status, message },
});

/** Ends the request with a 400 that holds one issue. Always throws a Refusal. */
export function badRequest(code: string, expected: string, path: string[]): never {
	throw new HttpError(errorResponse(400, [{ code, expected, path }]));
}

/** The record itself; throws a Refusal with 404 when there is none. */
export function orNotFound<Record>(record: Record | undefined): Record {
	if (record === undefined) throw new HttpError(errorResponse(404, 'Not found'));
	return record;
}

/** What an act gives; nothing where the practice's rules refuse it. */
export function undefinedOnHttpError<Result>(act: () => Result): Result | undefined {
	try {
		return act();
	} catch (error) {
		return nothingFor(error);
	}
}

function nothingFor(error: unknown): undefined {
	if (error instanceof HttpError) return undefined;
	throw error;
}
