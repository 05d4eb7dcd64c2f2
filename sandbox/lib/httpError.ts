/** One problem in a request, as Hero reports it. */
export interface Issue {
	code: string;
	expected: string;
	path: string[];
}

/** What the sandbox answers: a status and a body, or no body at all. */
export interface Answer {
	status: number;
	body?: unknown;
	headers?: Record<string, string>;
}

/** Thrown by the practice's rules where a request cannot be carried out; holds the answer to give. */
export class Refusal extends Error {
	constructor(readonly answer: Answer) {
		super(`Refused with status ${answer.status}`);
	}
}

/** The answer to a request that did not pass. Issues name places and expectations, never values sent. */
export const errorAnswer = (status: number, message: string | Issue[]): Answer => ({
	status,
	body: { error: true, statusCode: status, message },
});

/** Ends the request with a 400 that holds one issue. Always throws a Refusal. */
export function refuse(code: string, expected: string, path: string[]): never {
	throw new Refusal(errorAnswer(400, [{ code, expected, path }]));
}

/** The record itself; throws a Refusal with 404 when there is none. */
export function found<Record>(record: Record | undefined): Record {
	if (record === undefined) throw new Refusal(errorAnswer(404, 'Not found'));
	return record;
}

/** What an act gives; nothing where the practice's rules refuse it. */
export function unlessRefused<Result>(act: () => Result): Result | undefined {
	try {
		return act();
	} catch (error) {
		return nothingFor(error);
	}
}

function nothingFor(error: unknown): undefined {
	if (error instanceof Refusal) return undefined;
	throw error;
}
