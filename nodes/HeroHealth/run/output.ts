import type { IDataObject } from 'n8n-workflow';

import type { Operation, Values } from '../form/operation';
import { isDecisive } from '../form/simplify';
import { isEmpty } from '../form/values/text';

/** Converts the response to one call into the data of one output item. An undefined `response` is an empty one. */
export function responseJson(operation: Operation, response: unknown, values: Values): IDataObject {
	const json = bodyJson(operation, response, values);
	return operation.extraOutput ? { ...json, ...operation.extraOutput(values), ...json } : json;
}

function bodyJson(operation: Operation, response: unknown, values: Values): IDataObject {
	if (response === undefined) {
		const { id } = values.path;
		return {
			...(operation.method === 'DELETE' ? { deleted: true } : { success: true }),
			...(id === undefined ? {} : { id: id as string }),
		};
	}
	const record = (Array.isArray(response) ? { data: response } : response) as IDataObject;
	return operation.transformResponse?.(record, values) ?? record;
}

/** Removes empty values of a record, for a language model. An empty "deceased_at" is information and stays. */
export const withoutEmpty = (record: IDataObject): IDataObject =>
	filtered(record, (name, value) => (isDecisive(name) && value !== undefined) || !isBlank(value));

/** Removes secrets of a record at any depth, for a language model. */
export const withoutSecrets = (record: IDataObject): IDataObject =>
	filtered(record, (name) => !isSecret(name));

type Keeps = (name: string, value: unknown) => boolean;

/** In levels. No record of Hero is as deep, and deeper values would overflow the stack, so they are removed. */
const maxDepth = 50;

function filtered(record: IDataObject, keeps: Keeps, depth = 1): IDataObject {
	const entries = Object.entries(record)
		.map(([name, value]) => [name, filteredValue(value, keeps, depth)] as const)
		.filter(([name, value]) => keeps(name, value));
	return Object.fromEntries(entries) as IDataObject;
}

function filteredValue(value: unknown, keeps: Keeps, depth: number): unknown {
	if (typeof value !== 'object' || value === null) return value;
	if (depth === maxDepth) return undefined;
	if (!Array.isArray(value)) return filtered(value as IDataObject, keeps, depth + 1);
	return value
		.map((element) => filteredValue(element, keeps, depth + 1))
		.filter((element) => keeps('', element));
}

/** True for an empty value. An empty list is not blank, since it shows that there are none. */
const isBlank = (value: unknown): boolean =>
	isEmpty(value) ||
	(typeof value === 'object' && !Array.isArray(value) && Object.keys(value as object).length === 0);

/** Names of values that grant access. A merge token is none of them, since it grants only its one merge. */
const secretName = /^(?!merge_token$)(.*[_-])?(api_?key|password|secret|signing_?key|token)$/;

/** True for the name of a secret in snake_case, in camelCase or with hyphens. */
export const isSecret = (name: string): boolean =>
	secretName.test(name.replace(/([a-z])([A-Z])/g, '$1_$2').toLowerCase());
