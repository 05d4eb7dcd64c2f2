import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { JsonSchema } from '../../../api';
import { parameterName } from '../../../nodes/HeroHealth/form/operation';
import { knownCalls } from './calls';
import type { Documented } from './contractFields';
import { listedValues } from './examples';
import type { Placed } from './openapi';
import { within } from './openapi';
import type { Request } from './requests';
import type { Way } from './formVariants';
import { exampleFor, filledIn, ways } from './formVariants';

/** Values that the contract lists for a field or for a part of it. */
interface Listed {
	field: Documented;
	/** From the field to the part. */
	steps: string[];
	values: unknown[];
}

/** Of the field itself, of the items of a list, and of members, however deep. */
function listedIn(field: Documented, schema = field.schema, steps: string[] = []): Listed[] {
	const { items: several, properties = {} } = schema.part;
	if (several) {
		const item: Placed<JsonSchema> = within(schema, 'items');
		const values = listedValues(item)?.map((value) => [value]);
		return values ? [{ field, steps, values }] : listedIn(field, item, [...steps, '0']);
	}
	const values = listedValues(schema);
	if (values) return [{ field, steps, values }];
	return Object.keys(properties).flatMap((name) =>
		listedIn(field, within(schema, 'properties', name), [...steps, name]),
	);
}

/** One way of each call, that with the most fields, and the values that are listed for them. */
export const listings = knownCalls.flatMap(({ operation }) => {
	const [{ way, entries }] = ways
		.filter(({ id }) => id === operation.id)
		.map((one) => ({ way: one, entries: filledIn(one).entries }))
		.sort((one, other) => other.entries.length - one.entries.length);
	const fields = way.fields.filter((field) => entries.some((entry) => entry.field === field));
	const listed = fields.flatMap((field) => listedIn(field));
	return listed.length > 0 ? [{ title: operation.id, way, listed }] : [];
});

const nameOf = ({ field, steps }: Listed) => [field.wireName, ...steps].join('.');
const expressionFor = (one: Listed) => `={{ $json[${JSON.stringify(nameOf(one))}] }}`;

/** All fields filled in; those for which values are listed, by expression. */
export function byExpression(way: Way, listed: Listed[]): INodeParameters {
	const first = listed
		.map((one) => [parameterName(one.field.wireName), expressionFor(one)])
		.filter(([name]) => name in way.chosen);
	const chosen = { ...way.chosen, ...(Object.fromEntries(first) as INodeParameters) };
	const expressions = listed.map((one) => [parameterName(one.field.wireName), expressionFor(one)]);
	const exampleOf = exampleFor({
		chosen: { ...chosen, ...(Object.fromEntries(expressions) as INodeParameters) },
	});
	const valueOf = (field: Documented) =>
		listed
			.filter((one) => one.field === field)
			.reduce((value, one) => replaced(value, one.steps, expressionFor(one)), exampleOf(field));
	return filledIn({ ...way, chosen }, valueOf).parameters;
}

/** The same value with another at this place in it. */
export function replaced(value: unknown, [step, ...steps]: string[], other: unknown): unknown {
	if (step === undefined) return other;
	const copy = Array.isArray(value) ? [...(value as unknown[])] : { ...(value as object) };
	return Object.assign(copy, { [step]: replaced((value as IDataObject)[step], steps, other) });
}

/** An item for each listed value; what else is listed is as the way has it, or the first value. */
export function itemsFor({ chosen }: Way, listed: Listed[]): IDataObject[] {
	const usual = listed.map((one) => {
		const [first] = one.values;
		return [nameOf(one), chosen[parameterName(one.field.wireName)] ?? first];
	});
	return listed.flatMap((one) =>
		one.values.map(
			(value) => ({ ...Object.fromEntries(usual), [nameOf(one)]: value }) as IDataObject,
		),
	);
}

/** What arrived at the places of the listed values, a request a value. */
export function arrivedAt(listed: Listed[], requests: Request[]): unknown[] {
	const places = listed.flatMap((one) => one.values.map(() => one));
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
