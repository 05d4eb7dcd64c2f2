import type { IDataObject, INodeProperties, UserError } from 'n8n-workflow';
import { jsonParse } from 'n8n-workflow';

import type { Field, Fields, ReadContext, WireValue } from '../operation';
import { parameterName, toProperty } from '../operation';
import { readObject } from '../values/json';
import { rejectInput } from '../values/rejectInput';
import { isEmpty } from '../values/text';
import { allowsUnfilledText, optInsOf } from './builders';

/** An object, as JSON text or by expression. */
export const json = (label: string, description: string): Field =>
	allowsUnfilledText({
		label,
		property: { type: 'json', default: '{}', description },
		toWire: readObject,
	});

/** An object with members of its own. */
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
			if (typeof value !== 'object') rejectInput('needs fields of its own');
			const object = readMembers(members, value, context);
			return Object.keys(object).length > 0
				? object
				: rejectInput('is empty', 'Add a field to it.');
		},
	};
}

/**
 * A list of objects: filled row by row, or a list of objects under Hero's names by expression. Members that
 * are not known are refused, or left out where whole records are often given.
 */
export function objectList(
	label: string,
	singular: string,
	description: string,
	members: Fields,
	others: 'refused' | 'leftOut' = 'refused',
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
				// n8n drops an expression in place of all rows, so it has a place of its own.
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
				if (others === 'refused') rejectUnknownMembers(given, members, `row ${index + 1} `);
				const object = readMembers(members, given, context, index + 1);
				return Object.keys(object).length > 0
					? object
					: rejectInput(`row ${index + 1} is empty`, 'Add a field to it or take it out.');
			});
		},
	};
}

/** The required members of a row, then a collection of the others. */
function rowProperties(members: Fields): INodeProperties[] {
	const optional = Object.entries(members).filter(([, member]) => !member.required);
	const values = Object.entries(members)
		.filter(([, member]) => member.required)
		.map(([wireName, member]) => toProperty(wireName, member));
	if (optional.length === 0) return values;
	const more: INodeProperties = {
		displayName: 'Additional Fields',
		name: 'additionalFields',
		type: 'collection',
		placeholder: 'Add Field',
		default: {},
		options: memberProperties(Object.fromEntries(optional)),
	};
	return [...values, more];
}

const listProperty = (label: string): INodeProperties => ({
	displayName: `${label} (JSON)`,
	name: 'json',
	type: 'json',
	default: '[]',
	description: "A list of objects under Hero's own names",
});

/** Rows that were filled in, then those of lists. */
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
			: rejectInput('needs a list of objects'),
	);
}

const memberProperties = (members: Fields): INodeProperties[] =>
	Object.entries(members)
		.map(([wireName, member]) => toProperty(wireName, member))
		.sort((one, other) => one.displayName.localeCompare(other.displayName));

function readMembers(members: Fields, entered: unknown, context: ReadContext, row?: number) {
	const given = (entered ?? {}) as IDataObject;
	const place = row === undefined ? '' : `row ${row} `;
	const read = Object.entries(members).flatMap(([wireName, member]): Array<[string, WireValue]> => {
		const name = [parameterName(wireName), wireName].find((key) => key in given);
		if (name === undefined && !member.required) return [];
		try {
			return [[wireName, wireValue(member, name && given[name], context)]];
		} catch (refusal) {
			const { message, description } = refusal as UserError;
			return rejectInput(`${place}› '${member.label}' ${message}`, description ?? undefined);
		}
	});
	return Object.fromEntries(read);
}

/** A member under another name would be left out in silence. */
function rejectUnknownMembers(given: IDataObject, members: Fields, place: string): void {
	const known = Object.keys(members).flatMap((name) => [name, parameterName(name)]);
	if (Object.keys(given).every((name) => [...known, 'additionalFields'].includes(name))) return;
	rejectInput(
		`${place}has a member that is not known here`,
		`It takes: ${Object.keys(members).join(', ')}.`,
	);
}

/**
 * An object under Hero's own names, as JSON gives it: what has a field goes through its gate, the rest stays
 * as it is. A value from a list of choices is free, since JSON is how another one is sent.
 */
export function validateMembers(fields: Fields, given: IDataObject, context: ReadContext) {
	const checked = Object.entries(given).map(([name, value]): [string, WireValue] => {
		const field = fields[name];
		if (!field || ['options', 'multiOptions'].includes(field.property.type)) {
			return [name, value as WireValue];
		}
		// Null is written on purpose here, to clear what Hero has.
		if (value === null && !field.required) return [name, null];
		try {
			return [name, validateMember(field, value, context)];
		} catch (refusal) {
			const { message, description } = refusal as UserError;
			return rejectInput(`› '${name}' ${message}`, description ?? undefined);
		}
	});
	return Object.fromEntries(checked);
}

/** Of objects only the members that are there are checked: Hero may take other forms than the screen. */
function validateMember(field: Field, value: unknown, context: ReadContext): WireValue {
	const { members } = field;
	const isObject = (one: unknown): one is IDataObject =>
		typeof one === 'object' && one !== null && !Array.isArray(one);
	if (members && Array.isArray(value) && value.length > 0 && value.every(isObject)) {
		return value.map((one) => validateMembers(members, one, context));
	}
	if (members && isObject(value)) return validateMembers(members, value, context);
	return wireValue(field, value, context);
}

/**
 * The value of a field that was filled in or added. Unset is not empty is not null: an added field
 * without a value clears where Hero can, and is refused elsewhere.
 */
export function wireValue(field: Field, entered: unknown, context: ReadContext): WireValue {
	const empty = isEmpty(entered);
	if (empty && entered !== undefined && field.clearsWith !== undefined) return field.clearsWith;
	if (empty) {
		rejectInput('is empty', field.required ? 'Fill it in.' : 'Fill it in or take the field out.');
	}
	return field.toWire(entered, context);
}

/** Further members for a call whose fields Hero does not document in full. */
export function additionalFields(place: 'query' | 'body'): Fields {
	const [label, name] =
		place === 'body'
			? ['Additional Body Fields (JSON)', 'additional_body_fields']
			: ['Additional Query Parameters (JSON)', 'additional_query_parameters'];
	const description = "Sent under Hero's own names. They replace fields of the same name above";
	return { [name]: { ...json(label, description), mergeMembers: true } };
}
