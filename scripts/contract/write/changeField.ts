import type { Document } from 'yaml';

import type { Finding } from '../comparison/finding';
import type { DescribedField, FieldSet } from '../description/describedApi';
import { isObject } from '../description/schemaContext';
import { limitNames } from '../description/schemaLimits';
import type { MayChange, Place } from './contractPlaces';
import { changeablePlace, fieldPlace, ownPlace, partAtPlace } from './contractPlaces';
import { enumOf, schemaOfFields } from './schemaOfFields';

/** A schema in the contract, and what Hero says of its fields. */
export interface FieldChange {
	contract: Document;
	/** The place of the schema. */
	schema: Place;
	hero: FieldSet;
	mayChange: MayChange;
}

/** Changes one field as Hero has it. Returns false where the schema has no one place for it. */
export function changeField(
	change: FieldChange,
	{ name = '', aspect }: Pick<Finding, 'name' | 'aspect'>,
): boolean {
	if (aspect === 'field') return addField(change, name);
	if (aspect === 'required') return changeRequired(change, name);
	const { contract, schema, hero, mayChange } = change;
	const found = fieldPlace(contract, schema, name, mayChange);
	const place = found && ownPlace(contract, found, mayChange);
	const field = hero.fields.get(name);
	if (!place || !field || hasForms(partAtPlace(contract, place))) return false;
	const keywords = changedKeywords(field, aspect);
	for (const [keyword, value] of Object.entries(keywords))
		setOrDelete(contract, [...place, keyword], value);
	// An example may contradict what Hero says, and the mark of doubt is settled.
	for (const keyword of ['example', 'x-evidence']) contract.deleteIn([...place, keyword]);
	return true;
}

/** Removes the mark of doubt from a field that Hero confirms. */
export function settleField({ contract, schema, mayChange }: FieldChange, name: string): void {
	const place = changeablePlace(contract, schema, name, mayChange);
	if (place && contract.hasIn([...place, 'x-evidence']))
		contract.deleteIn([...place, 'x-evidence']);
}

const hasForms = (part: unknown): boolean =>
	isObject(part) && ['allOf', 'anyOf', 'oneOf'].some((keyword) => part[keyword] !== undefined);

/** The keywords of a schema by which Hero's word differs; undefined removes one. */
function changedKeywords(
	field: DescribedField,
	aspect: Finding['aspect'],
): Record<string, unknown> {
	const { types, values, format, limits } = field;
	if (aspect === 'type') return { type: types.length === 1 ? types[0] : types };
	if (aspect === 'format') return { format };
	if (aspect === 'limits') return Object.fromEntries(limitNames.map((one) => [one, limits?.[one]]));
	if (!values) return {};
	const lists = { const: undefined, 'x-known-values': undefined, 'x-enum-truncated': undefined };
	return { ...lists, enum: enumOf(values, types.length > 0 ? types : ['string']) };
}

function setOrDelete(contract: Document, place: Place, value: unknown): void {
	if (value === undefined) contract.deleteIn(place);
	else contract.setIn(place, contract.createNode(value, { flow: true }));
}

const parentAndMember = (name: string): [parent: string, member: string] => {
	const at = name.lastIndexOf('.');
	return at < 0 ? ['', name] : [name.slice(0, at), name.slice(at + 1)];
};

/** The place of the object in which a field stands, if it has one form only. */
function parentPlace(
	{ contract, schema, mayChange }: FieldChange,
	name: string,
): Place | undefined {
	const found = fieldPlace(contract, schema, name, mayChange);
	const place = found && ownPlace(contract, found, mayChange);
	const part = place && partAtPlace(contract, place);
	return isObject(part) && part.anyOf === undefined && part.oneOf === undefined ? place : undefined;
}

function addField(change: FieldChange, name: string): boolean {
	const { contract, hero } = change;
	if (name === '' || name.endsWith('[]')) return false;
	const [parent, member] = parentAndMember(name);
	const place = parentPlace(change, parent);
	if (!place) return false;
	const part = partAtPlace(contract, place) as Record<string, unknown>;
	if (part.type === undefined) contract.setIn([...place, 'type'], 'object');
	if (!isObject(part.properties)) contract.setIn([...place, 'properties'], contract.createNode({}));
	const schema = contract.createNode(schemaOfFields(hero.fields, name), { flow: true });
	contract.setIn([...place, 'properties', member], schema);
	contract.deleteIn([...place, 'x-evidence']);
	if (hero.fields.get(name)?.required !== true) return true;
	return changeRequired(change, name);
}

function changeRequired(change: FieldChange, name: string): boolean {
	const { contract, hero } = change;
	const [parent, member] = parentAndMember(name);
	const place = parentPlace(change, parent);
	if (!place || name === '') return false;
	const listed = (partAtPlace(contract, [...place, 'required']) ?? []) as string[];
	const others = listed.filter((one) => one !== member);
	const required = hero.fields.get(name)?.required === true ? [...others, member] : others;
	setOrDelete(contract, [...place, 'required'], required.length > 0 ? required : undefined);
	contract.deleteIn([...place, 'x-required-evidence']);
	return true;
}
