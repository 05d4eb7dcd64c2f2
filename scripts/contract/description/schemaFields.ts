import type { DescribedField, FieldSet } from './describedApi';
import { anyOf } from './ownForm';
import type { SchemaContext } from './schemaContext';
import { isObject, markUnreadable } from './schemaContext';
import type { SchemaForm } from './schemaForms';
import { schemaForms } from './schemaForms';

/** A schema that is deeper, or has more fields, is not described: no call of this API comes near. */
const deepest = 24;
const mostFields = 5000;

/** The name of the members of a map, whose own names are not told. */
export const anyMember = '*';

/** Describes a schema and all that is in it, by place: an empty text for itself, `data[].id` for what is inside. */
export function schemaFields(context: SchemaContext, schema: unknown, place: string): FieldSet {
	const fields = new Map<string, DescribedField>();
	addFields({ context, fields, place, depth: 0, around: [] }, '', schema);
	return { fields, isComplete: true };
}

interface Collection {
	context: SchemaContext;
	fields: Map<string, DescribedField>;
	place: string;
	depth: number;
	/** The schemas around the present one. A schema inside itself is described once. */
	around: unknown[];
}

function addFields(at: Collection, name: string, schema: unknown, required?: boolean): void {
	const forms = schemaForms(at.context, schema, `${at.place} ${name}`.trim());
	at.fields.set(name, { ...fieldOf(forms), ...(required === undefined ? {} : { required }) });
	const origins = forms.flatMap((form) => form.origins);
	if (origins.some((origin) => at.around.includes(origin))) return;
	if (at.depth >= deepest || at.fields.size >= mostFields) {
		markUnreadable(
			at.context,
			at.place,
			`it is deeper than ${deepest}, or has over ${mostFields} fields`,
		);
		return;
	}
	const inside = { ...at, depth: at.depth + 1, around: [...at.around, ...origins] };
	for (const member of new Set(forms.flatMap(({ properties }) => Object.keys(properties)))) {
		if (member === '') markUnreadable(at.context, at.place, 'a member has no name');
		else addFields(inside, name ? `${name}.${member}` : member, ...memberOf(forms, member));
	}
	const items = forms.flatMap((form) => (form.items === undefined ? [] : [form.items]));
	if (items.length > 0) addFields(inside, `${name}[]`, anyOf(items));
	const values = forms.flatMap(({ mapValues }) => (mapValues === undefined ? [] : [mapValues]));
	if (values.length > 0)
		addFields(inside, name ? `${name}.${anyMember}` : anyMember, anyOf(values));
}

/** The schema of a member, and whether each form that may be an object requires it; undefined if nobody knows. */
function memberOf(forms: SchemaForm[], member: string): [schema: unknown, required?: boolean] {
	const schemas = forms.flatMap(({ properties }) =>
		Object.hasOwn(properties, member) ? [properties[member]] : [],
	);
	const objects = forms.filter(({ types }) => types.length === 0 || types.includes('object'));
	const isRequired =
		objects.every(({ requiredMembers }) => requiredMembers.includes(member)) ||
		schemas.every((schema) => isObject(schema) && schema.required === true);
	const isKnown = isRequired || objects.every(({ requiredIsKnown }) => requiredIsKnown);
	return [anyOf(schemas), isKnown ? isRequired : undefined];
}

/** What all forms of a value say together. */
function fieldOf(forms: SchemaForm[]): DescribedField {
	const isOpen = forms.some(({ types }) => types.length === 0);
	const types = isOpen ? [] : [...new Set(forms.flatMap((form) => form.types))].sort();
	const withValue = forms.filter((form) => form.types.join() !== 'null');
	const values =
		withValue.every((form) => form.values) && union(withValue.map((form) => form.values));
	const known = union(withValue.map((form) => form.knownValues));
	const [first = {} as SchemaForm, ...others] = withValue;
	const isSame = (name: 'format' | 'limits') =>
		others.every((form) => JSON.stringify(form[name]) === JSON.stringify(first[name]));
	return {
		types,
		...(values ? { values } : {}),
		...(known && !values ? { knownValues: known } : {}),
		...(first.format && isSame('format') ? { format: first.format } : {}),
		...(first.limits && isSame('limits') ? { limits: first.limits } : {}),
		...(forms.some(({ isGuess }) => isGuess) ? { isGuess: true } : {}),
	};
}

function union(lists: Array<string[] | undefined>): string[] | undefined {
	const values = [...new Set(lists.flatMap((list) => list ?? []))];
	return values.length > 0 ? values : undefined;
}
