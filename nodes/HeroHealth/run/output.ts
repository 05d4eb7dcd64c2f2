import type { IDataObject } from 'n8n-workflow';

import type { Operation } from '../form/operation';
import { isDecisive } from '../form/simplify';
import { isEmpty } from '../form/values/text';
import type { ItemValues } from './parameters';

/** Hero's answer to one call as the data of one output item. */
export function answerJson(operation: Operation, answer: unknown, values: ItemValues): IDataObject {
	const json = heroJson(operation, answer, values);
	return operation.extraOutput ? { ...json, ...operation.extraOutput(values), ...json } : json;
}

function heroJson(operation: Operation, answer: unknown, values: ItemValues): IDataObject {
	if (answer === undefined) {
		const { id } = values.path;
		return {
			...(operation.method === 'DELETE' ? { deleted: true } : { success: true }),
			...(id === undefined ? {} : { id: id as string }),
		};
	}
	const record = (Array.isArray(answer) ? { data: answer } : answer) as IDataObject;
	return operation.transformResponse?.(record, values) ?? record;
}

/** For a language model: nothing that says nothing, except that an empty "deceased_at" is an answer, too. */
export const withoutEmpty = (record: IDataObject): IDataObject =>
	filtered(
		record,
		(name, value) => (isDecisive(name) && value !== undefined) || !saysNothing(value),
	);

/** For a language model: no secret, in the record and in all that it holds. */
export const withoutSecrets = (record: IDataObject): IDataObject =>
	filtered(record, (name) => !isSecret(name));

type Keeps = (name: string, value: unknown) => boolean;

/** No record of Hero's is as deep; what is deeper is left out, since a recursion without an end is none. */
const deepest = 50;

function filtered(record: IDataObject, keeps: Keeps, depth = 1): IDataObject {
	const entries = Object.entries(record)
		.map(([name, value]) => [name, filteredValue(value, keeps, depth)] as const)
		.filter(([name, value]) => keeps(name, value));
	return Object.fromEntries(entries) as IDataObject;
}

function filteredValue(value: unknown, keeps: Keeps, depth: number): unknown {
	if (typeof value !== 'object' || value === null) return value;
	if (depth === deepest) return undefined;
	if (!Array.isArray(value)) return filtered(value as IDataObject, keeps, depth + 1);
	return value.map((one) => filteredValue(one, keeps, depth + 1)).filter((one) => keeps('', one));
}

/** An empty list says that there is none. */
const saysNothing = (value: unknown): boolean =>
	isEmpty(value) ||
	(typeof value === 'object' && !Array.isArray(value) && Object.keys(value as object).length === 0);

/** Names of what opens something to whoever knows it. A merge token opens nothing but its one merge. */
const secretName = /^(?!merge_token$)(.*[_-])?(api_?key|password|secret|signing_?key|token)$/;

/** Whether a name, in snake_case, in camelCase or with hyphens, is that of a secret. */
const isSecret = (name: string): boolean =>
	secretName.test(name.replace(/([a-z])([A-Z])/g, '$1_$2').toLowerCase());
