import { joinForms } from './joinForms';
import { listAt, ownForm } from './ownForm';
import type { SchemaContext } from './schemaContext';
import { isObject, markUnreadable, resolveReference } from './schemaContext';
import type { Schema, SchemaForm } from './schemaForm';

export type { SchemaForm } from './schemaForm';

/** A schema of more forms than these is not described: choices inside choices would otherwise grow without end. */
const mostForms = 200;

/** Returns the forms of a schema: one, or several for oneOf and anyOf. Those of allOf are joined. */
export function schemaForms(context: SchemaContext, schema: unknown, place: string): SchemaForm[] {
	const forms = formsInside({ context, place, around: [] }, schema);
	if (forms.length > 0) return forms;
	markUnreadable(context, place, 'no value can have all that the schema asks for');
	return [ownForm(context, {}, place)];
}

interface Surroundings {
	context: SchemaContext;
	place: string;
	/** The schemas of which the present one is a part. One that is a part of itself says nothing new. */
	around: unknown[];
}

function formsInside(at: Surroundings, schema: unknown): SchemaForm[] {
	const { context, place, around } = at;
	const open = [ownForm(context, {}, place)];
	if (schema === true || schema === undefined) return open;
	const part = withSiblings(schema) ?? resolveReference(context, schema, place);
	if (!part) return open;
	const inside = { ...at, around: [...around, part, schema] };
	const isNew = (one: unknown) => !inside.around.includes(resolved(context, one));
	const withParts = listAt(context, part, 'allOf', place)
		.filter(isNew)
		.reduce<SchemaForm[]>(
			(forms, one) => joinAll(at, forms, formsInside(inside, one)),
			[ownForm(context, part, place)],
		);
	const forms = ['oneOf', 'anyOf'].reduce((joined, keyword) => {
		const choices = listAt(context, part, keyword, place).filter(isNew);
		if (choices.length === 0) return joined;
		return joinAll(
			at,
			joined,
			choices.flatMap((one) => formsInside(inside, one)),
		);
	}, withParts);
	return isNullableByWord(part) ? [...forms, ownForm(context, { type: 'null' }, place)] : forms;
}

/** The object to which a reference leads, without noting anything. */
const resolved = ({ document }: SchemaContext, schema: unknown): unknown =>
	resolveReference({ document, unreadable: [] }, schema, '') ?? schema;

/** OpenAPI 3.0 documents write `nullable` beside a reference or a choice, too, where no type stands. */
const isNullableByWord = (schema: Schema): boolean =>
	schema.nullable === true &&
	schema.type === undefined &&
	['allOf', 'anyOf', 'oneOf'].some((keyword) => schema[keyword] !== undefined);

const annotations = ['$ref', 'default', 'deprecated', 'description', 'example', 'examples'];

/** Since OpenAPI 3.1 keywords beside a reference hold together with it. Words about it change nothing. */
function withSiblings(schema: unknown): Schema | undefined {
	if (!isObject(schema) || typeof schema.$ref !== 'string') return undefined;
	const siblings = Object.entries(schema).filter(
		([name]) => ![...annotations, 'summary', 'title'].includes(name) && !/^(x-|\$)/.test(name),
	);
	if (siblings.length === 0) return undefined;
	const { allOf, ...others } = Object.fromEntries(siblings);
	return { ...others, allOf: [{ $ref: schema.$ref }, ...(Array.isArray(allOf) ? allOf : [])] };
}

/** Every form of the first list together with every form of the second, where a value can have both. */
function joinAll(at: Surroundings, first: SchemaForm[], second: SchemaForm[]): SchemaForm[] {
	if (first.length * second.length > mostForms) {
		markUnreadable(at.context, at.place, `the schema has more than ${mostForms} forms`);
		return first;
	}
	return first.flatMap((one) => second.flatMap((other) => joinForms(one, other) ?? []));
}
