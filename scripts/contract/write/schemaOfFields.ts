import { isInside } from '../comparison/compareFields';
import type { DescribedField } from '../description/describedApi';
import { anyMember } from '../description/schemaFields';
import { limitNames } from '../description/schemaLimits';

type Schema = Record<string, unknown>;

/**
 * Makes the schema of a field and of all fields inside it. It has names, types and lists of values alone: wording and
 * examples of a document do not get into the contract.
 */
export function schemaOfFields(fields: Map<string, DescribedField>, name: string): Schema {
	const members = memberNames(fields, name);
	const required = members.filter(
		(member) => fields.get(memberPlace(name, member))?.required === true,
	);
	const properties = members.map((member) => [
		member,
		schemaOfFields(fields, memberPlace(name, member)),
	]);
	return {
		...schemaOfField(fields.get(name)!),
		...(fields.has(`${name}[]`) ? { items: schemaOfFields(fields, `${name}[]`) } : {}),
		...(fields.has(memberPlace(name, anyMember))
			? { additionalProperties: schemaOfFields(fields, memberPlace(name, anyMember)) }
			: {}),
		...(properties.length > 0 ? { properties: Object.fromEntries(properties) as Schema } : {}),
		...(required.length > 0 ? { required } : {}),
	};
}

/** The keywords of one field without those inside it. */
function schemaOfField({ types, values, knownValues, format, limits }: DescribedField): Schema {
	return {
		...(types.length > 0 ? { type: types.length === 1 ? types[0] : types } : {}),
		...(values ? { enum: enumOf(values, types) } : {}),
		...(knownValues ? { 'x-known-values': knownValues } : {}),
		...(format ? { format } : {}),
		...writableLimits(limits),
	};
}

const writableLimits = (limits: DescribedField['limits'] = {}): Schema =>
	Object.fromEntries(Object.entries(limits).filter(([name]) => limitNames.includes(name)));

/** The values of a list in their own type. A field that may be null has null in its list. */
export function enumOf(values: string[], types: string[]): unknown[] {
	const isText = types.length === 0 || types.includes('string');
	const typed = values.map((value) => (isText ? value : (JSON.parse(value) as unknown)));
	return [...typed, ...(types.includes('null') ? [null] : [])];
}

const memberPlace = (name: string, member: string): string => (name ? `${name}.${member}` : member);

/** The names of the members that stand directly in a field. */
function memberNames(fields: Map<string, DescribedField>, name: string): string[] {
	const prefix = name ? `${name}.` : '';
	return [...fields.keys()].flatMap((other) => {
		if (!isInside(other, name) || !other.startsWith(prefix)) return [];
		const rest = other.slice(prefix.length);
		return /[.[]/.test(rest) || ['', anyMember].includes(rest) ? [] : [rest];
	});
}
