import type { JsonSchema } from '../../api';

const UNKNOWN_FIELD = { not_yet_documented: 'A field that Hero has added since' };
const UNKNOWN_VALUE = 'not_yet_documented';
const SHARE_OF_UNKNOWN_VALUES = 0.1;

/**
 * A response as a later Hero may send it: each record has a field that no documentation lists, and
 * some values are none of the known ones. It still matches the schema.
 */
export function addUnknownValues(
	response: unknown,
	schema: JsonSchema | undefined,
	random: () => number,
): unknown {
	const changed = withUnknownValues(response, schema, random);
	if (!isRecord(changed)) return changed;
	return Array.isArray(changed.data)
		? { ...changed, data: changed.data.map(withUnknownField) }
		: withUnknownField(changed);
}

function withUnknownValues(
	value: unknown,
	schema: JsonSchema | undefined,
	random: () => number,
): unknown {
	const forms = formsOf(schema);
	const within = (part: (form: JsonSchema) => JsonSchema | undefined) =>
		forms.map(part).find((found) => found !== undefined);
	if (Array.isArray(value)) {
		const items = within((form) => form.items);
		return value.map((item) => withUnknownValues(item, items, random));
	}
	if (isRecord(value)) {
		return Object.fromEntries(
			Object.entries(value).map(([name, part]) => [
				name,
				withUnknownValues(
					part,
					within(({ properties }) => properties?.[name]),
					random,
				),
			]),
		);
	}
	const isOpen = typeof value === 'string' && forms.some((form) => form['x-known-values']);
	return isOpen && random() < SHARE_OF_UNKNOWN_VALUES ? UNKNOWN_VALUE : value;
}

const withUnknownField = (record: unknown) =>
	isRecord(record) ? { ...record, ...UNKNOWN_FIELD } : record;

const isRecord = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/** A schema with all its subschemas of allOf, anyOf and oneOf. */
function formsOf(schema: JsonSchema | undefined): JsonSchema[] {
	if (!schema) return [];
	const { allOf = [], anyOf = [], oneOf = [] } = schema;
	return [schema, ...[...allOf, ...anyOf, ...oneOf].flatMap(formsOf)];
}
