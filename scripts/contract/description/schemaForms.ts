import type { DescribedField } from './describedApi';
import type { SchemaContext } from './schemaContext';
import { isObject, markUnreadable, resolveReference } from './schemaContext';

type Schema = Record<string, unknown>;

/** One of the forms that a value may have: what a schema, and all schemas that it is made of, say together. */
export interface SchemaForm extends DescribedField {
	properties: Record<string, unknown>;
	requiredMembers: string[];
	/** False where the contract says that it does not know which other members are required. */
	requiredIsKnown: boolean;
	items?: unknown;
	/** The schemas that say it, so that a schema inside itself is noticed. */
	origins: unknown[];
}

const typeNames = ['array', 'boolean', 'integer', 'null', 'number', 'object', 'string'];
const formatNames = ['binary', 'byte', 'date', 'date-time', 'email', 'time', 'uri', 'uuid'];
const limitNames = [
	'maxItems',
	'maxLength',
	'maximum',
	'minItems',
	'minLength',
	'minimum',
	'pattern',
];

/** More forms than these are cut off: a schema of many choices inside choices would otherwise grow without end. */
const mostForms = 64;

/** Returns the forms of a schema: one, or several for oneOf and anyOf. Those of allOf are joined. */
export function schemaForms(context: SchemaContext, schema: unknown, place: string): SchemaForm[] {
	if (schema === true || schema === undefined) return [ownForm(context, {}, place)];
	const part = resolveReference(context, schema, place);
	if (!part) return [ownForm(context, {}, place)];
	const own = [ownForm(context, part, place)];
	const withParts = listAt(context, part, 'allOf', place).reduce<SchemaForm[]>(
		(forms, one) => joinAll(forms, schemaForms(context, one, place)),
		own,
	);
	return ['oneOf', 'anyOf'].reduce((forms, keyword) => {
		const choices = listAt(context, part, keyword, place);
		if (choices.length === 0) return forms;
		return joinAll(
			forms,
			choices.flatMap((one) => schemaForms(context, one, place)),
		);
	}, withParts);
}

function ownForm(context: SchemaContext, schema: Schema, place: string): SchemaForm {
	const values = allowedValues(context, schema, place);
	const properties = isObject(schema.properties) ? schema.properties : {};
	if (schema.properties !== undefined && !isObject(schema.properties)) {
		markUnreadable(context, place, 'properties is no object');
	}
	const format = formatNames.find((name) => name === schema.format);
	const known = schema['x-known-values'];
	const limits = limitNames.flatMap((name) =>
		isLimit(schema[name]) ? [[name, schema[name]]] : [],
	);
	return {
		types: typesOf(context, schema, place),
		...(values ? { values: values.filter((value) => value !== null).map(String) } : {}),
		...(Array.isArray(known) ? { knownValues: known.map(String) } : {}),
		...(format ? { format } : {}),
		...(limits.length > 0 ? { limits: Object.fromEntries(limits) as SchemaForm['limits'] } : {}),
		...(isGuess(schema) ? { isGuess: true } : {}),
		properties,
		requiredMembers: listAt(context, schema, 'required', place).map(String),
		requiredIsKnown: !['unknown', 'partial'].includes(String(schema['x-required-evidence'])),
		...(schema.items === undefined ? {} : { items: schema.items }),
		origins: Object.keys(schema).some((name) => name !== 'anyOf') ? [schema] : [],
	};
}

const isLimit = (value: unknown): boolean => typeof value === 'string' || typeof value === 'number';

const isGuess = ({ 'x-evidence': mark }: Schema): boolean =>
	mark === 'inferred' || mark === 'unknown';

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
	if (schema.items !== undefined) return ['array'];
	const values = allowedValues(context, schema, place) ?? [];
	return [...new Set(values.map((value) => (value === null ? 'null' : typeof value)))];
}

function listAt(context: SchemaContext, schema: Schema, name: string, place: string): unknown[] {
	const list = schema[name];
	if (list === undefined) return [];
	// In OpenAPI 3.0 some documents write a required member as `required: true` inside its schema.
	if (Array.isArray(list)) return list;
	if (name !== 'required') markUnreadable(context, place, `${name} is no list`);
	return [];
}

/** Every form of the first list together with every form of the second. */
const joinAll = (first: SchemaForm[], second: SchemaForm[]): SchemaForm[] =>
	first.flatMap((one) => second.map((other) => join(one, other))).slice(0, mostForms);

function join(one: SchemaForm, other: SchemaForm): SchemaForm {
	const shared = Object.keys(one.properties).filter((name) => name in other.properties);
	const both = shared.map((name) => [
		name,
		{ allOf: [one.properties[name], other.properties[name]] },
	]);
	return {
		...one,
		...other,
		types: narrowed(one.types, other.types),
		properties: { ...one.properties, ...other.properties, ...Object.fromEntries(both) },
		requiredMembers: [...new Set([...one.requiredMembers, ...other.requiredMembers])],
		requiredIsKnown: one.requiredIsKnown && other.requiredIsKnown,
		...(one.isGuess || other.isGuess ? { isGuess: true } : {}),
		...(one.limits || other.limits ? { limits: { ...one.limits, ...other.limits } } : {}),
		origins: [...one.origins, ...other.origins],
	};
}

function narrowed(one: string[], other: string[]): string[] {
	if (one.length === 0 || other.length === 0) return [...one, ...other];
	return one.filter((type) => other.includes(type));
}
