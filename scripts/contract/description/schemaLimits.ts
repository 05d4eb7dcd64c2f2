import type { DescribedField } from './describedApi';

type Schema = Record<string, unknown>;

/** The limits of JSON Schema that are compared. */
export const limitNames = [
	'exclusiveMaximum',
	'exclusiveMinimum',
	'maxItems',
	'maxLength',
	'maxProperties',
	'maximum',
	'minItems',
	'minLength',
	'minProperties',
	'minimum',
	'multipleOf',
	'pattern',
	'readOnly',
	'uniqueItems',
];

/** Rules whose content is not compared. They count as a limit, so that a new one is noticed. */
const otherRules = [
	'contains',
	'dependentRequired',
	'dependentSchemas',
	'if',
	'not',
	'propertyNames',
	'unevaluatedItems',
];

/** The limits of a schema by their keywords; undefined if it has none. */
export function limitsOf(schema: Schema): DescribedField['limits'] {
	const own = withoutBooleans(schema);
	const limits = limitNames.flatMap((name) => (isLimit(own[name]) ? [[name, own[name]]] : []));
	const rules = otherRules.flatMap((name) =>
		own[name] === undefined ? [] : [[name, 'a rule that is not compared']],
	);
	const all = [...limits, ...rules];
	return all.length > 0 ? (Object.fromEntries(all) as DescribedField['limits']) : undefined;
}

const isLimit = (value: unknown): boolean =>
	typeof value === 'string' || typeof value === 'number' || value === true;

/** In OpenAPI 3.0 a minimum is exclusive by a second keyword that is true; since 3.1 it is one keyword. */
function withoutBooleans(schema: Schema): Schema {
	const kinds = [
		['minimum', 'exclusiveMinimum'],
		['maximum', 'exclusiveMaximum'],
	];
	return kinds.reduce<Schema>((one, [inclusive, exclusive]) => {
		if (typeof one[exclusive] !== 'boolean') return one;
		const { [inclusive]: limit, [exclusive]: isExclusive, ...others } = one;
		return { ...others, [isExclusive ? exclusive : inclusive]: limit };
	}, schema);
}
