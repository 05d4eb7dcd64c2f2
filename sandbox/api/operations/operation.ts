import { badRequest } from '../../lib/httpError';
import type { Practice } from '../../practice/model';

/** A request that is valid by the contract. Query values are coerced to the contract's types. */
export interface OperationRequest {
	practiceGroupId: string;
	params: Record<string, string>;
	query: Record<string, unknown>;
	body: Record<string, unknown>;
}

/** Runs one operation and returns the body of the success response. Throws an HttpError otherwise. */
export type Operation = (practice: Practice, call: OperationRequest) => unknown;

/** Operations by the operationId of the contract. */
export type Operations = Record<string, Operation>;

/** The list format of the API. */
export const list = <Item>(data: Item[], count = data.length) => ({ data, count });

/** Throws an HttpError when the request names a record that does not exist. */
export function requireKnown(known: Array<{ id: string }>, id: unknown, path: string[]): void {
	if (id !== undefined && !known.some((record) => record.id === id)) {
		badRequest('unknown_id', 'id of a known record', path);
	}
}

/** A string of the body that the contract does not require. Throws an HttpError when it is missing. */
export function requiredString(body: OperationRequest['body'], name: string): string {
	const value = body[name];
	if (typeof value !== 'string') badRequest('invalid_type', 'string', ['body', name]);
	return value;
}

/** A number of the body, at least 1. Throws an HttpError for any other value. */
export function positiveNumber(body: OperationRequest['body'], name: string): number | undefined {
	const value = body[name];
	if (value === undefined) return undefined;
	if (typeof value !== 'number') badRequest('invalid_type', 'number', ['body', name]);
	if (value < 1) badRequest('too_small', '1 or more', ['body', name]);
	return value;
}
