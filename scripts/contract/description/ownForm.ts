import { isGuessMark } from './evidenceMarks';
import type { SchemaContext } from './schemaContext';
import { isObject, markUnreadable } from './schemaContext';
import { limitsOf } from './schemaLimits';
import type { Schema, SchemaForm } from './schemaForm';

const typeNames = ['array', 'boolean', 'integer', 'null', 'number', 'object', 'string'];

/** Formats that only tell how a program stores a value, or how a form shows it. */
const ignoredFormats = ['double', 'float', 'int32', 'int64', 'password'];

/** Returns what a schema says by itself, without the schemas that it is made of. */
export function ownForm(context: SchemaContext, schema: Schema, place: string): SchemaForm {
	const values = allowedValues(context, schema, place);
	const format = formatOf(schema);
	const known = schema['x-known-values'];
	const limits = limitsOf(schema);
	const items = itemSchemas(context, schema, place);
	return {
		types: typesOf(context, schema, place),
		...(values ? { values: values.filter((value) => value !== null).map(valueText) } : {}),
		...(Array.isArray(known) ? { knownValues: known.map(String) } : {}),
		...(format ? { format } : {}),
		...(limits ? { limits } : {}),
		...(isGuessMark(schema['x-evidence']) ? { isGuess: true } : {}),
		properties: objectAt(context, schema, 'properties', place),
		...mapOf(context, schema, place),
		requiredMembers: requiredMembers(context, schema, place),
		requiredIsKnown: !['unknown', 'partial'].includes(String(schema['x-required-evidence'])),
		...(items === undefined ? {} : { items }),
		origins: Object.keys(schema).some((name) => name !== 'anyOf') ? [schema] : [],
	};
}

/** The list of a keyword. Notes what is no list, so that it never counts as an empty one. */
export function listAt(
	context: SchemaContext,
	schema: Schema,
	name: string,
	place: string,
): unknown[] {
	const list = schema[name];
	if (list === undefined) return [];
	if (Array.isArray(list)) return list;
	markUnreadable(context, place, `${name} is no list`);
	return [];
}

function objectAt(context: SchemaContext, schema: Schema, name: string, place: string): Schema {
	const part = schema[name];
	if (isObject(part)) return part;
	if (part !== undefined) markUnreadable(context, place, `${name} is no object`);
	return {};
}

const formatOf = ({ format }: Schema): string | undefined =>
	typeof format === 'string' && /^[a-z][\w-]*$/i.test(format) && !ignoredFormats.includes(format)
		? format
		: undefined;

const valueText = (value: unknown): string =>
	typeof value === 'object' ? JSON.stringify(value) : String(value);

/** Some documents write `required: true` inside the schema of a member, which `memberOf` reads. */
const requiredMembers = (context: SchemaContext, schema: Schema, place: string): string[] =>
	typeof schema.required === 'boolean'
		? []
		: listAt(context, schema, 'required', place).map(String);

/** The schema of the members whose names are not told, as in a map. */
function mapOf(
	context: SchemaContext,
	schema: Schema,
	place: string,
): Pick<SchemaForm, 'mapValues'> {
	const patterns = Object.values(objectAt(context, schema, 'patternProperties', place));
	const { additionalProperties: additional } = schema;
	const schemas = [...patterns, ...(isObject(additional) ? [additional] : [])];
	// An empty schema only says that further members may exist.
	const told = schemas.filter((one) => isObject(one) && Object.keys(one).length > 0);
	return told.length > 0 ? { mapValues: anyOf(told) } : {};
}

/** The schema of the rows of a list, which may have one schema for each position. */
function itemSchemas(context: SchemaContext, schema: Schema, place: string): unknown {
	const positions = listAt(context, schema, 'prefixItems', place);
	const rest = schema.items === undefined || schema.items === false ? [] : [schema.items];
	const all = [...positions, ...rest];
	return all.length > 0 ? anyOf(all) : undefined;
}

/** One schema for a value that any of these schemas describes. */
export const anyOf = (schemas: unknown[]): unknown =>
	schemas.length === 1 ? schemas[0] : { anyOf: schemas };

function allowedValues(
	context: SchemaContext,
	schema: Schema,
	place: string,
): unknown[] | undefined {
	if (schema.const !== undefined) return [schema.const];
	return schema.enum === undefined ? undefined : listAt(context, schema, 'enum', place);
}

/** The types of a schema, also where it only shows them by its other keywords. */
function typesOf(context: SchemaContext, schema: Schema, place: string): string[] {
	const written =
		schema.type === undefined ? shownTypes(context, schema, place) : [schema.type].flat();
	const unknown = written.filter((type) => !typeNames.includes(type as string));
	if (unknown.length > 0) markUnreadable(context, place, 'the type is none of JSON Schema');
	const isNullable =
		schema.nullable === true || (written.length > 0 && [schema.enum].flat().includes(null));
	const types = [...(written as string[]), ...(isNullable && written.length > 0 ? ['null'] : [])];
	return [...new Set(types.filter((type) => typeNames.includes(type)))].sort();
}

function shownTypes(context: SchemaContext, schema: Schema, place: string): string[] {
	if (schema.properties !== undefined) return ['object'];
	if (schema.items !== undefined || schema.prefixItems !== undefined) return ['array'];
	return (allowedValues(context, schema, place) ?? []).map(typeOfValue);
}

function typeOfValue(value: unknown): string {
	if (value === null) return 'null';
	if (Array.isArray(value)) return 'array';
	return Number.isInteger(value) ? 'integer' : typeof value;
}
