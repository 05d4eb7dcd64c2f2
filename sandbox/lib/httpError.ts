/** One validation error of a request, in Hero's format. */
export interface ValidationError {
	code: string;
	expected: string;
	path: string[];
}

/** A response of the sandbox; the body is optional. */
export interface HttpResponse {
	status: number;
	body?: unknown;
	headers?: Record<string, string>;
}

/** Thrown when a request cannot be carried out; holds the response to send. */
export class HttpError extends Error {
	constructor(readonly response: HttpResponse) {
		super(`Refused with status ${response.status}`);
	}
}

/** An error response. Validation errors name paths and expectations, never the values sent. */
export const errorResponse = (
	status: number,
	message: string | ValidationError[],
): HttpResponse => ({
	status,
	body: { error: true, statusCode: status, message },
});

/** Rejects a request with status 400 and one validation error. Always throws an HttpError. */
export function badRequest(code: string, expected: string, path: string[]): never {
	throw new HttpError(errorResponse(400, [{ code, expected, path }]));
}

/** Returns the record, or throws an HttpError with status 404 when it is undefined. */
export function orNotFound<Record>(record: Record | undefined): Record {
	if (record === undefined) throw new HttpError(errorResponse(404, 'Not found'));
	return record;
}

/** Returns the result of an action, or undefined when it throws an HttpError. */
export function undefinedOnHttpError<Result>(act: () => Result): Result | undefined {
	try {
		return act();
	} catch (error) {
		return undefinedForHttpError(error);
	}
}

function undefinedForHttpError(error: unknown): undefined {
	if (error instanceof HttpError) return undefined;
	throw error;
}
