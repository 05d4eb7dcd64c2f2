import type { IDataObject } from 'n8n-workflow';

import type { ContractOperation, JsonSchema } from '../../../api';
import type { DocumentedCall } from './calls';
import { exampleOf } from './examples';
import type { ContractNode } from './openapi';
import { nodeAt } from './openapi';

/** Example responses to a call: one for each form in the contract, else the guess, else some record. */
export function exampleResponses({ contractCall, operation }: DocumentedCall): IDataObject[] {
	return responseForms(contractCall.operation).map((form) => {
		const { data, ...record } = exampleOf('', form) as { data?: IDataObject[] };
		if (!operation.list) return data ? { ...record, data } : record;
		const isRecord = form.part.properties && !data;
		if (isRecord) return record;
		const [row] = data ?? [record];
		return { data: [withMark(row, 'first'), withMark(row, 'second')], count: 2 };
	});
}

function responseForms(
	operation: ContractNode<ContractOperation>,
): Array<ContractNode<JsonSchema>> {
	const schema = responseSchema(operation);
	const several = (['anyOf', 'oneOf'] as const).find((keyword) => schema.part[keyword]);
	if (!several) return [schema];
	return schema.part[several]!.map((_, index) => nodeAt(schema, several, `${index}`));
}

function responseSchema(operation: ContractNode<ContractOperation>): ContractNode<JsonSchema> {
	const { responses, 'x-guess': guess } = operation.part;
	if (guess?.response) return nodeAt(operation, 'x-guess', 'response');
	const success = Object.keys(responses).find((status) => status.startsWith('2'))!;
	return nodeAt(operation, 'responses', success, 'content', 'application/json', 'schema');
}

/** A copy in which every text ends with this mark. */
export function withMark<T>(value: T, mark: string): T;
export function withMark(value: unknown, mark: string): unknown {
	if (typeof value === 'string') return `${value} ${mark}`;
	if (Array.isArray(value)) return value.map((one: unknown) => withMark(one, mark));
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(
		Object.entries(value).map(([name, member]) => [name, withMark(member, mark)]),
	);
}

/** Operations whose output has another form than the response. */
const outputTransforms: Record<string, (answer: IDataObject) => IDataObject> = {
	registerPatientPds: (answer) => ({ registered: 'patient_id' in answer, ...answer }),
	updateTask: ({ data }) => data as IDataObject,
};

/** The rows of the output for a response: those of its list, or the response itself. */
export function expectedRows({ operation }: DocumentedCall, answer: IDataObject): IDataObject[] {
	const { data } = answer as { data?: IDataObject[] };
	if (operation.list) return data ?? [answer];
	return [outputTransforms[operation.id]?.(answer) ?? answer];
}

/** The fields of a record that Simplify keeps; undefined where the contract has no such field. */
export function expectedSummary(record: IDataObject, paths: string[]): IDataObject {
	const valueAt = (path: string) =>
		path.split('.').reduce<unknown>((part, name) => (part as IDataObject)[name], record);
	const fields = paths.map((path) => [path.replace('.', '_'), valueAt(path)]);
	return Object.fromEntries(fields) as IDataObject;
}
