import type { SchemaForm } from './schemaForm';

/** What two schemas say of one value together. Returns undefined where no value can be as both say. */
export function joinForms(one: SchemaForm, other: SchemaForm): SchemaForm | undefined {
	const types = sharedTypes(one.types, other.types);
	if (!types) return undefined;
	const shared = Object.keys(one.properties).filter((name) =>
		Object.hasOwn(other.properties, name),
	);
	const both = shared.map((name) => [name, together(one.properties[name], other.properties[name])]);
	return {
		...one,
		...other,
		types,
		...sharedValues(one, other),
		properties: { ...one.properties, ...other.properties, ...Object.fromEntries(both) },
		...joined('items', one, other),
		...joined('mapValues', one, other),
		requiredMembers: [...new Set([...one.requiredMembers, ...other.requiredMembers])],
		requiredIsKnown: one.requiredIsKnown && other.requiredIsKnown,
		...(one.isGuess || other.isGuess ? { isGuess: true } : {}),
		...(one.limits || other.limits ? { limits: { ...one.limits, ...other.limits } } : {}),
		origins: [...one.origins, ...other.origins],
	};
}

const together = (one: unknown, other: unknown): unknown => ({ allOf: [one, other] });

/** The schema of a part to which both schemas have something to say. */
function joined(part: 'items' | 'mapValues', one: SchemaForm, other: SchemaForm) {
	if (one[part] === undefined || other[part] === undefined) return {};
	return { [part]: together(one[part], other[part]) };
}

/** The types that both allow; none where both leave it open. Returns undefined where they exclude each other. */
function sharedTypes(one: string[], other: string[]): string[] | undefined {
	if (one.length === 0 || other.length === 0) return [...one, ...other];
	const all = [...new Set([...one, ...other])].sort();
	const types = all.filter((type) => allows(one, type) && allows(other, type));
	return types.length > 0 ? types : undefined;
}

/** A whole number is a number. */
const allows = (types: string[], type: string): boolean =>
	types.includes(type) || (type === 'integer' && types.includes('number'));

function sharedValues(one: SchemaForm, other: SchemaForm): Pick<SchemaForm, 'values'> {
	if (!one.values || !other.values) return {};
	return { values: one.values.filter((value) => other.values?.includes(value)) };
}
