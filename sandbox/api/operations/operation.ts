import { badRequest } from '../../lib/httpError';
import type { Practice } from '../../practice/model';

/** A request that has passed the contract. Values of the query are coerced to its kinds. */
export interface OperationRequest {
	practiceGroupId: string;
	params: Record<string, string>;
	query: Record<string, unknown>;
	body: Record<string, unknown>;
}

/** Carries out one operation and gives the body of the 200 answer. Throws a Refusal otherwise. */
export type Operation = (practice: Practice, call: OperationRequest) => unknown;

/** Operations by the operationId of the contract. */
export type Operations = Record<string, Operation>;

/** The list envelope of the API. */
export const list = <Item>(data: Item[], count = data.length) => ({ data, count });

/** Throws a Refusal when a record is named in the request but not known. */
export function requireKnown(known: Array<{ id: string }>, id: unknown, path: string[]): void {
	if (id !== undefined && !known.some((record) => record.id === id)) {
		badRequest('unknown_id', 'id of a known record', path);
	}
}

/** A text of the body, where the contract requires none. Throws a Refusal when it is missing. */
export function requiredString(body: OperationRequest['body'], name: string): string {
	const value = body[name];
	if (typeof value !== 'string') badRequest('invalid_type', 'string', ['body', name]);
	return value;
}

/** A number of the body, at least 1. Throws a Refusal when it is another value. */
export function positiveNumber(body: OperationRequest['body'], name: string): number | undefined {
	const value = body[name];
	if (value === undefined) return undefined;
	if (typeof value !== 'number') badRequest('invalid_type', 'number', ['body', name]);
	if (value < 1) badRequest('too_small', '1 or more', ['body', name]);
	return value;
}
