import type { Practice } from '../../practice/create';
import { refuse } from '../../lib/httpError';

/** A request that has passed the contract. Values of the query are coerced to its kinds. */
export interface Call {
	practiceGroupId: string;
	params: Record<string, string>;
	query: Record<string, unknown>;
	body: Record<string, unknown>;
}

/** Carries out one operation and gives the body of the 200 answer. Throws a Refusal otherwise. */
export type Operation = (practice: Practice, call: Call) => unknown;

/** Operations by the operationId of the contract. */
export type Operations = Record<string, Operation>;

/** The list envelope of the API. */
export const list = <Item>(data: Item[], count = data.length) => ({ data, count });

/** Throws a Refusal when a record is named in the request but not known. */
export function mustKnow(known: Array<{ id: string }>, id: unknown, path: string[]): void {
	if (id !== undefined && !known.some((record) => record.id === id)) {
		refuse('unknown_id', 'id of a known record', path);
	}
}

/** Throws a Refusal when the request names a patient who is not registered. */
export function mustKnowPatient(
	{ patients }: Practice,
	id: unknown,
	path = ['body', 'patient_id'],
): void {
	if (id !== undefined && !patients.has(id as string)) {
		refuse('unknown_id', 'id of a registered patient', path);
	}
}

/** A text of the body, where the contract requires none. Throws a Refusal when it is missing. */
export function requiredText(body: Call['body'], name: string): string {
	const value = body[name];
	if (typeof value !== 'string') refuse('invalid_type', 'string', ['body', name]);
	return value;
}

/** A number of the body, at least 1. Throws a Refusal when it is another value. */
export function countingNumber(body: Call['body'], name: string): number | undefined {
	const value = body[name];
	if (value === undefined) return undefined;
	if (typeof value !== 'number') refuse('invalid_type', 'number', ['body', name]);
	if (value < 1) refuse('too_small', '1 or more', ['body', name]);
	return value;
}
