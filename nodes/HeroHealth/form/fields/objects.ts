import type { IDataObject, INodeProperties, UserError } from 'n8n-workflow';
import { jsonParse } from 'n8n-workflow';

import type { Field, Fields, ReadContext, WireValue } from '../operation';
import { parameterName, toProperty } from '../operation';
import { readObject } from '../values/json';
import { rejectInput } from '../values/rejectInput';
import { isEmpty } from '../values/text';
import { allowsUnfilledText, optInsOf } from './builders';

/** A JSON object: typed as text, or from an expression. */
export const json = (label: string, description: string): Field =>
	allowsUnfilledText({
		label,
		property: { type: 'json', default: '{}', description },
		toWire: readObject,
	});

/** An object whose members are fields of their own. `toWire` throws a UserError for an empty object. */
export function object(label: string, description: string, members: Fields): Field {
	return {
		label,
		property: {
			type: 'collection',
			placeholder: 'Add Field',
			default: {},
			description,
			options: memberProperties(members),
		},
		members,
		optIns: optInsOf(Object.values(members)),
		toWire(value, context) {
			if (typeof value !== 'object') {
				rejectInput('needs an object', 'Use the form {"name": "value"}.');
			}
			const object = readMembers(members, value, context);
			return Object.keys(object).length > 0
				? object
				: rejectInput('is empty', 'Add a field to it.');
		},
	};
}

/**
 * A list of objects, filled in row by row or given as JSON under Hero's names. Unknown members are refused, or
 * left out if users often map whole records. `toWire` throws a UserError for an empty list and for a bad row.
 */
export function objectList(
	label: string,
	singular: string,
	description: string,
	members: Fields,
	unknownMembers: 'refused' | 'leftOut' = 'refused',
): Field {
	return {
		label,
		property: {
			type: 'fixedCollection',
			typeOptions: { multipleValues: true },
			placeholder: `Add ${singular}`,
			default: {},
			description,
			options: [
				{ displayName: singular, name: 'rows', values: rowProperties(members) },
				// n8n drops an expression that replaces all rows, so JSON has a field of its own.
				{ displayName: `${label} (JSON)`, name: 'list', values: [listProperty(label)] },
			],
		},
		members,
		optIns: optInsOf(Object.values(members)),
		toWire(value, context) {
			const entered = enteredRows(value);
			if (entered.length === 0) return rejectInput('is empty', 'Add a row to it.');
			return entered.map((row, index) => {
				const given = { ...row, ...(row.additionalFields as IDataObject) };
				if (unknownMembers === 'refused') rejectUnknownMembers(given, members, `row ${index + 1} `);
				const object = readMembers(members, given, context, index + 1);
				return Object.keys(object).length > 0
					? object
					: rejectInput(`row ${index + 1} is empty`, 'Add a field to it or remove the row.');
			});
		},
	};
}

/** Builds the required members of a row, then a collection with the optional ones. */
function rowProperties(members: Fields): INodeProperties[] {
	const optional = Object.entries(members).filter(([, member]) => !member.required);
	const values = Object.entries(members)
		.filter(([, member]) => member.required)
		.map(([wireName, member]) => toProperty(wireName, member));
	if (optional.length === 0) return values;
	const optionalFields: INodeProperties = {
		displayName: 'Additional Fields',
		name: 'additionalFields',
		type: 'collection',
		placeholder: 'Add Field',
		default: {},
		options: memberProperties(Object.fromEntries(optional)),
	};
	return [...values, optionalFields];
}

const listProperty = (label: string): INodeProperties => ({
	displayName: `${label} (JSON)`,
	name: 'json',
	type: 'json',
	default: '[]',
	description: "A list of objects with Hero's own field names",
});

/** Returns the rows that were filled in, then those of JSON lists. */
function enteredRows(value: unknown): IDataObject[] {
	const { rows: filled = [], list = [] } = (Array.isArray(value) ? { rows: value } : value) as {
		rows?: unknown[];
		list?: Array<{ json?: unknown }>;
	};
	const listed = list.flatMap(({ json: given = [] }) =>
		typeof given === 'string' ? jsonParse<unknown>(given, { fallbackValue: null }) : (given ?? []),
	);
	return [...filled, ...listed].map((row) =>
		typeof row === 'object' && row !== null && !Array.isArray(row)
			? (row as IDataObject)
			: rejectInput('needs a list of objects', 'Use the form [{"name": "value"}].'),
	);
}

const memberProperties = (members: Fields): INodeProperties[] =>
	Object.entries(members)
		.map(([wireName, member]) => toProperty(wireName, member))
		.sort((a, b) => a.displayName.localeCompare(b.displayName));

function readMembers(members: Fields, entered: unknown, context: ReadContext, row?: number) {
	const given = (entered ?? {}) as IDataObject;
	const place = row === undefined ? '' : `row ${row} `;
	const read = Object.entries(members).flatMap(([wireName, member]): Array<[string, WireValue]> => {
		const name = [parameterName(wireName), wireName].find((key) => key in given);
		if (name === undefined && !member.required) return [];
		try {
			return [[wireName, wireValue(member, name && given[name], context)]];
		} catch (error) {
			const { message, description } = error as UserError;
			return rejectInput(`${place}› '${member.label}' ${message}`, description ?? undefined);
		}
	});
	return Object.fromEntries(read);
}

/** Throws a UserError for an unknown member, which would otherwise be dropped silently. */
function rejectUnknownMembers(given: IDataObject, members: Fields, place: string): void {
	const known = Object.keys(members).flatMap((name) => [name, parameterName(name)]);
	if (Object.keys(given).every((name) => [...known, 'additionalFields'].includes(name))) return;
	rejectInput(
		`${place}has an unknown field`,
		`Known fields are: ${Object.keys(members).join(', ')}.`,
	);
}

/**
 * Validates a JSON object under Hero's names. A member with a field is converted by it, and all others stay as
 * they are. Values of dropdowns are not checked, since JSON is the way to send one that the list lacks. Throws a
 * UserError for a member that is refused.
 */
export function validateMembers(fields: Fields, given: IDataObject, context: ReadContext) {
	const checked = Object.entries(given).map(([name, value]): [string, WireValue] => {
		const field = fields[name];
		if (!field || ['options', 'multiOptions'].includes(field.property.type)) {
			return [name, value as WireValue];
		}
		// Null in JSON is deliberate: it clears the value at Hero.
		if (value === null && !field.required) return [name, null];
		try {
			return [name, validateMember(field, value, context)];
		} catch (error) {
			const { message, description } = error as UserError;
			return rejectInput(`› '${name}' ${message}`, description ?? undefined);
		}
	});
	return Object.fromEntries(checked);
}

/** Checks only the members that are given, since Hero may take other forms than the screen offers. */
function validateMember(field: Field, value: unknown, context: ReadContext): WireValue {
	const { members } = field;
	const isObject = (part: unknown): part is IDataObject =>
		typeof part === 'object' && part !== null && !Array.isArray(part);
	if (members && Array.isArray(value) && value.length > 0 && value.every(isObject)) {
		return value.map((part) => validateMembers(members, part, context));
	}
	if (members && isObject(value)) return validateMembers(members, value, context);
	return wireValue(field, value, context);
}

/**
 * Converts the entered value of a field for the wire. An added field without a value clears the value at Hero if
 * `clearsWith` is set. Throws a UserError for any other empty value and for one that the field refuses.
 */
export function wireValue(field: Field, entered: unknown, context: ReadContext): WireValue {
	const hasNoValue = isEmpty(entered);
	if (hasNoValue && entered !== undefined && field.clearsWith !== undefined)
		return field.clearsWith;
	if (hasNoValue) {
		rejectInput('is empty', field.required ? 'Fill it in.' : 'Fill it in or remove the field.');
	}
	return field.toWire(entered, context);
}

/** The JSON field for further members of a call whose fields Hero does not document in full. */
export function additionalFields(place: 'query' | 'body'): Fields {
	const [label, name] =
		place === 'body'
			? ['Additional Body Fields (JSON)', 'additional_body_fields']
			: ['Additional Query Parameters (JSON)', 'additional_query_parameters'];
	const description =
		"More values under Hero's own names. They replace the fields above that have the same name";
	return { [name]: { ...json(label, description), mergeMembers: true } };
}
