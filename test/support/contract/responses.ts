import type { IDataObject } from 'n8n-workflow';

import type { ContractOperation, JsonSchema } from '../../../api';
import type { KnownCall } from './calls';
import { exampleOf } from './examples';
import type { Placed } from './openapi';
import { within } from './openapi';

/** What Hero answers to a call: each of the forms in the contract, else a guess, else some record. */
export function answersTo({ hero, operation }: KnownCall): IDataObject[] {
	return answerForms(hero.operation).map((form) => {
		const { data, ...record } = exampleOf('', form) as { data?: IDataObject[] };
		if (!operation.list) return data ? { ...record, data } : record;
		const isRecord = form.part.properties && !data;
		if (isRecord) return record;
		const [row] = data ?? [record];
		return { data: [marked(row, 'first'), marked(row, 'second')], count: 2 };
	});
}

function answerForms(operation: Placed<ContractOperation>): Array<Placed<JsonSchema>> {
	const schema = answerSchema(operation);
	const several = (['anyOf', 'oneOf'] as const).find((keyword) => schema.part[keyword]);
	if (!several) return [schema];
	return schema.part[several]!.map((_, index) => within(schema, several, `${index}`));
}

function answerSchema(operation: Placed<ContractOperation>): Placed<JsonSchema> {
	const { responses, 'x-guess': guess } = operation.part;
	if (guess?.response) return within(operation, 'x-guess', 'response');
	const success = Object.keys(responses).find((status) => status.startsWith('2'))!;
	return within(operation, 'responses', success, 'content', 'application/json', 'schema');
}

/** The same with every text told apart from that of other copies. */
export function marked<T>(value: T, mark: string): T;
export function marked(value: unknown, mark: string): unknown {
	if (typeof value === 'string') return `${value} ${mark}`;
	if (Array.isArray(value)) return value.map((one: unknown) => marked(one, mark));
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(
		Object.entries(value).map(([name, member]) => [name, marked(member, mark)]),
	);
}

/** Answers that leave in another form. */
const reshaped: Record<string, (answer: IDataObject) => IDataObject> = {
	registerPatientPds: (answer) => ({ registered: 'patient_id' in answer, ...answer }),
	updateTask: ({ data }) => data as IDataObject,
};

/** What leaves for an answer: its rows, or itself. */
export function leaving({ operation }: KnownCall, answer: IDataObject): IDataObject[] {
	const { data } = answer as { data?: IDataObject[] };
	if (operation.list) return data ?? [answer];
	return [reshaped[operation.id]?.(answer) ?? answer];
}

/** What Simplify keeps of a record; undefined where the contract has no such field. */
export function simplified(record: IDataObject, paths: string[]): IDataObject {
	const valueAt = (path: string) =>
		path.split('.').reduce<unknown>((part, name) => (part as IDataObject)[name], record);
	const fields = paths.map((path) => [path.replace('.', '_'), valueAt(path)]);
	return Object.fromEntries(fields) as IDataObject;
}
