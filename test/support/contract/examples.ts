import type { IDataObject } from 'n8n-workflow';

import type { JsonSchema } from '../../../api';
import type { ContractNode } from './openapi';
import { inNextYear } from '../futureDates';
import { contract, schemaErrors, nodeAt } from './openapi';

/** Fields whose form Hero leaves open. */
const agreedExamples: IDataObject = { send_at: '2026-03-15T09:30:00Z', landline: '01632 960123' };

/**
 * The example of the contract, or a value generated from the schema; objects get all members. Dates
 * are in the next year, since past ones are refused.
 */
export function exampleOf(name: string, schema: ContractNode<JsonSchema>): unknown {
	const example = exampleInContract(name, schema);
	return typeof example === 'string' ? inNextYear(example) : example;
}

function exampleInContract(name: string, schema: ContractNode<JsonSchema>): unknown {
	const { part } = schema;
	const several = (['anyOf', 'oneOf'] as const).find((keyword) => part[keyword]);
	if (several) return exampleOf(name, nodeAt(schema, several, '0'));
	if (part.properties || part.allOf) return memberExamples(schema);
	if (part.items) return itemExamples(name, nodeAt(schema, 'items'));
	return (
		part.example ??
		enumValues(schema)?.[0] ??
		exampleOfSameName(name, schema) ??
		generatedExample(schema)
	);
}

function memberExamples(schema: ContractNode<JsonSchema>): IDataObject {
	const { allOf = [], properties = {} } = schema.part;
	const own = Object.keys(properties).map((name) => [
		name,
		exampleOf(name, nodeAt(schema, 'properties', name)),
	]);
	const others = allOf.map((_, index) => exampleOf('', nodeAt(schema, 'allOf', `${index}`)));
	return Object.assign({}, ...others, Object.fromEntries(own)) as IDataObject;
}

/** One object, all values of a list of values, two of anything else. */
function itemExamples(name: string, items: ContractNode<JsonSchema>): unknown[] {
	const listed = enumValues(items);
	if (listed) return listed;
	const example = exampleOf(name, items);
	return typeof example === 'string' ? [example, `${example}-2`] : [example];
}

/** The values that the contract lists, be the list complete or not; emptying is no value of its own. */
export function enumValues({ part }: ContractNode<JsonSchema>): unknown[] | undefined {
	const values = (part.enum ?? part['x-known-values']) as unknown[] | undefined;
	return values?.filter((value) => value !== '' && value !== null);
}

/** The example of a field that is called the same and takes the same. */
function exampleOfSameName(name: string, { pointer }: ContractNode<JsonSchema>): unknown {
	const examples = [agreedExamples[name], ...(namedExamples.get(name) ?? [])];
	return examples.find(
		(example) => example !== undefined && schemaErrors(example, pointer).length === 0,
	);
}

const namedExamples = new Map<string, unknown[]>();
for (const [name, example] of examplesIn(contract)) {
	namedExamples.set(name, [...(namedExamples.get(name) ?? []), example]);
}

function* examplesIn(part: object): Generator<[name: string, example: unknown]> {
	for (const [name, value] of Object.entries(part) as Array<[string, unknown]>) {
		if (typeof value !== 'object' || value === null) continue;
		if ('type' in value && 'example' in value) yield [name, value.example];
		yield* examplesIn(value);
	}
}

function generatedExample({ part }: ContractNode<JsonSchema>): unknown {
	const [type] = [part.type ?? 'object'].flat();
	return { string: '7', number: 7, integer: 7, boolean: true, object: { made: '7' } }[type];
}
