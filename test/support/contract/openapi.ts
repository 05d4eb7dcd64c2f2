import Ajv2020 from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import type { IDataObject } from 'n8n-workflow';

import type { ContractContent, ContractOperation, JsonSchema } from '../../../api';
import { loadContract } from '../../../api';
import { inNextYear } from '../futureDates';

export const contract = loadContract();

/** A part of the contract and its place there, as a JSON pointer. */
export interface ContractNode<T> {
	part: T;
	pointer: string;
}

/** Follows a $ref to the part that it names. */
export function resolveReference<T extends object>({
	part,
	pointer,
}: ContractNode<T>): ContractNode<T> {
	const { $ref } = part as { $ref?: string };
	if ($ref === undefined) return { part, pointer };
	const found = $ref
		.slice(2)
		.split('/')
		.reduce((at, name) => (at as Record<string, object>)[name], contract as object);
	return resolveReference({ part: found as T, pointer: $ref.slice(1) });
}

/** The member of a part at this path of names; a $ref is followed. */
export function nodeAt<T extends object>(
	{ part, pointer }: ContractNode<object>,
	...names: string[]
) {
	const found = names.reduce((at, name) => (at as Record<string, object>)[name], part);
	const steps = names.map((name) => `/${name.replace(/~/g, '~0').replace(/\//g, '~1')}`);
	return resolveReference({ part: found as T, pointer: pointer + steps.join('') });
}

export interface ContractCall {
	method: string;
	path: string;
	operation: ContractNode<ContractOperation>;
}

/** Every operation of the contract by its id. */
export const contractCalls = new Map<string, ContractCall>(
	Object.entries(contract.paths).flatMap(([path, methods]) =>
		Object.entries(methods).map(([method, { operationId }]) => {
			const whole = { part: contract, pointer: '' };
			const operation = nodeAt<ContractOperation>(whole, 'paths', path, method);
			return [operationId, { method: method.toUpperCase(), path, operation }] as const;
		}),
	),
);

/** The schema of the body, where an operation takes one. */
export function bodySchema({ operation }: ContractCall): ContractNode<JsonSchema> | undefined {
	if (!operation.part.requestBody) return undefined;
	return nodeAt(operation, 'requestBody', 'content', 'application/json', 'schema');
}

/** The bodies that stand as examples at an operation, by their names; their dates are in the next year. */
export function bodyExamples({
	operation,
}: ContractCall): Array<[name: string, body: IDataObject]> {
	const { example, examples = {} } =
		operation.part.requestBody?.content['application/json'] ?? ({} as ContractContent);
	const named = Object.entries(examples).map(([name, { value }]) => [name, value]);
	const printed = [...(example ? [['example', example]] : []), ...named];
	return printed.map(([name, body]) => [
		name as string,
		JSON.parse(JSON.stringify(body), (_, value: unknown) =>
			typeof value === 'string' ? inNextYear(value) : value,
		) as IDataObject,
	]);
}

const ajv = addFormats(new Ajv2020({ strict: false, allErrors: true }));
ajv.addSchema(contract, 'contract');

/** Validation errors of a value against the schema at this pointer of the contract. */
export function schemaErrors(value: unknown, pointer: string): string[] {
	const $ref = `contract#${encodeURI(pointer)}`;
	const validate = ajv.getSchema($ref) ?? ajv.compile({ $ref });
	validate(value);
	return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}
