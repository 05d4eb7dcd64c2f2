import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { JsonSchema } from '../../../api';
import { parameterName } from '../../../nodes/HeroHealth/form/operation';
import { documentedCalls } from './calls';
import type { ContractField } from './contractFields';
import { enumValues } from './examples';
import type { ContractNode } from './openapi';
import { nodeAt } from './openapi';
import type { ParsedRequest } from './requests';
import type { FormVariant } from './formVariants';
import { exampleForVariant, fillAllFields, formVariants } from './formVariants';

/** Values that the contract lists for a field or for a part of it. */
interface EnumField {
	field: ContractField;
	/** From the field to the part. */
	steps: string[];
	values: unknown[];
}

/** Enums of the field itself, of the items of a list, and of members, however deep. */
function enumFieldsIn(
	field: ContractField,
	schema = field.schema,
	steps: string[] = [],
): EnumField[] {
	const { items: several, properties = {} } = schema.part;
	if (several) {
		const item: ContractNode<JsonSchema> = nodeAt(schema, 'items');
		const values = enumValues(item)?.map((value) => [value]);
		return values ? [{ field, steps, values }] : enumFieldsIn(field, item, [...steps, '0']);
	}
	const values = enumValues(schema);
	if (values) return [{ field, steps, values }];
	return Object.keys(properties).flatMap((name) =>
		enumFieldsIn(field, nodeAt(schema, 'properties', name), [...steps, name]),
	);
}

/** The variant of each call with the most fields, and the enums of these fields. */
export const enumCoverage = documentedCalls.flatMap(({ operation }) => {
	const [{ variant, entries }] = formVariants
		.filter(({ id }) => id === operation.id)
		.map((one) => ({ variant: one, entries: fillAllFields(one).filledFields }))
		.sort((one, other) => other.entries.length - one.entries.length);
	const fields = variant.fields.filter((field) => entries.some((entry) => entry.field === field));
	const enumFields = fields.flatMap((field) => enumFieldsIn(field));
	return enumFields.length > 0 ? [{ title: operation.id, variant, enumFields }] : [];
});

const nameOf = ({ field, steps }: EnumField) => [field.wireName, ...steps].join('.');
const expressionFor = (one: EnumField) => `={{ $json[${JSON.stringify(nameOf(one))}] }}`;

/** Fills in all fields; enums get an expression. */
export function enumsByExpression(variant: FormVariant, enumFields: EnumField[]): INodeParameters {
	const first = enumFields
		.map((one) => [parameterName(one.field.wireName), expressionFor(one)])
		.filter(([name]) => name in variant.selection);
	const selection = { ...variant.selection, ...(Object.fromEntries(first) as INodeParameters) };
	const expressions = enumFields.map((one) => [
		parameterName(one.field.wireName),
		expressionFor(one),
	]);
	const exampleOf = exampleForVariant({
		selection: { ...selection, ...(Object.fromEntries(expressions) as INodeParameters) },
	});
	const valueOf = (field: ContractField) =>
		enumFields
			.filter((one) => one.field === field)
			.reduce((value, one) => withValueAt(value, one.steps, expressionFor(one)), exampleOf(field));
	return fillAllFields({ ...variant, selection }, valueOf).parameters;
}

/** The same value with another at this place in it. */
export function withValueAt(value: unknown, [step, ...steps]: string[], other: unknown): unknown {
	if (step === undefined) return other;
	const copy = Array.isArray(value) ? [...(value as unknown[])] : { ...(value as object) };
	return Object.assign(copy, { [step]: withValueAt((value as IDataObject)[step], steps, other) });
}

/** One item for each enum value; the other enums are as in the variant, or have their first value. */
export function itemPerEnumValue(
	{ selection }: FormVariant,
	enumFields: EnumField[],
): IDataObject[] {
	const usual = enumFields.map((one) => {
		const [first] = one.values;
		return [nameOf(one), selection[parameterName(one.field.wireName)] ?? first];
	});
	return enumFields.flatMap((one) =>
		one.values.map(
			(value) => ({ ...Object.fromEntries(usual), [nameOf(one)]: value }) as IDataObject,
		),
	);
}

/** The values that arrived at the places of the enums, one request for each value. */
export function receivedValues(enumFields: EnumField[], requests: ParsedRequest[]): unknown[] {
	const places = enumFields.flatMap((one) => one.values.map(() => one));
	return requests.map(({ query, body }, index) => {
		const { field, steps } = places[index];
		const isList = field.schema.part.items !== undefined;
		if (field.place === 'query') return isList ? query[field.wireName] : query[field.wireName]?.[0];
		return [field.wireName, ...steps].reduce<unknown>(
			(part, name) => (part as IDataObject | undefined)?.[name],
			body,
		);
	});
}
