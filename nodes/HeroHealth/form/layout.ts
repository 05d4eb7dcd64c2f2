import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { evidenceNote, undocumentedNotice } from './evidence';
import { additionalFields, optInsOf, practiceGroupId, required } from './fields';
import type { Field, Fields, Operation, Resource, Values } from './operation';
import { parameterName, toProperty } from './operation';
import { operationSelectors } from './operationSelector';
import { rehearseOnlyProperty } from './rehearsal';
import { safeguardsProperty } from './safeguards';

/** Applies the variant that these values choose, such as an older version of the call. */
export function variantFor(operation: Operation, { formOnly }: Values): Operation {
	const { formField, byValue } = operation.variants ?? {};
	return formField && byValue
		? { ...operation, ...byValue[String(formOnly[formField])] }
		: operation;
}

/** Returns the collection for an operation's optional fields, named as n8n names it. */
export function optionalCollection(operation: Operation): { name: string; label: string } {
	if (operation.value.startsWith('update')) return { name: 'updateFields', label: 'Update Fields' };
	if (operation.list) return { name: 'filters', label: 'Filters' };
	if (operation.method === 'GET') return { name: 'options', label: 'Options' };
	return { name: 'additionalFields', label: 'Additional Fields' };
}

/** Returns the name on the screen of one of the operation's collections. */
export function collectionLabel(operation: Operation, parameter: string): string {
	const { name, label } = optionalCollection(operation);
	return parameter === name ? label : 'Options';
}

/** A field with its place on the screen and on the wire. */
export interface PlacedField {
	place: keyof Values | 'practiceGroup';
	wireName: string;
	/** The name of the parameter, or of the collection that contains it. */
	parameter: string;
	collection: boolean;
	field: Field;
}

/** Lists every field of an operation in the order of the form, with its place on the screen and on the wire. */
export function placedFields(operation: Operation): PlacedField[] {
	const sources = [
		['formOnly', operation.formOnly],
		['path', operation.pathFields],
		['query', withAdditional(operation, 'query')],
		['body', withAdditional(operation, 'body')],
	] as const;
	const placed = sources.flatMap(([place, fields = {}]) =>
		Object.entries(fields).map(([wireName, defined]): PlacedField => {
			const field = place === 'path' ? required(defined) : defined;
			const collection = !field.required && place !== 'formOnly';
			const parameter = collection ? optionalCollection(operation).name : parameterName(wireName);
			return { place, wireName, parameter, collection, field };
		}),
	);
	const inOptions = { parameter: 'options', collection: true };
	const optIns = Object.entries(optInsOf(placed.map(({ field }) => field)));
	return [
		...optIns.map(
			([wireName, field]): PlacedField => ({ place: 'optIns', wireName, field, ...inOptions }),
		),
		...placed,
		{
			...{ place: 'practiceGroup', wireName: 'practice_group_id', field: practiceGroupId },
			...inOptions,
		},
	];
}

/** Adds a JSON field for further members to a call whose fields are not all documented. */
function withAdditional(operation: Operation, place: 'query' | 'body'): Fields | undefined {
	if (!operation.undocumented?.includes(place)) return operation[place];
	const additional = Object.entries(additionalFields(place)).map(([name, field]) => [
		name,
		{ ...field, shownWhen: newestVersion(operation) },
	]);
	return { ...operation[place], ...Object.fromEntries(additional) };
}

/** Returns the condition for the newest version, since only that one can be undocumented. */
function newestVersion({ variants, formOnly }: Operation): Record<string, string[]> | undefined {
	if (variants?.formField !== 'version') return undefined;
	return {
		version: optionValues(formOnly?.version).filter((value) => !(value in variants.byValue)),
	};
}

const optionValues = (field?: Field): string[] =>
	((field?.property.options ?? []) as INodePropertyOptions[]).map(({ value }) => String(value));

/** Builds the form of one resource: its operations and all their fields. */
export function resourceProperties(resource: Resource): INodeProperties[] {
	const properties = mergeEqualProperties(resource.operations.map(operationProperties));
	return [...operationSelectors(resource), ...shownFor(resource, properties)];
}

interface ShownProperty {
	operations: string[];
	when?: Record<string, Array<string | boolean>>;
	property: INodeProperties;
}

function operationProperties(operation: Operation): ShownProperty[] {
	const fields = placedFields(operation);
	const note = evidenceNote(operation);
	const toShown = (property: INodeProperties, when?: ShownProperty['when']): ShownProperty => ({
		operations: [operation.value],
		when,
		property,
	});
	const visible = fields.filter(({ collection }) => !collection);
	// The version stands last, since few users change it.
	const isVersion = ({ wireName }: PlacedField) => wireName === 'version';
	const firstLevel = [
		...visible.filter((placed) => !isVersion(placed)),
		...visible.filter(isVersion),
	].map(({ wireName, field }) => toShown(toProperty(wireName, field), field.shownWhen));
	return [
		...(note ? [toShown(undocumentedNotice(note, operation), newestVersion(operation))] : []),
		...(operation.notice ? [toShown(operationNotice(operation.notice))] : []),
		...firstLevel,
		...listProperties(operation).map(({ property, when }) => toShown(property, when)),
		...(operation.simplify ? [toShown(simplifyProperty)] : []),
		...collections(operation, fields).map((property) => toShown(property)),
		...(operation.safeguards ? [toShown(safeguardsProperty(operation.safeguards))] : []),
	];
}

/** Builds Filters, Additional Fields or Update Fields, and Options. Members are in alphabetical order. */
function collections(operation: Operation, fields: PlacedField[]): INodeProperties[] {
	const optional = optionalCollection(operation);
	const options = { name: 'options', label: 'Options' };
	const all = optional.name === 'options' ? [options] : [optional, options];
	return all.flatMap(({ name, label }) => {
		const members = fields
			.filter(({ parameter, collection }) => collection && parameter === name)
			.map(({ wireName, field }) => collectionMember(wireName, field))
			.concat(label === 'Options' && canRehearse(operation) ? [rehearseOnlyProperty] : [])
			.sort((a, b) => a.displayName.localeCompare(b.displayName));
		if (members.length === 0) return [];
		const placeholder =
			label === 'Options' ? 'Add option' : label === 'Filters' ? 'Add Filter' : 'Add Field';
		return [
			{ displayName: label, name, type: 'collection', placeholder, default: {}, options: members },
		];
	});
}

/** True for a write that a node can rehearse on its own. */
const canRehearse = ({ method, rehearsal }: Operation): boolean =>
	method !== 'GET' && rehearsal?.refusal === undefined;

function collectionMember(wireName: string, field: Field): INodeProperties {
	const property = toProperty(wireName, field);
	if (!field.shownWhen) return property;
	// A leading slash makes the editor look up the name on the first level of the form.
	const show = Object.entries(field.shownWhen).map(([name, values]) => [`/${name}`, values]);
	return { ...property, displayOptions: { show: Object.fromEntries(show) } };
}

/**
 * Merges equal properties of several operations into one, since the editor often iterates over the whole list.
 * The order of the fields within each operation stays.
 */
function mergeEqualProperties(operations: ShownProperty[][]): ShownProperty[] {
	const merged: Array<ShownProperty & { key: string }> = [];
	for (const properties of operations) {
		let position = 0;
		for (const shownProperty of properties) {
			const key = JSON.stringify([shownProperty.property, shownProperty.when]);
			const found = merged.findIndex((known, index) => index >= position && known.key === key);
			if (found < 0) merged.splice(position, 0, { ...shownProperty, key });
			else merged[found].operations.push(...shownProperty.operations);
			position = (found < 0 ? position : found) + 1;
		}
	}
	return merged;
}

function shownFor(resource: Resource, properties: ShownProperty[]): INodeProperties[] {
	return properties.map(({ operations, when, property }) => ({
		...property,
		displayOptions: { show: { resource: [resource.value], operation: operations, ...when } },
	}));
}

const operationNotice = (displayName: string): INodeProperties => ({
	displayName,
	name: 'notice',
	type: 'notice',
	default: '',
});

/** Builds Return All and Limit for a list. For a variant that is a list, they show while it is chosen. */
function listProperties({
	list,
	variants,
}: Operation): Array<Pick<ShownProperty, 'property' | 'when'>> {
	const listVariants = Object.entries(variants?.byValue ?? {}).filter(
		([, variant]) => variant.list,
	);
	if (!list && listVariants.length === 0) return [];
	const when = list
		? {}
		: { [parameterName(variants!.formField)]: listVariants.map(([value]) => value) };
	return [
		{ property: returnAllProperty, when },
		{ property: limitProperty, when: { ...when, returnAll: [false] } },
	];
}

const returnAllProperty: INodeProperties = {
	displayName: 'Return All',
	name: 'returnAll',
	type: 'boolean',
	default: false,
	description: 'Whether to return all results or only up to a given limit',
};

const limitProperty: INodeProperties = {
	displayName: 'Limit',
	name: 'limit',
	type: 'number',
	typeOptions: { minValue: 1 },
	default: 50,
	description: 'Max number of results to return',
};

/** The boolean that shortens records to the fields that most workflows need. */
export const simplifyProperty: INodeProperties = {
	displayName: 'Simplify',
	name: 'simplify',
	type: 'boolean',
	default: true,
	description: 'Whether to return a simplified version of the response instead of the raw data',
};
